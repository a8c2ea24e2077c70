"""The picture turns into printed dots that become the next one, as in a comic."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """The dots."""

    size: float = number(0.03, 0.003, 0.1, "distance of the dots in short sides")
    angle: float = number(40.0, -90.0, 90.0, "turn of the grid in degrees")
    keep: float = number(0.5, 0.0, 1.0, "how much colour shows on the paper")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """All dots in the middle."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    share = smooth(0.0, 0.3, t) * (1.0 - smooth(0.7, 1.0, t))
    return mix(
        shown,
        worn(
            shown,
            "halftone",
            Moment(t, t * 2.0, 2.0, 0, moment.seed),
            size=params.size,
            angle=params.angle,
            keep=params.keep,
        ),
        share,
    )


EFFECT = Transition("print", Params, apply, "Printed dots become the next picture.")
