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
    reach = (params.amount, 0.7 * params.amount if params.both else 0.0)
    return waved(picture, reach, params.waves, params.rate * moment.time_s)


EFFECT = Filter("water", Params, apply, "Straight waves, as seen through moving water.")
