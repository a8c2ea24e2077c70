"""A look through a window: aeroplane, car, train, cross bars, key hole, binoculars."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, Color
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, always, choice, colour, number
from cutroom.picture.picture import Picture, Plane

_STYLES = ("aeroplane", "car", "train", "cross", "keyhole", "binoculars")
_SHORT = 540
Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Params:
    """Which window."""

    style: str = choice("aeroplane", _STYLES, "the window")
    color: Color = colour(Color(0.87, 0.86, 0.84), "colour of the wall around it")
    shadow: float = number(0.6, 0.0, 1.0, "shadow of the frame on the view")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The view stays as it is; the wall covers what is around it."""
    width, height = picture.width, picture.height
    wall, shade = (
        np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane in _planes(params.style, _shape(width, height))
    )
    drawn = painted(picture, BLACK, cv2.convertScaleAbs(shade, alpha=params.shadow))
    return painted(drawn, params.color, wall)


def _shape(width: int, height: int) -> tuple[int, int]:
    by = min(width, height) / _SHORT
    return min(8 * _SHORT, round(width / by)), min(8 * _SHORT, round(height / by))


@lru_cache(maxsize=4)
def _planes(style: str, size: tuple[int, int]) -> tuple[Plane, Plane]:
    """Coverage of the wall and of its shadow."""
    width, height = size
    x, y = np.meshgrid(np.arange(width) + 0.5 - width / 2, np.arange(height) + 0.5 - height / 2)
    x, y = x / (width / 2), y / (height / 2)
    inside = _OPENINGS[style](x, y, width / height)
    wall = np.clip(0.5 - inside * min(size) / 2, 0, 1)
    soft = cv2.GaussianBlur(np.asarray(wall, np.float32), (0, 0), 0.03 * min(size))
    return np.rint(wall * 255).astype(np.uint8), np.rint(soft * 255).astype(np.uint8)


def _rounded(x: Field, y: Field, half: tuple[float, float], power: float) -> Field:
    """Positive inside a superellipse, about in half sides."""
    far = (np.abs(x / half[0]) ** power + np.abs(y / half[1]) ** power) ** (1 / power)
    return np.asarray((1 - far) * min(half))


def _train(x: Field, y: Field, aspect: float) -> Field:
    panes = [_rounded(x - middle, y + 0.08, (0.44, 0.72), 9) for middle in (-0.5, 0.5)]
    return np.asarray(np.maximum(panes[0], panes[1]))


def _car(x: Field, y: Field, aspect: float) -> Field:
    # The pillar leans: the front of the window is lower.
    leaning = y + 0.28 * x + 0.14
    sides = np.minimum(0.62 - y, leaning + 0.62)
    return np.asarray(np.minimum(_rounded(x, y, (0.9, 0.8), 7), sides))


def _cross(x: Field, y: Field, aspect: float) -> Field:
    panes = [
        _rounded(x - 0.47 * across, y - 0.47 * down, (0.43, 0.43), 14)
        for across in (-1, 1)
        for down in (-1, 1)
    ]
    return np.asarray(np.max(panes, axis=0))


def _keyhole(x: Field, y: Field, aspect: float) -> Field:
    wide = x * max(aspect, 1.0)
    head = 0.36 - np.hypot(wide, y + 0.3)
    foot = np.minimum(0.14 + 0.12 * (y + 0.3) - np.abs(wide), np.minimum(y + 0.3, 0.75 - y))
    return np.asarray(np.maximum(head, foot))


def _binoculars(x: Field, y: Field, aspect: float) -> Field:
    wide = x * aspect
    return np.asarray(0.8 - np.minimum(np.hypot(wide + 0.62, y), np.hypot(wide - 0.62, y)))


_OPENINGS = {
    "aeroplane": lambda x, y, aspect: _rounded(x * max(aspect, 1.0), y, (0.62, 0.84), 3.4),
    "car": _car,
    "train": _train,
    "cross": _cross,
    "keyhole": _keyhole,
    "binoculars": _binoculars,
}
EFFECT = Filter("window", Params, apply, "A look through a window or an opening.", timeless=always)
