"""Many small things that move by formula: where each is at any time follows from its number alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import chances
from cutroom.effects.overlays import Light

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Swarm:
    """Particles that cross the picture again and again.

    Speeds are short sides a second; ``angle_x``/``angle_y`` is the unit direction; ``sway`` the
    sideways reach in short sides; ``depth`` spreads size and speed (0 all alike, 1 near to far).
    """

    count: int
    speed: float
    angle_x: float = 0.0
    angle_y: float = 1.0
    sway: float = 0.04
    sway_rate: float = 0.4
    depth: float = 0.6


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the particles are: x, y in short sides from the top left, and what tells them apart.

    ``near`` is 0–1 from far to near; ``key`` three random columns 0–1; ``age`` seconds in this round.
    """

    x: Values
    y: Values
    near: Values
    key: Values


def spots(swarm: Swarm, aspect: tuple[float, float], time_s: float, seed: int) -> Spots:
    """Places at a time, for a picture of ``aspect`` (width, height) in short sides.

    Everything wraps around beyond the edges, so the density stays.
    """
    random = chances(seed, swarm.count, 7)
    near = 1.0 - swarm.depth * random[:, 2]
    margin = 0.2
    way = swarm.speed * near * time_s
    swing = swarm.sway * np.sin(
        2 * np.pi * (random[:, 3] + swarm.sway_rate * (0.6 + random[:, 4]) * time_s)
    )
    wide, tall = aspect[0] + 2 * margin, aspect[1] + 2 * margin
    x = (random[:, 0] * wide + way * swarm.angle_x + swing * abs(swarm.angle_y)) % wide - margin
    y = (random[:, 1] * tall + way * swarm.angle_y + swing * abs(swarm.angle_x)) % tall - margin
    return Spots(x, y, near, random[:, 4:])


def aspect_of(width: int, height: int) -> tuple[float, float]:
    """Width and height in short sides."""
    short = min(width, height)
    return width / short, height / short


@lru_cache(maxsize=128)
def dot(radius_px: int, hardness: float) -> NDArray[np.float32]:
    """A round spot of light, 1 in the middle: ``hardness`` 0 is a Gaussian haze, 1 a disc."""
    size = ceil(radius_px * 1.0)
    offset = np.arange(-size, size + 1, dtype=np.float32) / max(radius_px, 1)
    far = np.hypot(offset[:, None], offset[None, :])
    haze = np.clip((np.exp(-3.5 * far**2) - 0.03) / 0.97, 0, 1)
    disc = np.clip((1.0 - far) * max(radius_px, 1) + 0.5, 0, 1)
    return np.asarray(haze * (1 - hardness) + disc * hardness, np.float32)


def shine(
    light: Light,
    x: float,
    y: float,
    radius: float,
    color: tuple[float, float, float],
    hardness: float = 0.0,
) -> None:
    """Add a spot at (x, y) pixels of the light canvas; parts outside are dropped."""
    whole = max(1, round(radius))
    spot = dot(whole, hardness)
    # A spot smaller than a pixel still has the light of its area.
    gain = min(1.0, max(radius, 0.05)) ** 2
    left, top = round(x) - whole, round(y) - whole
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(light.shape[1], left + spot.shape[1]), min(light.shape[0], top + spot.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = spot[y0 - top : y1 - top, x0 - left : x1 - left, None]
    light[y0:y1, x0:x1] += part * np.array([gain * level for level in color], np.float32)
