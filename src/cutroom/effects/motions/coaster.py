"""Rides along a track of hills."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """The track."""

    hills: float = number(2.0, 0.5, 10.0, "hills over the span")
    height: float = number(0.18, 0.0, 1.0, "height of the hills, in canvas heights")
    across: float = number(0.25, -1.0, 1.0, "sideways reach, in canvas widths")
    bank: float = number(18.0, -90.0, 90.0, "degrees it leans on the slopes")
    scale: float = number(1.0, 0.1, 4.0, "size throughout")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Height is a sine, the lean follows the slope."""
    p = moment.progress
    grip = min(1.0, p / 0.15, (1.0 - p) / 0.15)
    return Pose(
        x=params.across * wave(p) * grip,
        y=-params.height * wave(params.hills * p) * grip,
        rotation=-params.bank * wave(params.hills * p + 0.25) * grip,
        scale_x=params.scale,
        scale_y=params.scale,
    )


EFFECT = Motion("coaster", Params, pose, "Rides along a track of hills.")
