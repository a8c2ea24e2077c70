"""A magnifying glass crosses the picture and grows until all is seen through it."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.bending import bulged
from cutroom.effects.easing import eased, hump
from cutroom.effects.overlays import painted
from cutroom.effects.placing import zoomed
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, warp


@dataclass(frozen=True, slots=True)
class Params:
    """The glass."""

    power: float = number(1.8, 1.0, 6.0, "enlargement in the glass")
    rim: float = number(0.02, 0.0, 0.1, "width of the rim in short sides")
    color: Color = colour(Color(0.95, 0.95, 0.97), "colour of the rim")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The next picture shows in the glass, enlarged at first, then at its own size."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    short = min(width, height)
    at = eased("in-out", t)
    x, y = 0.5 * (1.0 - at) * (1 - 2 * t), 0.35 * (1.0 - at) * (2 * t - 0.6)
    radius = (
        hypot(width, height) / 2 * (0.02 + 0.33 * hump(min(t, 0.5)) + 0.75 * eased("in", t) ** 2)
    )
    power = 1.0 + (params.power - 1.0) * (1.0 - at)
    large = warp(after, zoomed(width, height, power, x, y), width, height)
    bend = 0.3 * (1.0 - at)
    if bend > 0.01:
        large = bulged(large, -bend, 2 * radius / short, x * width / short, y * height / short)
    centre = (width / 2 * (1 + x), height / 2 * (1 + y))
    glass = _disc(before, centre, radius)
    drawn = mix_by(before, large, glass)
    ring = cv2.subtract(_disc(before, centre, radius + params.rim * short), glass)
    return painted(drawn, params.color, np.asarray(ring, np.uint8))


def _disc(like: Picture, centre: tuple[float, float], radius: float) -> Plane:
    mask = np.zeros((like.height, like.width), np.uint8)
    at = (round((centre[0] - 0.5) * 16), round((centre[1] - 0.5) * 16))
    cv2.circle(mask, at, round(radius * 16), 255, -1, cv2.LINE_AA, 4)
    return mask


EFFECT = Transition(
    "magnifier", Params, apply, "The next picture appears in a growing magnifying glass."
)
