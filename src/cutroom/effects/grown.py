"""Fields of noise mixed with a distance: what smoke, ink, fire, grains and torn paper uncover by."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.fields import Field, distance, evened, ramp
from cutroom.effects.vapour import billows

GROWN = ("patches", "ink", "sweep", "tear")
"""Everywhere at once, outwards from the middle, across, across with a clean tear."""


@dataclass(frozen=True, slots=True)
class Grown:
    """``scale`` is the size of the patches in short sides, ``rough`` 0–1 how ragged an edge is that
    travels along ``angle`` (degrees clockwise from right)."""

    style: str
    scale: float
    rough: float
    angle: float


def grown(size: tuple[int, int], kind: Grown, seed: int) -> Field:
    """The field, 0 where it uncovers first and 1 where last; made at a reduced size."""
    noise = billows(size, kind.scale, (0.0, 0.0), seed, 270)
    height, width = noise.shape
    field = noise
    if kind.style != "patches":
        if kind.style == "ink":
            base = distance(width, height)
        else:
            base = np.broadcast_to(ramp(width, height, kind.angle % 360.0), (height, width))
        share = np.float32((0.12 if kind.style == "tear" else 0.6) * kind.rough)
        field = np.asarray(base * (1 - share) + noise * share, np.float32)
    return np.asarray(cv2.resize(evened(field), size, interpolation=cv2.INTER_LINEAR), np.float32)
