"""Characters arrive one after another, each with the same move."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.core.color import Color
from cutroom.effects.company import HUES, RIDERS, rider
from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.order import ORDERS, UNITS, place_of, unit_of
from cutroom.effects.palettes import color_of
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, choice, colour, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The move of one character, and how they follow each other."""

    leaving: bool = flag(False, "leave instead of arrive")
    order: str = choice("forward", ORDERS, "which character comes first")
    by: str = choice("character", UNITS, "what moves as one")
    overlap: float = number(0.5, 0.0, 1.0, "0: one at a time; 1: all together")
    dx: float = number(0.0, -20.0, 20.0, "start to the right of its place, in em")
    dy: float = number(0.8, -20.0, 20.0, "start below its place, in em")
    sides: bool = flag(False, "the right half starts on the other side")
    orbit: float = number(0.0, -720.0, 720.0, "degrees that the way to its place winds round it")
    scale: float = number(1.0, 0.0, 8.0, "size at the start")
    turn: float = number(0.0, -1440.0, 1440.0, "degrees at the start")
    tilt_x: float = number(0.0, -360.0, 360.0, "turn about the horizontal at the start")
    tilt_y: float = number(0.0, -360.0, 360.0, "turn about the vertical at the start")
    skew: float = number(0.0, -80.0, 80.0, "lean at the start, in degrees")
    anchor_x: float = number(0.0, -1.0, 1.0, "fixed point, in half cells right of the middle")
    anchor_y: float = number(0.0, -1.0, 1.0, "fixed point, in half cells below the middle")
    blur: float = number(0.0, 0.0, 0.1, "blur at the start, a fraction of the short side")
    solid_at: float = number(0.6, 0.0, 1.0, "part of its move after which it is opaque; 0: always")
    easing: str = choice("out", EASINGS, "how it moves")
    hollow: float = number(0.0, 0.0, 1.0, "share of its fill that is missing until it rests")
    tints: str = choice("own", HUES, "colours until it rests")
    rider: str = choice("none", RIDERS, "what rides on it until all rest")
    rider_color: Color = colour(Color(1.0, 0.85, 0.3), "colour of what rides on it")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """For unit i: per = 1 / (1 + (n − 1)·gap), gap = 1 − overlap; the state runs from the start to rest.

    Automatic gaps as in draft-format 8.1. Leaving is arriving backwards in the same order.
    """
    unit = unit_of(params.by, part)
    gap = 1.0 - params.overlap
    per = 1.0 / (1.0 + (unit.count - 1) * gap)
    start = place_of(params.order, unit, moment.seed) * gap * per
    own = window(moment.progress, start, start + per)
    own = 1.0 - own if params.leaving else own
    away = 1.0 - eased(params.easing, own)
    scale = max(0.0, 1.0 + (params.scale - 1.0) * away)
    own_x, own_y = _way(params, part, away)
    # What accompanies the characters stays with them until the last one rests.
    still = moment.progress if params.leaving else 1.0 - moment.progress
    dressed = min(1.0, still / 0.2) if own > 0.0 else 0.0
    tint = None
    if params.tints != "own" and dressed > 0.0:
        tint = Tint(color_of(params.tints, part.index), dressed)
    return Pose(
        own_x=own_x,
        own_y=own_y,
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * away,
        tilt_x=params.tilt_x * away,
        tilt_y=params.tilt_y * away,
        skew=params.skew * away,
        alpha=window(own, 0.0, params.solid_at) if params.solid_at else 1.0,
        blur=params.blur * min(1.0, max(0.0, away)),
        anchor=(params.anchor_x, params.anchor_y),
        tint=tint,
        hollow=params.hollow * dressed,
        ornaments=rider(params.rider, params.rider_color, part, -own_y, dressed),
    )


def _way(params: Params, part: Part, away: float) -> tuple[float, float]:
    """Where a character is from its place, in em."""
    dx = -params.dx if params.sides and part.x > 0.0 else params.dx
    if not params.orbit:
        return dx * away, params.dy * away
    angle = radians(params.orbit * away)
    return (
        (dx * cos(angle) - params.dy * sin(angle)) * away,
        (dx * sin(angle) + params.dy * cos(angle)) * away,
    )


EFFECT = Motion(
    "letters",
    Params,
    pose,
    "Characters arrive one after another, each with the same move.",
    per="character",
)
