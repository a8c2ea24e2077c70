"""Bright parts shine over their surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE, Color
from cutroom.effects.halo import haloed
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how wide."""

    amount: float = number(0.7, 0.0, 4.0, "strength of the light")
    radius: float = number(0.05, 0.0, 0.4, "reach in short sides")
    threshold: float = number(0.55, 0.0, 1.0, "brightness from which things shine")
    tint: Color = colour(WHITE, "colour of the light")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The part above the threshold, blurred wide and wider, added."""
    return haloed(picture, params.amount, params.radius, params.threshold, params.tint)


EFFECT = Filter(
    "glow", Params, apply, "Bright parts shine over their surroundings.", timeless=always
)
