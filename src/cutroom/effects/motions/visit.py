"""Comes in, lingers and leaves within its span."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import EASINGS, eased, wave, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How it comes, lingers and goes."""

    enter: float = number(0.3, 0.0, 0.5, "part of the span it takes to come in; 0 is there at once")
    leave: float = number(0.3, 0.0, 0.5, "part of the span it takes to leave; 0 stays")
    angle: float = number(180.0, -360.0, 360.0, "direction of travel, degrees clockwise from right")
    distance: float = number(1.0, 0.0, 2.0, "way in canvas sizes")
    turn: float = number(0.0, -1440.0, 1440.0, "degrees it turns on the way")
    tilt: float = number(0.0, -180.0, 180.0, "turn about the vertical on the way")
    scale: float = number(1.0, 0.0, 6.0, "size while away")
    linger: float = number(1.0, 0.2, 3.0, "size it grows to while it lingers")
    rock: float = number(0.0, -45.0, 45.0, "reach of a rocking while it lingers, degrees")
    hop: float = number(0.0, 0.0, 0.3, "height of little hops throughout, in canvas heights")
    fade: bool = flag(False, "fade along the way")
    easing: str = choice("in-out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Arrives moving along the direction and leaves onward in it."""
    p = moment.progress
    come = eased(params.easing, window(p, 0.0, params.enter)) if params.enter else 1.0
    go = eased(params.easing, window(p, 1.0 - params.leave, 1.0)) if params.leave else 0.0
    away = (1.0 - come) + go
    signed = go - (1.0 - come)
    stay = window(p, params.enter, 1.0 - params.leave)
    scale = max(0.0, 1.0 + (params.scale - 1.0) * away) * (1.0 + (params.linger - 1.0) * stay)
    rocking = wave(2.0 * stay) * (1.0 - stay)
    return Pose(
        x=cos(radians(params.angle)) * params.distance * signed,
        y=sin(radians(params.angle)) * params.distance * signed
        - params.hop * abs(wave(4.0 * p)) * (1.0 if 0.0 < p < 1.0 else 0.0),
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * signed + params.rock * rocking,
        tilt_y=-params.tilt * signed,
        alpha=min(1.0, max(0.0, 1.0 - away)) if params.fade else 1.0,
    )


EFFECT = Motion("visit", Params, pose, "Comes in, lingers and leaves within its span.")
