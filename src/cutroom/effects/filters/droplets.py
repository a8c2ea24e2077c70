"""Drops of water on the glass in front of the picture; some run down."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.bending import bent
from cutroom.effects.chance import chances
from cutroom.effects.overlays import darkness, lit
from cutroom.effects.particles import aspect_of, shine
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, resize

_SHORT = 270
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """The drops."""

    count: int = number(110, 1, 240, "drops")
    size: float = number(0.055, 0.005, 0.2, "radius of a large one in short sides")
    running: float = number(0.35, 0.0, 1.0, "share of them that run down")
    speed: float = number(0.25, 0.0, 3.0, "short sides a second of those that run")
    mist: float = number(0.35, 0.0, 1.0, "blur of the picture behind the glass")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each drop shows the scene behind it upside down and small, with a glint."""
    width, height = picture.width, picture.height
    short = min(width, height)
    aspect = aspect_of(width, height)
    size = (min(8 * _SHORT, round(_SHORT * aspect[0])), min(8 * _SHORT, round(_SHORT * aspect[1])))
    away = np.zeros((2, size[1], size[0]), np.float32)
    light = darkness(picture, _SHORT)
    for row in chances(moment.seed + 83, int(params.count), 6):
        radius = params.size * (0.35 + 0.65 * row[2] ** 2)
        x, y = row[0] * aspect[0], row[1] * aspect[1]
        if row[3] < params.running:
            y = (row[1] * (aspect[1] + 0.4) + params.speed * (0.4 + row[4]) * moment.time_s) % (
                aspect[1] + 0.4
            ) - 0.2
            x += 0.012 * float(np.sin(9 * y + 6 * row[5]))
        _lens(away, (x * _SHORT, y * _SHORT), radius * _SHORT)
        at = ((x - 0.35 * radius) * _SHORT, (y - 0.42 * radius) * _SHORT)
        shine(light, *at, 0.26 * radius * _SHORT, (0.8, 0.8, 0.82), 0.5)
    moved = bent(
        _misted(picture, 0.01 * params.mist * short), lambda x, y: _sampled(away, x, y), _SHORT
    )
    return lit(moved, light)


def _misted(picture: Picture, sigma: float) -> Picture:
    """Blurred; at half the resolution where that does not show."""
    if sigma < 2.5:
        return blur(picture, sigma)
    small = resize(picture, picture.width // 2, picture.height // 2)
    return resize(blur(small, sigma / 2), picture.width, picture.height)


def _sampled(away: Field, x: Field, y: Field) -> tuple[Field, Field]:
    """The displacement in half short sides at places counted in them from the centre."""
    half = np.float32(_SHORT / 2)
    at_x = np.asarray(x * half + np.float32(away.shape[2] / 2 - 0.5), np.float32)
    at_y = np.asarray(y * half + np.float32(away.shape[1] / 2 - 0.5), np.float32)
    # One after the other: OpenCV is slow with two channels.
    across, down = (
        cv2.remap(plane, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        for plane in away
    )
    return np.asarray(across / half, np.float32), np.asarray(down / half, np.float32)


def _lens(away: Field, at: tuple[float, float], radius: float) -> None:
    """Displacement inside a round drop: the far side of the scene, strongest at its rim."""
    left, top = int(at[0] - radius) - 1, int(at[1] - radius) - 1
    right, bottom = int(at[0] + radius) + 2, int(at[1] + radius) + 2
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(right, away.shape[2]), min(bottom, away.shape[1])
    if x0 >= x1 or y0 >= y1:
        return
    x = (np.arange(x0, x1, dtype=np.float32) + np.float32(0.5 - at[0])) / np.float32(radius)
    y = ((np.arange(y0, y1, dtype=np.float32) + np.float32(0.5 - at[1])) / np.float32(radius))[
        :, None
    ]
    squared = x * x + y * y
    inside = np.minimum(np.maximum((1 - np.sqrt(squared)) * np.float32(radius), 0), 1)
    bend = (squared + np.float32(0.4)) * np.float32(-3.2 * radius)
    part = away[:, y0:y1, x0:x1]
    part[0] += inside * (bend * x - part[0])
    part[1] += inside * (bend * y - part[1])


EFFECT = Filter("droplets", Params, apply, "Drops of water on the glass.")
