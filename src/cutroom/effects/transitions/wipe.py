"""A straight edge sweeps across and leaves the next picture behind."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.fields import hair, ramp, threshold
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how soft."""

    angle: float = number(
        0.0, -360.0, 360.0, "direction of the sweep, degrees clockwise from right"
    )
    softness: float = number(0.0, 0.0, 1.0, "width of the edge as a fraction of the run")
    line: float = number(0.0, 0.0, 0.05, "width of a white line on the edge, part of the run")
    easing: str = choice("linear", EASINGS[:7], "how the edge moves")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The next picture shows where the edge has been."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    field = ramp(before.width, before.height, params.angle % 360.0)
    soft = max(params.softness, hair(before.width, before.height))
    shown = threshold(field, level, soft)
    drawn = mix_by(before, after, shown)
    if params.line == 0.0:
        return drawn
    ahead = threshold(field, min(1.0, level + params.line), soft)
    line = np.broadcast_to(cv2.subtract(ahead, shown), (before.height, before.width))
    return painted(drawn, WHITE, np.ascontiguousarray(line))


EFFECT = Transition("wipe", Params, apply, "A straight edge sweeps across.")
