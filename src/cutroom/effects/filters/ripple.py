"""Circular waves, as from a stone in water."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.bending import rippled
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Its size and speed."""

    amount: float = number(0.03, 0.0, 0.5, "height in half short sides")
    waves: float = number(3.0, 0.2, 20.0, "waves per half short side")
    rate: float = number(1.0, 0.0, 10.0, "waves a second")
    decay: float = number(0.4, 0.0, 5.0, "how fast they die away outwards")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Beyond the edges the picture is mirrored."""
    return rippled(picture, params.amount, params.waves, params.rate * moment.time_s, params.decay)


EFFECT = Filter("ripple", Params, apply, "Circular waves, as from a stone in water.")
