"""Turns into place."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far it turns, about which point."""

    leaving: bool = flag(False, "leave instead of arrive")
    turn: float = number(180.0, -1440.0, 1440.0, "degrees clockwise on the way")
    scale: float = number(1.0, 0.0, 6.0, "size while absent")
    fade: bool = flag(True, "fade along the way")
    anchor_x: float = number(0.0, -2.0, 2.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -2.0, 2.0, "fixed point, half sizes below the centre")
    easing: str = choice("out", EASINGS, "how it turns")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Arrives at, or leaves from, upright; both turn clockwise for a positive ``turn``."""
    here = presence(moment.progress, params.leaving, params.easing)
    away = 1.0 - here
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    return Pose(
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * (away if params.leaving else -away),
        alpha=min(1.0, max(0.0, here) / 0.5) if params.fade else 1.0,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("spin", Params, pose, "Turns into place about a point.")
