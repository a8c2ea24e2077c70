"""The old picture parts and slides away to both sides."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.fields import ramp
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, shift


@dataclass(frozen=True, slots=True)
class Params:
    """Where it parts."""

    angle: float = number(
        0.0, -360.0, 360.0, "direction the halves move in, degrees clockwise from right"
    )
    closing: bool = flag(False, "halves of the new picture close over the old one instead")
    easing: str = choice("in-out", EASINGS[:7], "how they move")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each half moves until it has left the canvas."""
    at = eased(params.easing, moment.progress)
    if moment.progress <= 0.0 or moment.progress >= 1.0:
        return after if moment.progress else before
    width, height = before.width, before.height
    across, down = cos(radians(params.angle)), sin(radians(params.angle))
    reach = (abs(across) * width + abs(down) * height) / 2
    way = reach * ((1.0 - at) if params.closing else at)
    moving, still = (after, before) if params.closing else (before, after)
    drawn = still
    for side in (-1.0, 1.0):
        half = shift(moving, across * way * side, down * way * side)
        drawn = mix_by(drawn, half, _half(width, height, params.angle, side, way / (2 * reach)))
    return drawn


def _half(width: int, height: int, angle: float, side: float, moved: float) -> Plane:
    """Beyond the middle by ``moved`` of the run, on one side."""
    along = ramp(width, height, angle % 360.0)
    run = max(width, height)
    steep = 255.0 * run * side
    weight = cv2.addWeighted(
        along, steep, along, 0.0, 127.5 - 0.5 * steep - 255.0 * run * moved, dtype=cv2.CV_8U
    )
    return np.asarray(weight, np.uint8)


EFFECT = Transition("split", Params, apply, "The picture parts and slides away to both sides.")
