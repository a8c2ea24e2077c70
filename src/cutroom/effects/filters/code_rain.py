"""Columns of falling digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import darkness, lit, tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture

_SIGNS = {"digits": "0123456789", "binary": "01", "formulas": "x+y=z%3/<>"}
_ROW_PX = 18


@dataclass(frozen=True, slots=True)
class Params:
    """What falls."""

    signs: str = choice("digits", tuple(_SIGNS), "which signs")
    color: Color = colour(Color(0.25, 1.0, 0.42), "colour")
    speed: float = number(0.5, 0.0, 4.0, "short sides a second")
    density: float = number(0.75, 0.0, 1.0, "share of columns in use")
    gloom: float = number(0.45, 0.0, 1.0, "how much the picture is darkened")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Heads are white, tails fade; signs change now and then."""
    light = darkness(picture, 405)
    rows, columns = light.shape[0] // _ROW_PX + 1, light.shape[1] // (_ROW_PX * 2 // 3) + 1
    glyphs = _glyphs(_SIGNS[params.signs])
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    for column in range(columns):
        if chance(moment.seed, 1, column) >= params.density:
            continue
        tail = 6 + int(chance(moment.seed, 2, column) * 14)
        pace = params.speed * (0.6 + 0.8 * chance(moment.seed, 3, column)) * 405 / _ROW_PX
        head = int(moment.time_s * pace + chance(moment.seed, 4, column) * 3 * rows) % (rows + tail)
        for step in range(tail):
            row = head - step
            if 0 <= row < rows:
                beat = tick(moment.time_s + row * 0.37, 3.0)
                sign = int(chance(moment.seed, 5, column, row, beat) * len(glyphs))
                shade = tint * (1 - step / tail) if step else np.array([0.9, 1.0, 0.92], np.float32)
                _stamp(light, glyphs[sign], (row, column), np.asarray(shade, np.float32))
    return lit(tinted(picture, BLACK, params.gloom), light)


def _stamp(
    light: NDArray[np.float32],
    glyph: NDArray[np.float32],
    at: tuple[int, int],
    shade: NDArray[np.float32],
) -> None:
    top, left = at[0] * _ROW_PX, at[1] * (_ROW_PX * 2 // 3)
    part = light[top : top + _ROW_PX, left : left + glyph.shape[1]]
    part += glyph[: part.shape[0], : part.shape[1], None] * shade


@lru_cache(maxsize=4)
def _glyphs(signs: str) -> list[NDArray[np.float32]]:
    drawn = []
    for sign in signs:
        tile = np.zeros((_ROW_PX, _ROW_PX * 2 // 3), np.uint8)
        cv2.putText(tile, sign, (1, _ROW_PX - 4), cv2.FONT_HERSHEY_PLAIN, 1.05, 255, 1, cv2.LINE_AA)
        drawn.append(tile.astype(np.float32) / np.float32(140))
    return drawn


EFFECT = Filter("code-rain", Params, apply, "Columns of falling digits.")
