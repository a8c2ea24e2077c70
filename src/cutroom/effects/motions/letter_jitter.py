"""Every character trembles on its own."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, tick
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """How wild and how fast."""

    reach: float = number(0.05, 0.0, 1.0, "reach in em")
    turn: float = number(4.0, 0.0, 90.0, "reach in degrees")
    rate: float = number(14.0, 0.5, 30.0, "moves a second")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A new random place every 1/rate seconds."""
    step = tick(moment.time_s, params.rate)

    def reach(axis: int) -> float:
        return 2.0 * chance(moment.seed * 16 + 8 + axis, part.index, step) - 1.0

    return Pose(
        own_x=params.reach * reach(0),
        own_y=params.reach * reach(1),
        rotation=params.turn * reach(2),
    )


EFFECT = Motion(
    "letter-jitter", Params, pose, "Every character trembles on its own.", per="character"
)
