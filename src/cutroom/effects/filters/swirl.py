"""The picture twisted into a vortex."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.bending import swirled
from cutroom.effects.easing import wave
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Its size and speed."""

    twist: float = number(180.0, -1440.0, 1440.0, "degrees the middle is turned")
    radius: float = number(1.6, 0.1, 4.0, "reach in half short sides")
    rate: float = number(0.0, 0.0, 10.0, "swings to and fro a second; 0 stands still")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Beyond the edges the picture is mirrored."""
    swing = 1.0 if params.rate == 0.0 else wave(params.rate * moment.time_s)
    return swirled(picture, params.twist * swing, params.radius)


EFFECT = Filter("swirl", Params, apply, "The picture twisted into a vortex.")
