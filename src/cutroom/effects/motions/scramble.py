"""Characters are garbled until the right ones stand in their places."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, tick
from cutroom.effects.easing import window
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How long, how fast, and in which order they settle."""

    leaving: bool = flag(False, "fall into disorder instead")
    order: str = choice("forward", ORDERS, "which character settles first")
    overlap: float = number(0.7, 0.0, 1.0, "0: one at a time; 1: all together")
    rate: float = number(16.0, 1.0, 30.0, "changes a second")
    jitter: float = number(0.0, 0.0, 1.0, "reach of the trembling, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Before its time a character is hidden, during it others of the text take its place in turn."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    gap = 1.0 - params.overlap
    per = 1.0 / (1.0 + (part.count - 1) * gap)
    start = place_of(params.order, part, moment.seed) * gap * per
    own = window(way, start, start + per)
    if own >= 1.0:
        return Pose()
    if own <= 0.0:
        return Pose(alpha=0.0)
    step = tick(moment.time_s, params.rate)
    other = int(chance(moment.seed * 16 + 3, part.index, step) * part.count)
    reach = params.jitter * (1.0 - own)
    return Pose(
        own_x=reach * (2.0 * chance(moment.seed * 16 + 4, part.index, step) - 1.0),
        own_y=reach * (2.0 * chance(moment.seed * 16 + 5, part.index, step) - 1.0),
        alpha=0.4 + 0.6 * own,
        shows=-1 if part.white else other,
    )


EFFECT = Motion(
    "scramble",
    Params,
    pose,
    "Characters are garbled until the right ones stand in their places.",
    per="character",
)
