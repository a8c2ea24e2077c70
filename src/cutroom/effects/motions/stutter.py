"""Jumps and breaks up in bursts, like a bad signal."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, tick
from cutroom.effects.spec import REST, Look, Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How often and how hard."""

    amount: float = number(0.8, 0.0, 1.0, "how broken")
    jump: float = number(0.03, 0.0, 0.5, "reach of the jumps, in canvas widths")
    rate: float = number(10.0, 1.0, 30.0, "jumps a second")
    share: float = number(0.5, 0.0, 1.0, "share of the time it is broken")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Bursts are drawn anew every 1/rate seconds."""
    step = tick(moment.time_s, params.rate)
    if chance(moment.seed, step // 3) >= params.share:
        return REST
    side = 2.0 * chance(moment.seed, step, 1) - 1.0
    lift = 2.0 * chance(moment.seed, step, 2) - 1.0
    return Pose(
        x=params.jump * side,
        y=params.jump * 0.3 * lift,
        looks=(Look("glitch", (("amount", params.amount),)),),
    )


EFFECT = Motion("stutter", Params, pose, "Jumps and breaks up in bursts, like a bad signal.")
