"""Beats like a heart: two quick swells, then a rest."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.easing import hump, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how fast."""

    period: float = number(1.0, 0.05, 60.0, "seconds of one round")
    swell: float = number(0.18, 0.0, 1.0, "growth at the stronger beat")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Swells at 10 % and, weaker, at 32 % of every period."""
    turns = moment.time_s / params.period
    at = turns - floor(turns)
    lift = hump(window(at, 0.0, 0.22)) + 0.6 * hump(window(at, 0.22, 0.44))
    scale = 1.0 + params.swell * lift
    return Pose(scale_x=scale, scale_y=scale)


EFFECT = Motion("heartbeat", Params, pose, "Beats like a heart: two quick swells, then a rest.")
