"""Wedges open all around, like a burst of sun rays, or spiral arms widen."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import eased
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """How many and how even."""

    style: str = choice("rays", ("rays", "spiral"), "wedges, or the arms of a spiral")
    count: int = number(16, 2, 80, "wedges or arms")
    rough: float = number(0.5, 0.0, 1.0, "how much the wedges differ in time")
    outwards: float = number(0.3, 0.0, 2.0, "how much later the outside opens")
    softness: float = number(0.0, 0.0, 0.5, "softness of the edges")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The next picture shows where it has opened."""
    level = eased("in-out", moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    kind = Matte(params.style, int(params.count), spread=params.outwards, rough=params.rough)
    field = matte(before.width, before.height, kind, moment.seed)
    return mix_by(before, after, uncovered(field, level, params.softness))


EFFECT = Transition("rays", Params, apply, "Wedges open like sun rays, or spiral arms widen.")
