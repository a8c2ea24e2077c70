"""The picture goes dark but for glowing outlines, from which the next one lights up."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.spec import Moment, Transition, colour, flag, number
from cutroom.effects.worn import worn_across
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The outlines."""

    color: Color = colour(Color(1.0, 0.25, 0.75), "colour of the outlines")
    rainbow: bool = flag(True, "let the colour run through the rainbow")
    amount: float = number(1.8, 0.0, 4.0, "brightness")
    dark: float = number(0.85, 0.0, 1.0, "darkness of the ground")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Dark and glowing in the middle."""
    return worn_across(
        before,
        after,
        "edges",
        moment,
        color=params.color,
        rainbow=params.rainbow,
        amount=params.amount,
        dark=params.dark,
        rate=0.8,
    )


EFFECT = Transition("neon", Params, apply, "Glowing outlines light up as the next picture.")
