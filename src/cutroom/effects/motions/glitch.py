"""Comes out of, or dies in, a broken signal."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, tick
from cutroom.effects.easing import decaying
from cutroom.effects.spec import REST, Look, Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How broken."""

    leaving: bool = flag(False, "leave instead of arrive")
    amount: float = number(1.0, 0.0, 1.0, "how broken it begins")
    jump: float = number(0.05, 0.0, 0.5, "reach of its jumps, in canvas widths")
    rate: float = number(14.0, 2.0, 30.0, "jumps a second")
    fade: bool = flag(True, "fade along the way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Jumps, blinks and a glitch look that all die away."""
    left = decaying(moment.progress, params.leaving) ** 0.5
    if left <= 0.0:
        return REST
    step = tick(moment.time_s, params.rate)
    hit = chance(moment.seed, step) < 0.35 + 0.5 * left
    side = 2.0 * chance(moment.seed, step, 1) - 1.0
    hidden = params.fade and left > 0.45 and chance(moment.seed, step, 2) < left - 0.3
    amount = params.amount * left if hit else 0.3 * params.amount * left
    return Pose(
        x=params.jump * side * left if hit else 0.0,
        skew=18.0 * (chance(moment.seed, step, 3) - 0.5) * left if hit else 0.0,
        alpha=0.0 if hidden or (params.fade and left > 0.97) else 1.0,
        looks=(Look("glitch", (("amount", amount),)),),
    )


EFFECT = Motion("glitch", Params, pose, "Comes out of, or dies in, a broken signal.")
