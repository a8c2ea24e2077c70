"""Comes in along a slanted cut."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, Wipe, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The cut and the way."""

    leaving: bool = flag(False, "leave instead of arrive")
    angle: float = number(
        30.0, -360.0, 360.0, "direction of the cut's edge, degrees clockwise from right"
    )
    travel: float = number(0.12, 0.0, 1.0, "way of the picture along the cut, in canvas sizes")
    lean: float = number(8.0, -45.0, 45.0, "degrees of shear on the way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A wipe with a hard slanted edge while the picture slides and straightens up."""
    here = presence(moment.progress, params.leaving, "out")
    away = 1.0 - here
    along = (away if params.leaving else -away) * params.travel
    angle = params.angle + (180.0 if params.leaving else 0.0)
    return Pose(
        x=cos(radians(params.angle)) * along,
        y=sin(radians(params.angle)) * along,
        skew=params.lean * away,
        wipe=Wipe(min(1.0, here * 1.15), angle % 360.0),
    )


EFFECT = Motion("slice", Params, pose, "Comes in along a slanted cut.")
