"""A grid of small shapes grows until they have covered everything."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.mattes import COMPACT, Matte, matte, uncovered
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Which shapes, how many, which go first."""

    shape: str = choice("circle", COMPACT, "the shape")
    count: int = number(12, 2, 60, "shapes along the long side")
    angle: float = number(0.0, -360.0, 360.0, "direction in which they follow each other")
    spread: float = number(0.6, 0.0, 1.0, "delay from the first to the last; 0 is all at once")
    softness: float = number(0.0, 0.0, 0.5, "softness of their edges")
    easing: str = choice("linear", EASINGS[:7], "how they grow")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The next picture shows inside the shapes."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    kind = Matte(
        "shapes", int(params.count), params.angle, spread=params.spread, shape=params.shape
    )
    field = matte(before.width, before.height, kind, 0)
    return mix_by(before, after, uncovered(field, level, params.softness))


EFFECT = Transition("dots", Params, apply, "A grid of small shapes grows to the next picture.")
