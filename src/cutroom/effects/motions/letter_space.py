"""The characters draw apart and together again."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import hump, smooth
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far, and how often."""

    period: float = number(2.0, 0.05, 60.0, "seconds of one round")
    amount: float = number(0.5, -1.0, 4.0, "growth of the distances; −1: all in one place")
    snap: bool = flag(False, "hold, then spring back at once")
    stretch: float = number(0.0, -0.9, 3.0, "growth of the characters' width meanwhile")
    fade: float = number(0.0, 0.0, 1.0, "how faint they are when farthest")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Distances from the block's middle grow; a snap pulls slowly and lets go."""
    at = (moment.time_s / params.period) % 1.0
    pull = smooth(0.0, 0.7, at) * (1.0 - smooth(0.82, 0.92, at)) if params.snap else hump(at)
    return Pose(
        own_x=part.x * params.amount * pull,
        scale_x=1.0 + params.stretch * pull,
        alpha=1.0 - params.fade * pull,
    )


EFFECT = Motion(
    "letter-space", Params, pose, "The characters draw apart and together again.", per="character"
)
