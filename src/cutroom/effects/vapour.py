"""Clouds that drift: fog, smoke and fire are made of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, radians, sin

import cv2
import numpy as np

from cutroom.effects.fields import Field, coarse
from cutroom.picture.picture import Plane
from cutroom.picture.sampling import cloud

_CELLS = 256


@lru_cache(maxsize=8)
def _sheet(seed: int) -> Field:
    """A square of cloud noise that continues seamlessly beyond its edges."""
    raw = cloud(_CELLS * 2, _CELLS * 2, _CELLS / 4, seed, 4)
    t = np.linspace(0, 1, _CELLS, dtype=np.float32)
    share = t * t * (3 - 2 * t)
    across = raw[:, :_CELLS] * share + raw[:, _CELLS:] * (1 - share)
    both = across[:_CELLS] * share[:, None] + across[_CELLS:] * (1 - share[:, None])
    # Blending lowers contrast where both halves weigh the same; stretch to the full range.
    low, high = np.percentile(both, (2, 98))
    return np.asarray(np.clip((both - low) / (high - low), 0, 1), np.float32)


def billows(
    size: tuple[int, int], scale: float, moved: tuple[float, float], seed: int, most: int = 180
) -> Field:
    """Cloud noise 0–1 at a reduced size (short side ``most`` at most), moved by short sides.

    ``scale`` is the width of the largest billows in short sides.
    """
    by = max(1.0, min(size) / most)
    width, height = max(2, round(size[0] / by)), max(2, round(size[1] / by))
    step = np.float32(_CELLS / 4 / (scale * min(width, height)))
    x = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) * step
    y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) * step
    push = _CELLS / 4 / scale
    across, down = np.meshgrid(
        np.mod(x - moved[0] * push, _CELLS), np.mod(y - moved[1] * push, _CELLS)
    )
    sheet = _sheet(seed % 64)
    drawn = cv2.remap(
        sheet,
        np.asarray(across, np.float32),
        np.asarray(down, np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )
    return np.asarray(drawn, np.float32)


def vapour(
    size: tuple[int, int], scale: float, way: tuple[float, float], seed: int, lies: str
) -> Callable[[float], Plane]:
    """A function from density 0–1 to the H×W uint8 weight of a fog.

    ``way`` is the direction in degrees and the distance in short sides; ``lies`` "everywhere", "low"
    at the bottom, or "edges".
    """
    right, down = cos(radians(way[0])) * way[1], sin(radians(way[0])) * way[1]
    one = billows(size, scale, (right, down), seed)
    two = billows(
        size, scale * 0.55, (right * 0.6 - down * 0.2, down * 0.6 + 0.05 * way[1]), seed + 1
    )
    density = one * np.float32(0.62) + two * np.float32(0.38)
    height, width = density.shape
    if lies == "low":
        density = density * np.linspace(0.0, 1.35, height, dtype=np.float32)[:, None]
    elif lies == "edges":
        far = coarse(
            width, height, lambda x, y: np.asarray(np.hypot(x * height / width, y), np.float32)
        )
        density = density * np.clip(far * np.float32(1.5) - np.float32(0.35), 0, 1.3)

    def weight(amount: float) -> Plane:
        # Thin fog is only the densest billows, thick fog closes up everywhere.
        floor = (1 - amount) * 0.75 - max(0.0, amount - 0.6) * 1.5
        level = np.clip((density - floor) / 0.6, 0, 1) * min(1.0, 0.35 + amount)
        grown = cv2.resize(np.asarray(level, np.float32), size, interpolation=cv2.INTER_LINEAR)
        return np.asarray(np.rint(grown * 255), np.uint8)

    return weight
