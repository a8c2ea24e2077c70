"""Characters appear one after another, hard."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import window
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """In which order, and how soft."""

    leaving: bool = flag(False, "take the characters away instead")
    order: str = choice("forward", ORDERS, "which character comes first")
    soft: float = number(0.0, 0.0, 8.0, "characters that are fading at the same time")
    rise: float = number(0.0, -2.0, 2.0, "way each character comes up, in its own heights")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Each character has an equal share of the time; the last one is there before the end.

    Taking away runs the same order backwards, as a delete key does.
    """
    place = place_of(params.order, part, moment.seed)
    way = 1.0 - moment.progress if params.leaving else moment.progress
    if params.soft == 0.0:
        shown = 1.0 if way >= 1.0 or way * part.count > place else 0.0
        return Pose(alpha=shown)
    pitch = 1.0 / (part.count - 1 + params.soft)
    here = window(way, place * pitch, (place + params.soft) * pitch)
    return Pose(alpha=here, own_y=params.rise * (1.0 - here) ** 2)


EFFECT = Motion("typewriter", Params, pose, "Characters appear one after another.", per="character")
