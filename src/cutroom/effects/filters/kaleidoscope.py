"""A kaleidoscope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.effects.fields import Field, grid
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
    far, angle = _polar(width, height)
    wedge = 2 * np.pi / int(params.mirrors)
    turn = 2 * np.pi * params.rate * moment.time_s
    turned = angle + np.float32(turn)
    rounds = np.rint(turned * np.float32(1 / wedge))
    turned -= rounds * np.float32(wedge)
    folded = np.abs(turned, out=turned)
    folded += np.float32(0.35 - 0.3 * turn)
    half = np.float32(min(width, height) / 2 / params.zoom)
    x, y = cv2.polarToCart(far * half, folded)
    x += np.float32(width / 2)
    y += np.float32(height / 2)
    if x.shape != (height, width):
        x, y = (
            cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR) for plane in (x, y)
        )
    return remap(picture, np.asarray(x, np.float32), np.asarray(y, np.float32), "mirror")


@lru_cache(maxsize=2)
def _polar(width: int, height: int) -> tuple[Field, Field]:
    """Distance and angle from the centre; at half size of a large picture.

    The fold is exact only per pixel, so no coarser than that.
    """
    by = max(1, min(width, height) // 540)
    across, down = grid(max(2, width // by), max(2, height // by))
    far, angle = cv2.cartToPolar(np.ascontiguousarray(across), np.ascontiguousarray(down))
    return np.asarray(far, np.float32), np.asarray(angle, np.float32)


EFFECT = Filter("kaleidoscope", Params, apply, "A kaleidoscope.")
