"""Characters take another colour as they are sung, and keep it."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.order import sung_share
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, colour, number


@dataclass(frozen=True, slots=True)
class Params:
    """The colour, and what the character being sung does."""

    color: Color = colour(Color(1.0, 0.78, 0.2), "colour of what has been sung")
    amount: float = number(1.0, 0.0, 1.0, "how much of the colour")
    lift: float = number(0.0, 0.0, 1.0, "hop of the character being sung, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A character fills from where reading begins; those after it wait."""
    done = sung_share(moment, part)
    lift = -params.lift * 4.0 * done * (1.0 - done)
    tint = Tint(params.color, params.amount, done) if done > 0.0 else None
    return Pose(own_y=lift, tint=tint)


EFFECT = Motion(
    "karaoke", Params, pose, "Characters take another colour as they are sung.", per="character"
)
