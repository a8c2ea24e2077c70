"""The picture as through a very wide lens."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.bending import fish_eyed
from cutroom.effects.easing import wave
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Its size and speed."""

    amount: float = number(1.0, -1.0, 2.5, "how strong; below 0 bends inwards")
    rate: float = number(0.0, 0.0, 10.0, "swings a second; 0 stands still")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Beyond the edges the picture is mirrored."""
    swing = 1.0 if params.rate == 0.0 else 0.5 - 0.5 * wave(params.rate * moment.time_s + 0.25)
    return fish_eyed(picture, params.amount * swing)


EFFECT = Filter("fish-eye", Params, apply, "The picture as through a very wide lens.")
