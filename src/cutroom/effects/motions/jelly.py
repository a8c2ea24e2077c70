"""Wobbles into place, stretched one way and squashed the other."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi

from cutroom.effects.easing import decaying, eased, wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how often it wobbles."""

    leaving: bool = flag(False, "leave instead of arrive")
    stretch: float = number(0.45, 0.0, 1.5, "first stretch")
    wobbles: float = number(3.0, 0.5, 12.0, "wobbles before rest")
    scale: float = number(1.0, 0.0, 4.0, "size while absent")
    lean: float = number(0.0, -60.0, 60.0, "degrees of shear that wobble along")
    fade: bool = flag(False, "fade along the way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Width and height oscillate against each other; their product stays near the area."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    left = decaying(moment.progress, params.leaving)
    swing = left * cos(2 * pi * params.wobbles * way)
    grown = params.scale + (1.0 - params.scale) * eased("out", min(1.0, way * 3.0))
    wide = max(0.05, 1.0 + params.stretch * swing)
    return Pose(
        scale_x=grown * wide,
        scale_y=grown / wide,
        skew=params.lean * left * wave(params.wobbles * way),
        alpha=min(1.0, way / 0.2) if params.fade else 1.0,
    )


EFFECT = Motion(
    "jelly", Params, pose, "Wobbles into place, stretched one way and squashed the other."
)
