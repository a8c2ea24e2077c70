"""Characters arrive one after another, each with the same move."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The move of one character, and how they follow each other."""

    leaving: bool = flag(False, "leave instead of arrive")
    order: str = choice("forward", ORDERS, "which character comes first")
    overlap: float = number(0.5, 0.0, 1.0, "0: one at a time; 1: all together")
    dx: float = number(0.0, -20.0, 20.0, "start to the right of its place, in em")
    dy: float = number(0.8, -20.0, 20.0, "start below its place, in em")
    scale: float = number(1.0, 0.0, 8.0, "size at the start")
    turn: float = number(0.0, -1440.0, 1440.0, "degrees at the start")
    tilt_x: float = number(0.0, -360.0, 360.0, "turn about the horizontal at the start")
    tilt_y: float = number(0.0, -360.0, 360.0, "turn about the vertical at the start")
    blur: float = number(0.0, 0.0, 0.1, "blur at the start, a fraction of the short side")
    solid_at: float = number(0.6, 0.0, 1.0, "part of its move after which it is opaque; 0: always")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """For character i: per = 1 / (1 + (n − 1)·gap), gap = 1 − overlap; the state runs from the start to rest.

    Automatic gaps as in draft-format 8.1. Leaving is arriving backwards in the same order.
    """
    gap = 1.0 - params.overlap
    per = 1.0 / (1.0 + (part.count - 1) * gap)
    place = place_of(params.order, part, moment.seed)
    start = place * gap * per
    own = window(moment.progress, start, start + per)
    own = 1.0 - own if params.leaving else own
    here = eased(params.easing, own)
    away = 1.0 - here
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    return Pose(
        own_x=params.dx * away,
        own_y=params.dy * away,
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * away,
        tilt_x=params.tilt_x * away,
        tilt_y=params.tilt_y * away,
        alpha=window(own, 0.0, params.solid_at) if params.solid_at else 1.0,
        blur=params.blur * min(1.0, max(0.0, away)),
    )


EFFECT = Motion(
    "letters",
    Params,
    pose,
    "Characters arrive one after another, each with the same move.",
    per="character",
)
