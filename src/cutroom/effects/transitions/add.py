"""Both pictures add up, like two slide projectors."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition
from cutroom.picture.picture import Picture, Plane


@dataclass(frozen=True, slots=True)
class Params:
    """No parameters: the light decides."""


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each picture keeps its full light for the middle of the time; the sum saturates."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    one, two = 1.0 - smooth(0.35, 1.0, t), smooth(0.0, 0.65, t)
    a, b = before.planes, after.planes
    return Picture.from_planes(
        _sum(a.y, b.y, one, two, 16), _sum(a.u, b.u, one, two, 128), _sum(a.v, b.v, one, two, 128)
    )


def _sum(a: Plane, b: Plane, one: float, two: float, zero: int) -> Plane:
    return np.asarray(cv2.addWeighted(a, one, b, two, zero * (1.0 - one - two)), np.uint8)


EFFECT = Transition("add", Params, apply, "Both pictures add up, like two slide projectors.")
