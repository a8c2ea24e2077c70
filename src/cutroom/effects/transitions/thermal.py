"""A heat camera's colours come over the picture and leave the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.effects.worn import worn_across
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The scale of colours."""

    scale: str = choice(
        "heat",
        ("heat", "night", "blue-red", "violet-yellow", "cyan-magenta", "sepia", "blue", "mono"),
        "the colours from dark to bright",
    )
    steps: int = number(0, 0, 16, "flat steps instead of a smooth scale; 0 is smooth")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Brightness alone is left in the middle."""
    return worn_across(
        before,
        after,
        "gradient-map",
        moment,
        scale=params.scale,
        amount=1.0,
        steps=int(params.steps),
    )


EFFECT = Transition("thermal", Params, apply, "The colours of a heat camera come and go.")
