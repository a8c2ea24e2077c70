"""Slides in from a side, or out to one."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Where it slides and how."""

    leaving: bool = flag(False, "slide out instead of in")
    angle: float = number(0.0, -360.0, 360.0, "direction of travel, degrees clockwise from right")
    distance: float = number(1.0, 0.0, 2.0, "way in canvas sizes")
    own_distance: float = number(0.0, 0.0, 3.0, "way in sizes of the thing itself")
    fade: bool = flag(False, "fade along the way")
    turn: float = number(0.0, -360.0, 360.0, "degrees it turns along the way")
    blur: float = number(0.0, 0.0, 0.2, "blur while fast, a fraction of the short side")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """In: from behind the resting place; out: onward in the same direction."""
    here = presence(moment.progress, params.leaving, params.easing)
    away = (1.0 - here) if params.leaving else here - 1.0
    right, down = cos(radians(params.angle)) * away, sin(radians(params.angle)) * away
    return Pose(
        x=right * params.distance,
        y=down * params.distance,
        own_x=right * params.own_distance,
        own_y=down * params.own_distance,
        rotation=params.turn * away,
        alpha=min(1.0, max(0.0, here)) if params.fade else 1.0,
        blur=params.blur * min(1.0, abs(away)),
    )


EFFECT = Motion("slide", Params, pose, "Slides in from a side, or out to one.")
