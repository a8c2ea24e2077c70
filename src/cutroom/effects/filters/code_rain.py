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
_ROW_PX, _COLUMN_PX = 18, 12
_HEAD = (0.9, 1.0, 0.92)
Field = NDArray[np.float32]


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
    height, width = darkness(picture, 405).shape[:2]
    rows, columns = height // _ROW_PX + 1, width // _COLUMN_PX + 1
    signs, tails, heads = _fallen(rows, columns, params, moment)
    glyphs = _glyphs(_SIGNS[params.signs])[signs]
    tint = (params.color.red, params.color.green, params.color.blue)
    tail, head = (_spread(glyphs, bright)[:height, :width] for bright in (tails, heads))
    light = cv2.merge(
        [tail * np.float32(t) + head * np.float32(h) for t, h in zip(tint, _HEAD, strict=True)]
    )
    return lit(tinted(picture, BLACK, params.gloom), np.asarray(light, np.float32))


def _fallen(
    rows: int, columns: int, params: Params, moment: Moment
) -> tuple[NDArray[np.intp], Field, Field]:
    """The sign of every cell, and how bright it is as part of a tail and as a head."""
    signs = np.zeros((rows, columns), np.intp)
    tails, heads = np.zeros((rows, columns), np.float32), np.zeros((rows, columns), np.float32)
    count = len(_SIGNS[params.signs])
    for column in range(columns):
        if chance(moment.seed, 1, column) >= params.density:
            continue
        tail = 6 + int(chance(moment.seed, 2, column) * 14)
        pace = params.speed * (0.6 + 0.8 * chance(moment.seed, 3, column)) * 405 / _ROW_PX
        head = int(moment.time_s * pace + chance(moment.seed, 4, column) * 3 * rows) % (rows + tail)
        for row in range(max(0, head - tail + 1), min(rows, head + 1)):
            beat = tick(moment.time_s + row * 0.37, 3.0)
            signs[row, column] = int(chance(moment.seed, 5, column, row, beat) * count)
            if row == head:
                heads[row, column] = 1.0
            else:
                tails[row, column] = 1 - (head - row) / tail
    return signs, tails, heads


def _spread(glyphs: Field, bright: Field) -> Field:
    """Rows × columns of glyphs, each as bright as its cell, as one picture."""
    cells = (glyphs * bright[..., None, None]).transpose(0, 2, 1, 3)
    rows, high, columns, wide = cells.shape
    return np.asarray(cells.reshape(rows * high, columns * wide), np.float32)


@lru_cache(maxsize=4)
def _glyphs(signs: str) -> Field:
    drawn = []
    for sign in signs:
        tile = np.zeros((_ROW_PX, _COLUMN_PX), np.uint8)
        cv2.putText(tile, sign, (1, _ROW_PX - 4), cv2.FONT_HERSHEY_PLAIN, 1.05, 255, 1, cv2.LINE_AA)
        drawn.append(tile.astype(np.float32) / np.float32(140))
    return np.stack(drawn)


EFFECT = Filter("code-rain", Params, apply, "Columns of falling digits.")
