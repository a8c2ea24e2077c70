"""Sways to and fro."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far, how often, about what point."""

    amplitude: float = number(12.0, -180.0, 180.0, "reach in degrees")
    tilt_x: float = number(
        0.0, -80.0, 80.0, "reach of the turn towards the eye, about the horizontal"
    )
    tilt_y: float = number(0.0, -80.0, 80.0, "reach of the turn about the vertical")
    across: float = number(0.0, -1.0, 1.0, "reach sideways, in canvas widths")
    down: float = number(0.0, -1.0, 1.0, "reach down, in canvas heights")
    scale: float = number(1.0, 0.1, 4.0, "size throughout")
    swings: float = number(1.0, 0.25, 40.0, "swings over the span, when period is 0")
    period: float = number(0.0, 0.0, 60.0, "seconds of one swing; 0 counts swings over the span")
    settle: bool = flag(False, "die away towards the end")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -4.0, 4.0, "fixed point, half sizes below the centre")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Starts and, over whole swings, ends upright."""
    turns = moment.time_s / params.period if params.period else moment.progress * params.swings
    size = 1.0 - moment.progress if params.settle else 1.0
    swing = wave(turns) * size
    return Pose(
        x=params.across * swing,
        y=params.down * swing,
        rotation=params.amplitude * swing,
        tilt_x=params.tilt_x * swing,
        tilt_y=params.tilt_y * swing,
        scale_x=params.scale,
        scale_y=params.scale,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("sway", Params, pose, "Sways to and fro.")
