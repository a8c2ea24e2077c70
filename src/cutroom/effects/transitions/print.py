"""The picture turns into printed dots that become the next one, as in a comic."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn_across
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The dots."""

    size: float = number(0.03, 0.003, 0.1, "distance of the dots in short sides")
    angle: float = number(40.0, -90.0, 90.0, "turn of the grid in degrees")
    keep: float = number(0.5, 0.0, 1.0, "how much colour shows on the paper")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """All dots in the middle."""
    return worn_across(
        before,
        after,
        "halftone",
        moment,
        size=params.size,
        angle=params.angle,
        keep=params.keep,
    )


EFFECT = Transition("print", Params, apply, "Printed dots become the next picture.")
