"""The old picture breaks into grains that blow away."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.grains import Wind, grains
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.spec import Moment, Transition, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """How they blow."""

    angle: float = number(
        -25.0, -360.0, 360.0, "direction they blow in, degrees clockwise from right"
    )
    distance: float = number(0.6, 0.0, 3.0, "how far they get in short sides")
    gather: bool = flag(False, "grains of the next picture come together instead")
    tint: float = number(0.0, 0.0, 1.0, "how far the grains take on a colour")
    color: Color = colour(Color(1.0, 0.8, 0.35), "that colour")
    wild: float = number(0.5, 0.0, 2.0, "how much they scatter")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Tiles leave one after another along the direction, shrink and vanish."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    if params.gather:
        before, after, t = after, before, 1.0 - t
    wind = Wind(params.angle, params.distance, params.wild, params.tint, params.color)
    canvas = sketch(before)
    kept = grains(canvas, before, wind, t, moment.seed)
    return laid_over(mix_by(after, before, kept), canvas)


EFFECT = Transition(
    "particles", Params, apply, "The old picture breaks into grains that blow away."
)
