"""Swims in along a wave, rolling from side to side, or out along one."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import EASINGS, presence, wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The way and the wave."""

    leaving: bool = flag(False, "leave instead of arrive")
    angle: float = number(0.0, -360.0, 360.0, "direction of travel, degrees clockwise from right")
    distance: float = number(1.1, 0.0, 2.0, "way in canvas sizes")
    height: float = number(0.12, 0.0, 0.5, "height of the wave in canvas heights")
    waves: float = number(2.0, 0.5, 8.0, "waves along the way")
    roll: float = number(12.0, -60.0, 60.0, "reach of the rolling in degrees")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The wave flattens as it comes to rest."""
    here = presence(moment.progress, params.leaving, params.easing)
    away = 1.0 - here
    along = away if params.leaving else -away
    swing = wave(params.waves * away) * min(1.0, 3.0 * abs(away))
    right, down = cos(radians(params.angle)), sin(radians(params.angle))
    return Pose(
        x=right * along * params.distance - down * swing * params.height,
        y=down * along * params.distance + right * swing * params.height,
        rotation=params.roll * wave(params.waves * away + 0.25) * min(1.0, 3.0 * abs(away)),
    )


EFFECT = Motion("swim", Params, pose, "Swims in along a wave.")
