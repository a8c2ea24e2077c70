"""A television loses its picture: it rolls, drowns in snow, or is switched to another channel."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.breakup import broken
from cutroom.effects.chance import chance
from cutroom.effects.easing import hump, smooth
from cutroom.effects.overlays import painted
from cutroom.effects.placing import slid
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix, noise


@dataclass(frozen=True, slots=True)
class Params:
    """What goes wrong."""

    style: str = choice("snow", ("snow", "roll"), "drowns in snow, or rolls through")
    snow: float = number(1.0, 0.0, 1.0, "how thick the snow gets")
    rolls: int = number(3, 1, 8, "pictures that roll by")
    steps: int = number(16, 4, 60, "patterns over the time")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Rows tear more and more to the middle; scan lines lie over all."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    mid = hump(t)
    key = moment.seed * 211 + int(t * int(params.steps))
    shown = before if t + 0.12 * (chance(key, 3) - 0.5) * mid < 0.5 else after
    if params.style == "roll":
        way = smooth(0.0, 1.0, t) * int(params.rolls)
        part = way - int(way)
        shown = slid(shown, 0.0, 2.0 * shown.height * part)
    drawn = broken(shown, 0.7 * mid, 0.02, 0.1, key)
    level = params.snow * (mid**1.5 if params.style == "snow" else 0.35 * mid)
    drawn = mix(drawn, _snow(before.width, before.height, key), level)
    return painted(drawn, BLACK, _lines(before.width, before.height, 0.35 * mid))


def _snow(width: int, height: int, key: int) -> Picture:
    """Grey noise whose grains are a 270th of the short side."""
    by = min(width, height) / 270
    small = (max(2, round(width / by)), max(2, round(height / by)))
    grains = (noise(small[0], small[1], key) ** 1.5 * 219 + 16).astype(np.uint8)
    grown = cv2.resize(grains, (width, height), interpolation=cv2.INTER_NEAREST)
    half = np.full(((height + 1) // 2, (width + 1) // 2), 128, np.uint8)
    return Picture.from_planes(np.asarray(grown, np.uint8), half, half)


def _lines(width: int, height: int, amount: float) -> Plane:
    at = np.arange(height) / min(width, height) * 120
    dark = np.rint((0.5 + 0.5 * np.cos(2 * np.pi * at)) * 255 * amount).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(dark[:, None], (height, width)))


EFFECT = Transition(
    "tv", Params, apply, "A television drowns in snow or rolls to the next picture."
)
