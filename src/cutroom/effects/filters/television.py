"""An old television set: the picture on a bulging screen in a cabinet with knobs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.bending import fish_eyed
from cutroom.effects.chance import chance, tick
from cutroom.effects.detail import rows_darkened
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import resize, shift, warp

_SCREEN = (0.07, 0.09, 0.78, 0.91)
"""Left, top, right and bottom of the screen as shares of the picture."""


@dataclass(frozen=True, slots=True)
class Params:
    """The set."""

    color: Color = colour(Color(0.42, 0.25, 0.14), "the cabinet")
    bulge: float = number(0.5, 0.0, 1.0, "how round the screen is")
    lines: float = number(0.35, 0.0, 1.0, "depth of the scan lines")
    jump: float = number(0.0, 0.0, 1.0, "how often the picture slips")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The whole picture is shown, smaller; lines belong to the screen, 240 of them."""
    width, height = picture.width, picture.height
    left, top, right, bottom = _SCREEN
    # Shrunk first: the rest then costs little more than half.
    wide, tall = max(2, round((right - left) * width)), max(2, round((bottom - top) * height))
    shown = fish_eyed(resize(picture, wide, tall), 0.6 * params.bulge)
    shown = _lined(shown, params.lines)
    key = moment.seed + tick(moment.time_s, 12)
    if chance(key, 5) < params.jump * 0.5:
        shown = shift(shown, 0.0, (chance(key, 6) - 0.5) * 0.3 * tall)
    screen = warp(shown, translation(round(left * width), round(top * height)), width, height)
    size = sketch(picture, 540).shape[:2]
    return laid_over(screen, _cabinet(size[0], size[1], params.color))


def _lined(picture: Picture, depth: float) -> Picture:
    if not depth:
        return picture
    rows = np.arange(picture.height) * (240 / picture.height)
    return rows_darkened(picture, 1 - 0.3 * depth * (1 + np.cos(2 * np.pi * rows)))


def _round_screen(canvas: NDArray[np.uint8], value: int) -> None:
    height, width = canvas.shape[:2]
    left, top, right, bottom = _SCREEN
    x, y = (left + right) / 2 * width, (top + bottom) / 2 * height
    half_x, half_y = (right - left) / 2 * width, (bottom - top) / 2 * height
    t = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    # A superellipse: nearly a rectangle whose sides bow outwards.
    across = x + half_x * np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.28
    down = y + half_y * np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.28
    points = np.rint(np.column_stack([across, down]) * 16).astype(np.int32)
    color = (value,) * (canvas.shape[2] if canvas.ndim == 3 else 1)
    cv2.fillPoly(canvas, [points], color, cv2.LINE_AA, 4)


@lru_cache(maxsize=2)
def _cabinet(height: int, width: int, color: Color) -> Canvas:
    """The set around its screen; callers do not draw on it."""
    canvas: Canvas = np.empty((height, width, 4), np.uint8)
    canvas[:] = ink(color)
    rows = np.linspace(1.12, 0.8, height, dtype=np.float32)[:, None, None]
    canvas[..., :3] = np.clip(canvas[..., :3] * rows, 0, 255).astype(np.uint8)
    edge = round(0.012 * min(width, height))
    cv2.rectangle(canvas, (0, 0), (width - 1, height - 1), ink(color, 1, 0.55), 2 * edge)
    x, unit = round(0.89 * width), min(width, height)
    for knob, y in enumerate((0.26, 0.46)):
        at, radius = (x, round(y * height)), round(0.065 * unit)
        cv2.circle(canvas, at, radius, ink(Color(0.83, 0.8, 0.72)), -1, cv2.LINE_AA)
        end = (
            round(x + radius * np.sin(1.1 - knob)),
            round(at[1] - radius * np.cos(1.1 - knob)),
        )
        cv2.line(canvas, at, end, ink(Color(0.2, 0.18, 0.15)), max(2, edge), cv2.LINE_AA)
    for slot in range(6):
        y = round((0.62 + 0.045 * slot) * height)
        cv2.line(
            canvas,
            (x - round(0.07 * unit), y),
            (x + round(0.07 * unit), y),
            ink(color, 1, 0.45),
            edge,
        )
    _round_screen(canvas, 0)
    return canvas


EFFECT = Filter("television", Params, apply, "The picture on the screen of an old television set.")
