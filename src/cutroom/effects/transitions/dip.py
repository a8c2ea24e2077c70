"""Fades to a colour and from it into the next picture."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, solid


@dataclass(frozen=True, slots=True)
class Params:
    """Through what colour and for how long."""

    color: Color = colour(BLACK, "the colour between the pictures")
    hold: float = number(0.0, 0.0, 0.9, "part of the time that is nothing but the colour")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """First half on the old picture alone, second half on the new one alone."""
    t = moment.progress
    edge = (1.0 - params.hold) / 2.0
    shown = before if t < 0.5 else after
    way = t if t < 0.5 else 1.0 - t
    return mix(shown, solid(shown.width, shown.height, params.color), smooth(0.0, edge, way))


EFFECT = Transition("dip", Params, apply, "Fades to a colour and from it into the next picture.")
