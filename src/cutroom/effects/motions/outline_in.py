"""Characters are drawn as outlines and then filled."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.easing import window
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.spec import (
    Moment,
    Motion,
    Ornament,
    Part,
    Pose,
    choice,
    colour,
    flag,
    number,
)


@dataclass(frozen=True, slots=True)
class Params:
    """How they follow each other, and the spark that draws them."""

    leaving: bool = flag(False, "empty and take away instead")
    order: str = choice("forward", ORDERS, "which character comes first")
    overlap: float = number(0.6, 0.0, 1.0, "0: one at a time; 1: all together")
    spark: float = number(0.0, 0.0, 1.0, "size of the spark that draws them, in em")
    color: Color = colour(Color(1.0, 0.6, 0.25), "colour of the spark")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The outline comes in the first half of a character's time, its fill in the second."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    gap = 1.0 - params.overlap
    per = 1.0 / (1.0 + (part.count - 1) * gap)
    start = place_of(params.order, part, moment.seed) * gap * per
    own = window(way, start, start + per)
    outline, filled = window(own, 0.0, 0.45), window(own, 0.5, 1.0)
    return Pose(
        alpha=outline,
        hollow=1.0 - filled,
        ornaments=_spark(params, part, own) if 0.0 < own < 0.5 else (),
    )


def _spark(params: Params, part: Part, own: float) -> tuple[Ornament, ...]:
    """A glowing point that runs over the character from top left to bottom right."""
    if params.spark <= 0.0 or part.white:
        return ()
    x, y = part.advance * (own * 2.0 - 0.5), own * 1.4 - 0.35
    halo = Ornament("dot", params.color, x, y, params.spark, alpha=0.4)
    return halo, Ornament("dot", Color(1.0, 1.0, 0.9), x, y, params.spark * 0.45)


EFFECT = Motion(
    "outline-in", Params, pose, "Characters are drawn as outlines and then filled.", per="character"
)
