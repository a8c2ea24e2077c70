"""The pieces that a pane of glass breaks into."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import hypot, pi

import numpy as np

from cutroom.effects.chance import chances
from cutroom.effects.placing import Corners


@dataclass(frozen=True)
class Shard:
    """A convex outline in pixels, its middle, and its distance from the hit (0–1)."""

    outline: Corners
    x: float
    y: float
    far: float


@lru_cache(maxsize=4)
def shards(
    width: int, height: int, count: int, hit: tuple[float, float], seed: int
) -> tuple[Shard, ...]:
    """About ``count`` pieces that tile the canvas: rays from the hit crossed by jagged rings.

    Finer near the hit. Neighbours share their corners, so that unmoved pieces leave no gap.
    """
    rays = max(7, round((2.2 * count) ** 0.5))
    rings = max(1, round(count / rays))
    reach = max(hypot(x - hit[0], y - hit[1]) for x in (0, width) for y in (0, height)) * 1.3
    random = chances(seed + 53, rays * (rings + 1), 2).reshape(rays, rings + 1, 2)
    angle = (np.arange(rays)[:, None] + 0.7 * (random[:, :, 0] - 0.5)) * (2 * pi / rays)
    share = (np.arange(rings + 1)[None, :] + 0.6 * (random[:, :, 1] - 0.5)) / rings
    share = np.clip(share, 0, 1) ** 1.6
    share[:, 0], share[:, -1] = 0.0, 1.0
    x = hit[0] + np.cos(angle) * share * reach
    y = hit[1] + np.sin(angle) * share * reach
    found = []
    for ray in range(rays):
        following = (ray + 1) % rays
        for ring in range(rings):
            corners = [(ray, ring), (ray, ring + 1), (following, ring + 1), (following, ring)]
            points = np.array([(x[a, b], y[a, b]) for a, b in corners])
            middle = np.clip(points, 0, (width, height)).mean(axis=0)
            far = hypot(middle[0] - hit[0], middle[1] - hit[1]) / reach * 1.3
            found.append(Shard(points, float(middle[0]), float(middle[1]), min(1.0, far)))
    return tuple(found)
