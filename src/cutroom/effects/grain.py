"""Film grain and electronic noise on luma, the same pattern at every resolution."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

import cv2
import numpy as np

from cutroom.effects.chance import chance
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import noise

_MARGIN = 0.25
"""The pattern is larger than the picture by this share, so that a jump to another part renews it."""


@lru_cache(maxsize=2)
def _pattern(width: int, height: int, cell: float) -> Plane:
    """Grey noise around 128, standard deviation 32, cells of ``cell`` short sides."""
    step = max(cell * min(width, height), 1e-3)
    columns, rows = ceil(width * (1 + _MARGIN) / step), ceil(height * (1 + _MARGIN) / step)
    columns, rows = min(columns, 4096), min(rows, 4096)
    # The mean of three uniform values is bell-shaped enough.
    bell = sum(noise(columns, rows, 7001 + layer) for layer in range(3))
    grey = np.clip(128 + (np.asarray(bell) - 1.5) * 64, 0, 255).astype(np.uint8)
    size = (round(width * (1 + _MARGIN)), round(height * (1 + _MARGIN)))
    way = cv2.INTER_LINEAR if step > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(grey, size, interpolation=way), np.uint8)


def grained(picture: Picture, amount: float, cell: float, key: int) -> Picture:
    """Noise of standard deviation ``amount`` (fraction of full range) on luma; ``key`` picks a pattern."""
    if amount <= 0.0:
        return picture
    width, height = picture.width, picture.height
    whole = _pattern(width, height, cell)
    left = round(chance(key, 1) * _MARGIN * width * 0.99)
    top = round(chance(key, 2) * _MARGIN * height * 0.99)
    flipped = cv2.flip(whole, int(chance(key, 3) * 4) - 1) if chance(key, 3) >= 0.25 else whole
    part = flipped[top : top + height, left : left + width]
    y, u, v, alpha = picture.planes
    gain = amount * 219 / 32
    if alpha is None:
        return Picture.from_planes(
            np.asarray(cv2.addWeighted(y, 1.0, part, gain, -128 * gain), np.uint8), u, v
        )
    delta = cv2.multiply(
        cv2.addWeighted(part, gain, part, 0.0, -128 * gain, dtype=cv2.CV_16S),
        alpha,
        scale=1 / 255,
        dtype=cv2.CV_16S,
    )
    shifted = cv2.add(y, delta, dtype=cv2.CV_8U)
    return Picture.from_planes(np.asarray(shifted, np.uint8), u, v, alpha, picture.chroma_alpha)
