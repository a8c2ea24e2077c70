"""A drawing in pencil or ink on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.contours import contours
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture, Plane


@dataclass(frozen=True, slots=True)
class Params:
    """Paper, ink and shading."""

    paper: Color = colour(Color(0.97, 0.96, 0.93), "colour of the paper")
    ink: Color = colour(Color(0.16, 0.15, 0.18), "colour of the lines")
    shade: float = number(0.35, 0.0, 1.0, "shading of dark parts")
    keep: float = number(0.0, 0.0, 1.0, "how much of the picture's own colour stays")
    width: float = number(0.005, 0.001, 0.03, "width of a line in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Paper over everything, then hatching where it is dark, then outlines."""
    size = (picture.width, picture.height)
    drawn = tinted(picture, params.paper, 1.0 - params.keep)
    if params.shade:
        drawn = painted(drawn, params.ink, _hatched(picture, params.shade))
    lines = cv2.resize(contours(picture, params.width), size, interpolation=cv2.INTER_LINEAR)
    return painted(drawn, params.ink, np.asarray(lines, np.uint8))


def _hatched(picture: Picture, amount: float) -> Plane:
    """Slanted strokes that thicken with darkness."""
    strokes = _strokes(picture.width, picture.height, min(picture.width, picture.height) / 90)
    # amount · 255 · ((0.75 − luma) · 1.6 − stroke / 2), luma on the scale 16–235.
    gain = 255 * amount
    weight = cv2.addWeighted(
        picture.planes.y, -1.6 * gain / 219, strokes, -gain / 510, gain * 1.6 * (0.75 + 16 / 219)
    )
    return np.asarray(weight, np.uint8)


@lru_cache(maxsize=2)
def _strokes(width: int, height: int, pitch: float) -> Plane:
    x = np.arange(width, dtype=np.float32)
    y = np.arange(height, dtype=np.float32)[:, None]
    waves = np.cos((x + y) * np.float32(2 * np.pi / pitch))
    return np.asarray(np.rint(np.float32(127.5) + np.float32(127.5) * waves), np.uint8)


EFFECT = Filter("sketch", Params, apply, "A drawing in pencil or ink on paper.", timeless=always)
