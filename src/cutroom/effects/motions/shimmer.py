"""Wears a picture effect that comes and goes."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.easing import hump
from cutroom.effects.posed_looks import LOOKS, look_at
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which effect and how often."""

    period: float = number(1.0, 0.05, 60.0, "seconds of one round")
    look: str = choice("rgb-split", LOOKS, "the effect")
    amount: float = number(0.6, 0.0, 1.0, "how strong")
    pulse: bool = flag(False, "let it swell and fade every period")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Steady, or once a period from nothing to full and back."""
    amount = params.amount
    if params.pulse:
        turns = moment.time_s / params.period
        amount *= hump(turns - floor(turns))
    return Pose(looks=look_at(params.look, amount, moment.time_s / params.period))


EFFECT = Motion("shimmer", Params, pose, "Wears a picture effect that comes and goes.")
