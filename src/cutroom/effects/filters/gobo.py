"""Light that falls through something: leaves, a window, blinds, hearts, stars, a moon, water."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sin

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chances
from cutroom.effects.outlines import fill, placed
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by

_STYLES = ("leaves", "window", "blinds", "hearts", "stars", "moon", "circles")
_SHORT = 270


@dataclass(frozen=True, slots=True)
class Params:
    """The pattern and the light."""

    style: str = choice("leaves", _STYLES, "what the light falls through")
    dark: float = number(0.45, 0.0, 1.0, "depth of the shadow")
    warm: float = number(0.22, 0.0, 1.0, "strength of the light's colour")
    color: Color = colour(Color(1.0, 0.82, 0.5), "colour of the light")
    sway: float = number(0.5, 0.0, 2.0, "movement")
    softness: float = number(0.012, 0.0, 0.1, "blur of the edges in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Shadow outside the pattern, coloured light inside."""
    by = min(picture.width, picture.height) / _SHORT
    width, height = (
        min(8 * _SHORT, max(2, round(n / by))) for n in (picture.width, picture.height)
    )
    plane = np.zeros((height, width), np.uint8)
    _DRAW[params.style](plane, moment, params.sway)
    if params.style == "leaves":
        plane = np.asarray(cv2.bitwise_not(plane), np.uint8)
    sigma = params.softness * _SHORT
    if sigma > 0.1:
        plane = np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.uint8)
    light = np.asarray(cv2.resize(plane, (picture.width, picture.height)), np.uint8)
    shaded = painted(picture, BLACK, cv2.convertScaleAbs(cv2.bitwise_not(light), alpha=params.dark))
    return mix_by(shaded, tinted(shaded, params.color, params.warm), light)


def _leaves(plane: Plane, moment: Moment, sway: float) -> None:
    height, width = plane.shape
    for index, row in enumerate(chances(moment.seed + 3, 60, 5)):
        swing = sway * sin(2 * pi * (0.22 * moment.time_s + row[4]))
        # Branches come in from the two upper corners.
        side = index % 2
        x = (row[0] ** 1.4 * 0.75 if side else 1 - row[0] ** 1.4 * 0.75) * width
        y = row[1] ** 1.2 * height * (1 - 0.4 * row[0]) + 3 * swing
        size = (0.05 + 0.05 * row[2]) * _SHORT
        turn = 360 * row[3] + 9 * swing
        fill(plane, placed("leaf", x + 5 * swing, y, size, turn, 1.1), (255,))


def _window(plane: Plane, moment: Moment, sway: float) -> None:
    height, width = plane.shape
    lean, drift_px = 0.35, 6 * sway * sin(2 * pi * 0.08 * moment.time_s)
    left, top = 0.24 * width + drift_px, 0.1 * height
    step_x, step_y = 0.24 * width, 0.36 * height
    for column in range(2):
        for row in range(2):
            x, y = left + column * step_x, top + row * step_y
            tall, wide = 0.88 * step_y, 0.88 * step_x
            low = x + lean * tall
            shift_x = lean * row * step_y
            corners = [
                (x, y),
                (x + wide, y + 0.12 * wide),
                (low + wide, y + tall + 0.12 * wide),
                (low, y + tall),
            ]
            fill(plane, np.array(corners) + np.array([shift_x, 0.12 * column * step_x]), (255,))


def _blinds(plane: Plane, moment: Moment, sway: float) -> None:
    height, width = plane.shape
    moved = 0.03 * sway * height * sin(2 * pi * 0.1 * moment.time_s)
    for slat in range(-3, 14):
        y = slat * height / 9 + moved
        corners = [
            (0, y),
            (width, y + 0.2 * height),
            (width, y + 0.26 * height),
            (0, y + 0.06 * height),
        ]
        fill(plane, np.array(corners), (255,))


def _scattered(shape: str) -> Callable[[Plane, Moment, float], None]:
    def draw(plane: Plane, moment: Moment, sway: float) -> None:
        height, width = plane.shape
        for row in chances(moment.seed + 5, 16, 5):
            swing = sway * sin(2 * pi * (0.2 * moment.time_s + row[4]))
            x, y = row[0] * width + 6 * swing, row[1] * height + 4 * swing
            fill(
                plane,
                placed(shape, x, y, (0.05 + 0.07 * row[2]) * _SHORT, 40 * (row[3] - 0.5)),
                (255,),
            )

    return draw


def _moon(plane: Plane, moment: Moment, sway: float) -> None:
    height, width = plane.shape
    swing = 4 * sway * sin(2 * pi * 0.1 * moment.time_s)
    radius = 0.34 * _SHORT
    x, y = 0.52 * width + swing, 0.46 * height
    fill(plane, placed("circle", x, y, radius), (255,))
    fill(plane, placed("circle", x + 0.42 * radius, y - 0.16 * radius, 0.86 * radius), (0,))


_DRAW: dict[str, Callable[[Plane, Moment, float], None]] = {
    "leaves": _leaves,
    "window": _window,
    "blinds": _blinds,
    "hearts": _scattered("heart"),
    "stars": _scattered("star"),
    "moon": _moon,
    "circles": _scattered("circle"),
}
EFFECT = Filter("gobo", Params, apply, "Light that falls through leaves, a window, shapes.")
