"""Floats about its place."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far and how slowly."""

    period: float = number(3.0, 0.05, 60.0, "seconds of one round")
    across: float = number(0.01, 0.0, 0.5, "reach sideways, in canvas widths")
    down: float = number(0.025, 0.0, 0.5, "reach up and down, in canvas heights")
    turn: float = number(2.0, 0.0, 45.0, "reach in degrees")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Three sines whose periods have no simple ratio."""
    turns = moment.time_s / params.period
    return Pose(
        x=params.across * wave(turns * 0.618),
        y=params.down * wave(turns),
        rotation=params.turn * wave(turns * 0.73),
    )


EFFECT = Motion("drift", Params, pose, "Floats about its place.")
