"""Comes in on a spiral."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from cutroom.effects.easing import presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How wide and how many rounds."""

    leaving: bool = flag(False, "leave instead of arrive")
    radius: float = number(0.5, 0.0, 2.0, "distance while absent, in canvas heights")
    rounds: float = number(1.0, -6.0, 6.0, "rounds on the way")
    turn: float = number(360.0, -1440.0, 1440.0, "degrees it turns itself")
    scale: float = number(0.2, 0.0, 4.0, "size while absent")
    fade: bool = flag(True, "fade along the way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Radius and angle run out together."""
    here = presence(moment.progress, params.leaving, "out")
    away = 1.0 - here
    angle = 2 * pi * params.rounds * away + pi / 2
    scale = params.scale + (1.0 - params.scale) * here
    return Pose(
        x=cos(angle) * params.radius * away * 0.5625,
        y=sin(angle) * params.radius * away,
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * (away if params.leaving else -away),
        alpha=min(1.0, here / 0.4) if params.fade else 1.0,
    )


EFFECT = Motion("spiral", Params, pose, "Comes in on a spiral.")
