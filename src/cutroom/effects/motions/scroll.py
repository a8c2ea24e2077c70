"""Scrolls across the canvas, again and again."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, floor, radians, sin

from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how fast."""

    period: float = number(4.0, 0.2, 120.0, "seconds to cross the canvas")
    angle: float = number(180.0, -360.0, 360.0, "direction, degrees clockwise from right")
    start: float = number(
        0.0, 0.0, 1.0, "part of the crossing done at the start; 0.5 is its own place"
    )


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """From just beyond one side to just beyond the other."""
    turns = moment.time_s / params.period + params.start
    along = turns - floor(turns) - 0.5
    right, down = cos(radians(params.angle)) * along, sin(radians(params.angle)) * along
    return Pose(x=right, y=down, own_x=right, own_y=down)


EFFECT = Motion("scroll", Params, pose, "Scrolls across the canvas, again and again.")
