"""Stretches and squashes without end."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how fast."""

    period: float = number(0.8, 0.05, 60.0, "seconds of one round")
    stretch: float = number(0.15, 0.0, 0.8, "stretch sideways; as much squash downwards")
    lean: float = number(0.0, -60.0, 60.0, "degrees of shear to and fro")
    fold: float = number(0.0, 0.0, 1.0, "how far it closes up and down")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -4.0, 4.0, "fixed point, half sizes below the centre")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Width and height run against each other."""
    turns = moment.time_s / params.period
    swing = wave(turns)
    wide = 1.0 + params.stretch * swing
    closed = params.fold * (0.5 - 0.5 * wave(turns + 0.25))
    return Pose(
        scale_x=wide,
        scale_y=(1.0 - closed) / wide,
        skew=params.lean * wave(turns + 0.125),
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("squeeze", Params, pose, "Stretches and squashes without end.")
