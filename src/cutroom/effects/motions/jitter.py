"""Trembles without end."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, drift, tick
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How wild and how fast."""

    across: float = number(0.006, 0.0, 0.3, "reach sideways, in canvas widths")
    down: float = number(0.006, 0.0, 0.3, "reach up and down, in canvas heights")
    turn: float = number(0.0, 0.0, 60.0, "reach in degrees")
    swell: float = number(0.0, 0.0, 1.0, "reach of its size")
    rate: float = number(12.0, 0.5, 30.0, "moves a second")
    smooth: bool = flag(False, "glide between places instead of jumping")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A new random place every 1/rate seconds."""

    def reach(axis: int) -> float:
        key = moment.seed * 8 + axis
        if params.smooth:
            return drift(key, moment.time_s * params.rate)
        return 2.0 * chance(key, tick(moment.time_s, params.rate)) - 1.0

    scale = 1.0 + params.swell * reach(3)
    return Pose(
        x=params.across * reach(0),
        y=params.down * reach(1),
        rotation=params.turn * reach(2),
        scale_x=scale,
        scale_y=scale,
    )


EFFECT = Motion("jitter", Params, pose, "Trembles without end.")
