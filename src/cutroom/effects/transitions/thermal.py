"""A heat camera's colours come over the picture and leave the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


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
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    share = smooth(0.0, 0.3, t) * (1.0 - smooth(0.7, 1.0, t))
    return mix(
        shown,
        worn(
            shown,
            "gradient-map",
            Moment(t, t * 2.0, 2.0, 0, moment.seed),
            scale=params.scale,
            amount=1.0,
            steps=int(params.steps),
        ),
        share,
    )


EFFECT = Transition("thermal", Params, apply, "The colours of a heat camera come and go.")
