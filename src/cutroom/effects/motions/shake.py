"""Shakes and comes to rest."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import drift
from cutroom.effects.easing import decaying, wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How wild and how fast."""

    leaving: bool = flag(False, "leave instead of arrive")
    across: float = number(0.0, 0.0, 0.5, "reach sideways, in canvas widths")
    down: float = number(0.06, 0.0, 0.5, "reach up and down, in canvas heights")
    turn: float = number(0.0, 0.0, 60.0, "reach in degrees")
    swell: float = number(0.0, -1.0, 3.0, "growth at its wildest")
    rate: float = number(7.0, 1.0, 30.0, "shakes a second")
    rough: float = number(0.0, 0.0, 1.0, "0 is a steady swing, 1 random")
    fade: bool = flag(False, "fade along the way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Swings and noise under an envelope that reaches zero at rest."""
    left = decaying(moment.progress, params.leaving)
    here = 1.0 - left
    swing = wave(params.rate * moment.time_s) * (1.0 - params.rough)

    def reach(axis: int) -> float:
        random = drift(moment.seed * 8 + axis, moment.time_s * params.rate * 2.0)
        return (swing + random * params.rough) * left

    scale = 1.0 + params.swell * left
    return Pose(
        x=params.across * reach(0),
        y=params.down * reach(1),
        rotation=params.turn * reach(2),
        scale_x=scale,
        scale_y=scale,
        alpha=min(1.0, here / 0.3) if params.fade else 1.0,
    )


EFFECT = Motion("shake", Params, pose, "Shakes and comes to rest.")
