"""The picture spreads over paper like ink or paint from several drops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import cloud, mix_by

_SHORT = 270
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """The paper and the pace."""

    paper: Color = colour(Color(0.95, 0.93, 0.88), "colour of the paper")
    rim: Color = colour(Color(0.1, 0.1, 0.12), "colour of the rim")
    time: float = number(1.2, 0.1, 20.0, "seconds until all is covered")
    drops: int = number(5, 1, 20, "drops")
    way: str = choice("in", ("in", "out", "stay"), "spreads, shrinks, or stays half way")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A dark rim runs ahead of the colour."""
    part = min(moment.time_s / params.time, 1.0)
    if params.way == "out":
        left = max(moment.duration_s - moment.time_s, 0.0)
        part = min(left / params.time, 1.0)
    elif params.way == "stay":
        part = 0.5
    if part >= 1.0:
        return picture
    by = min(picture.width, picture.height) / _SHORT
    size = tuple(min(8 * _SHORT, max(2, round(n / by))) for n in (picture.width, picture.height))
    soon = _soon((size[0], size[1]), int(params.drops), moment.seed)
    reached = np.float32(part * 1.15) - soon
    cover, rim = np.clip(reached * 14, 0, 1), np.exp(-((reached * 20 - 0.6) ** 2))
    wet, dark = (
        np.asarray(
            cv2.resize(np.rint(plane * 255).astype(np.uint8), (picture.width, picture.height)),
            np.uint8,
        )
        for plane in (cover, rim)
    )
    blank = tinted(picture, params.paper, 1.0)
    return painted(mix_by(blank, picture, wet), params.rim, cv2.convertScaleAbs(dark, alpha=0.55))


@lru_cache(maxsize=2)
def _soon(size: tuple[int, int], drops: int, seed: int) -> Field:
    """When each place is reached, 0–1."""
    width, height = size
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    best = np.full((height, width), np.inf, np.float32)
    for row in chances(seed + 29, drops, 3):
        gap = np.hypot(x - row[0] * width, y - row[1] * height) / _SHORT + 0.25 * row[2]
        best = np.minimum(best, np.asarray(gap, np.float32))
    rough = (cloud(width, height, 45, 31) - 0.5) * 0.5 + (
        cloud(width, height, 9, 32, 2) - 0.5
    ) * 0.12
    field = best + rough
    low, high = float(field.min()), float(field.max())
    return np.asarray((field - low) / max(high - low, 1e-3), np.float32)


EFFECT = Filter("ink-bleed", Params, apply, "The picture spreads over paper like ink.")
