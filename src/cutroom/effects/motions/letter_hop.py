"""Characters hop one after another, or at random."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.chance import chance
from cutroom.effects.easing import window
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The hops."""

    period: float = number(1.2, 0.05, 60.0, "seconds of one round")
    height: float = number(0.5, 0.0, 4.0, "height of a hop in em")
    random: bool = flag(True, "hop in no order")
    squash: float = number(0.15, 0.0, 0.6, "squash on landing")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Each hops during two fifths of its own period."""
    delay = chance(moment.seed * 16 + 7, part.index) if params.random else part.index / part.count
    turns = moment.time_s / params.period + 1.0 - delay
    at = window(turns - floor(turns), 0.0, 0.4)
    lift = 4.0 * at * (1.0 - at)
    ground = params.squash * max(0.0, 1.0 - lift / 0.3) if 0.0 < at < 1.0 else 0.0
    return Pose(own_y=-params.height * lift, scale_x=1.0 + ground, scale_y=1.0 - ground)


EFFECT = Motion(
    "letter-hop", Params, pose, "Characters hop one after another, or at random.", per="character"
)
