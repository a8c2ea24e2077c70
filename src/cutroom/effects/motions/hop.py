"""Hops up and down."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How high and how fast."""

    period: float = number(0.6, 0.05, 60.0, "seconds of one round")
    height: float = number(0.25, 0.0, 2.0, "height of a hop in its own heights")
    squash: float = number(0.15, 0.0, 0.6, "squash on landing")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A thrown ball: a parabola each period, squashed at the ground."""
    turns = moment.time_s / params.period
    at = turns - floor(turns)
    lift = 4.0 * at * (1.0 - at)
    ground = max(0.0, 1.0 - lift / 0.3)
    squash = params.squash * ground * ground
    return Pose(
        own_y=-params.height * lift,
        scale_x=1.0 + squash,
        scale_y=1.0 - squash,
        anchor=(0.0, 1.0),
    )


EFFECT = Motion("hop", Params, pose, "Hops up and down.")
