"""Characters blink on at random, or off."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance
from cutroom.effects.easing import window
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How restless."""

    leaving: bool = flag(False, "leave instead of arrive")
    blinks: int = number(3, 0, 12, "times each blinks before it stays")
    blur: float = number(0.0, 0.0, 0.1, "blur while faint, a fraction of the short side")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Each has its own start, blinks, then stays."""
    key = moment.seed * 16 + 5
    way = 1.0 - moment.progress if params.leaving else moment.progress
    own = window(way, 0.55 * chance(key, part.index), 0.55 * chance(key, part.index) + 0.45)
    turn = own * (int(params.blinks) + 1)
    shown = own if own >= 1.0 else min(1.0, (turn % 1.0) * 1.6) * (0.35 + 0.65 * own)
    return Pose(alpha=shown, blur=params.blur * (1.0 - shown))


EFFECT = Motion(
    "sparkle-in", Params, pose, "Characters blink on at random, or off.", per="character"
)
