"""Swings to rest like a pendulum."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi

from cutroom.effects.easing import decaying
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far and how often it swings, and about what point."""

    leaving: bool = flag(False, "leave instead of arrive")
    amplitude: float = number(40.0, -180.0, 180.0, "first swing in degrees")
    swings: float = number(2.0, 0.25, 12.0, "swings there and back")
    tilt: bool = flag(False, "swing towards the eye instead of sideways")
    fade: bool = flag(True, "fade along the way")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(-1.0, -4.0, 4.0, "fixed point, half sizes below the centre")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A cosine under an envelope that reaches zero at rest."""
    left = decaying(moment.progress, params.leaving)
    way = moment.progress if not params.leaving else 1.0 - moment.progress
    turn = params.amplitude * left * cos(2 * pi * params.swings * way)
    return Pose(
        rotation=0.0 if params.tilt else turn,
        tilt_x=turn if params.tilt else 0.0,
        alpha=min(1.0, way / 0.25) if params.fade else 1.0,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("swing", Params, pose, "Swings to rest like a pendulum.")
