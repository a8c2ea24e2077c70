"""A kaleidoscope."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.fields import grid
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import remap


@dataclass(frozen=True, slots=True)
class Params:
    """How many mirrors, how it turns."""

    mirrors: int = number(6, 2, 24, "pairs of mirrored wedges")
    rate: float = number(0.08, -5.0, 5.0, "turns a second")
    zoom: float = number(1.0, 0.2, 4.0, "enlargement")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Every pixel looks into the first wedge, folded by its angle."""
    width, height = picture.width, picture.height
    by = max(1, min(width, height) // 540)
    across, down = grid(max(2, width // by), max(2, height // by))
    # The fold is exact only per pixel, so positions are computed at up to half size and enlarged.
    far = np.hypot(across, down) / np.float32(params.zoom)
    wedge = np.float32(2 * np.pi / int(params.mirrors))
    turn = np.float32(2 * np.pi * params.rate * moment.time_s)
    angle = np.arctan2(down, across) + turn
    folded = (
        np.abs(np.mod(angle + wedge / 2, wedge) - wedge / 2)
        + np.float32(0.35)
        - turn * np.float32(0.3)
    )
    half = np.float32(min(width, height) / 2)
    x = np.cos(folded) * far * half + np.float32(width / 2)
    y = np.sin(folded) * far * half + np.float32(height / 2)
    if by > 1:
        x, y = (
            cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR) for plane in (x, y)
        )
    return remap(picture, np.asarray(x, np.float32), np.asarray(y, np.float32), "mirror")


EFFECT = Filter("kaleidoscope", Params, apply, "A kaleidoscope.")
