"""One shape that grows from the middle of the canvas, as a field of 0–1."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from cutroom.effects.fields import Field, evened, grid
from cutroom.effects.mattes import shape_distance


@lru_cache(maxsize=2)
def shape_field(width: int, height: int, shape: str) -> Field:
    """0 in the middle, 1 where the shape arrives last; grows evenly by size."""
    x, y = grid(width, height)
    return evened(np.minimum(shape_distance(shape, x, y), np.float32(3.2)))
