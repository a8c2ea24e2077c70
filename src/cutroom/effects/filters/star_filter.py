"""A cross screen on the lens: every bright point grows rays."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import WHITE, Color
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import noise, resize

_SHORT = 270
Light = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """The rays."""

    points: int = number(4, 2, 8, "rays of a point")
    length: float = number(0.12, 0.01, 0.5, "length in short sides")
    angle: float = number(45.0, 0.0, 180.0, "direction of the first, degrees")
    amount: float = number(2.0, 0.0, 6.0, "brightness")
    threshold: float = number(0.6, 0.0, 1.0, "brightness from which points shine")
    color: Color = colour(WHITE, "colour")
    twinkle: float = number(0.3, 0.0, 1.0, "how much they swell and fade")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Rays from the brightest places, longer than wide, a soft spot in their middle."""
    by = max(1.0, min(picture.width, picture.height) / _SHORT)
    small = resize(picture, max(4, round(picture.width / by)), max(4, round(picture.height / by)))
    rgb = small.rgba[..., :3].astype(np.float32) / 255
    luma = np.asarray(rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32), np.float32)
    bright = _points(luma, params.threshold)
    reach = max(3, round(params.length * min(small.width, small.height)))
    rays = np.zeros_like(bright)
    lines = max(1, int(params.points) // 2)
    for line in range(lines):
        rays += _smeared(bright, reach, params.angle + 180.0 * line / lines)
    swell = 1 - params.twinkle * (0.5 + 0.5 * sin(2 * pi * 1.3 * moment.time_s))
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(
        picture, np.asarray(rays[..., None] * tint * np.float32(params.amount * swell), np.float32)
    )


def _points(luma: Light, threshold: float) -> Light:
    """The brightest place of every neighbourhood, as far as it is above the threshold."""
    # In even areas a little noise decides which place that is.
    uneven = luma + np.float32(0.02) * noise(luma.shape[1], luma.shape[0], 57)
    highest = cv2.dilate(uneven, np.ones((31, 31), np.uint8))
    above = np.clip((luma - threshold) / max(1 - threshold, 0.05), 0, 1)
    return np.asarray(np.where(uneven >= highest, above, 0.0), np.float32)


def _smeared(light: Light, reach: int, degrees: float) -> Light:
    """Light spread along a line, fading with distance, not spread thinner."""
    side = 2 * reach + 1
    kernel = np.zeros((side, side), np.float32)
    away = np.arange(-reach, reach + 1, dtype=np.float32)
    fade = (1 - np.abs(away) / (reach + 1)) ** 2
    x = np.rint(reach + away * np.cos(np.radians(degrees))).astype(int)
    y = np.rint(reach + away * np.sin(np.radians(degrees))).astype(int)
    kernel[y, x] = fade
    kernel = np.asarray(cv2.GaussianBlur(kernel, (0, 0), 0.7) * 1.6, np.float32)
    return np.asarray(cv2.filter2D(light, -1, kernel), np.float32)


EFFECT = Filter("star-filter", Params, apply, "Every bright point grows rays.")
