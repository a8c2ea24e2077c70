"""Straight waves, as seen through moving water."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.bending import waved
from cutroom.effects.spec import Filter, Moment, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Its size and speed."""

    amount: float = number(0.015, 0.0, 0.3, "height in half short sides")
    waves: float = number(2.0, 0.1, 30.0, "waves per half short side")
    rate: float = number(0.8, 0.0, 10.0, "waves a second")
    both: bool = flag(True, "waves across as well as down")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Beyond the edges the picture is mirrored."""
    first = waved(picture, params.amount, params.waves, params.rate * moment.time_s)
    if not params.both:
        return first
    return waved(
        first,
        0.7 * params.amount,
        0.8 * params.waves,
        0.7 * params.rate * moment.time_s,
        upright=True,
    )


EFFECT = Filter("water", Params, apply, "Straight waves, as seen through moving water.")
