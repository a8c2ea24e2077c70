"""A picture cut into pieces, and where each piece is while they gather or scatter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, pi, radians, sin

import numpy as np

from cutroom.effects.board import rectangle
from cutroom.effects.chance import chance
from cutroom.effects.mattes import jigsaw
from cutroom.effects.placing import Corners, Stand
from cutroom.effects.screen_layouts import LAYOUTS, screens
from cutroom.effects.shards import shards
from cutroom.picture.resample import Matrix, translation

CUTS = (*LAYOUTS, "tiles", "jigsaw", "shards", "rings")
"""Every way to cut."""
WAYS = ("scatter", "fall", "slide", "alternate", "turn", "flip", "zoom", "cut")
"""Every way a piece comes: from all around, from above, along the angle, to and fro, spinning …"""


@lru_cache(maxsize=4)
def pieces(cut: str, count: int, width: int, height: int, seed: int) -> tuple[Corners, ...]:
    """Outlines in pixels that together are the canvas; "rings" from the outermost inwards."""
    if cut in LAYOUTS:
        return tuple(screens(cut, width, height))
    if cut == "jigsaw":
        return tuple(jigsaw(width, height, max(2, count)))
    if cut == "shards":
        middle = (width / 2, height / 2)
        return tuple(piece.outline for piece in shards(width, height, count * 4, middle, seed))
    if cut == "rings":
        t = np.linspace(0, 2 * pi, 72, endpoint=False)
        full = hypot(width, height) / 2 * 1.02
        circle = np.column_stack([np.cos(t), np.sin(t)])
        middle_point = np.array([width / 2, height / 2])
        return tuple(circle * full * (k + 1) / count + middle_point for k in reversed(range(count)))
    side = max(width, height) / max(1, count)
    columns, rows = max(1, round(width / side)), max(1, round(height / side))
    step = np.array([width / columns, height / rows])
    unit = rectangle(0, 0, 1, 1)
    return tuple(
        (unit + np.array([column, row])) * step for row in range(rows) for column in range(columns)
    )


@dataclass(frozen=True, slots=True)
class Coming:
    """How pieces come: ``way`` of :data:`WAYS`, ``angle`` degrees, ``reach`` in canvas sizes."""

    way: str
    angle: float
    reach: float
    turn: float


def displaced(
    outline: Corners, coming: Coming, away: float, place: int, size: tuple[int, int], seed: int
) -> Matrix:
    """The matrix of a piece that is ``away`` (1 has not come, 0 is in place) of its way."""
    width, height = size
    x, y = outline.mean(axis=0)
    keys = [chance(seed, place, k) for k in range(4)]
    side = -1.0 if place % 2 else 1.0
    stand = Stand()
    if coming.way == "scatter":
        out = np.array(
            [x - width / 2 + (keys[0] - 0.5) * width, y - height / 2 + (keys[1] - 0.5) * height]
        )
        push = out / max(1.0, float(np.hypot(*out))) * coming.reach * min(size) * away
        stand = Stand(
            x=float(push[0]) / width,
            y=float(push[1]) / height,
            spin=coming.turn * (keys[2] * 2 - 1) * away,
            scale_x=1.0 - 0.5 * away * keys[3],
            scale_y=1.0 - 0.5 * away * keys[3],
        )
    elif coming.way == "fall":
        stand = Stand(
            y=-coming.reach * (0.8 + 0.4 * keys[0]) * away,
            spin=coming.turn * (keys[2] - 0.5) * away,
        )
    elif coming.way in ("slide", "alternate"):
        sign = side if coming.way == "alternate" else 1.0
        stand = Stand(
            x=-cos(radians(coming.angle)) * coming.reach * away * sign,
            y=-sin(radians(coming.angle)) * coming.reach * away * sign,
        )
    elif coming.way == "turn":
        stand = Stand(spin=coming.turn * away * side)
    elif coming.way == "flip":
        stand = Stand(tilt_y=min(1.0, max(-1.0, away)) * 90.0, eye=2.4)
    elif coming.way == "zoom":
        scale = max(0.001, 1.0 - away)
        stand = Stand(scale_x=scale, scale_y=scale)
    # The stand's pivot is the piece's own middle.
    own = stand.matrix(width, height)
    to_middle = translation(x - width / 2, y - height / 2)
    return np.asarray(to_middle @ own @ translation(width / 2 - x, height / 2 - y))
