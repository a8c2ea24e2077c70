"""The text is there in a pale colour and fills with its own, from its first character to its last."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.order import sung_share
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, colour, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The colour of what has not been sung, and what the character being sung does."""

    leaving: bool = flag(False, "lose its own colour instead")
    color: Color = colour(Color(0.5, 0.53, 0.6), "colour of what has not been sung yet")
    amount: float = number(1.0, 0.0, 1.0, "how much of the colour")
    lift: float = number(0.0, 0.0, 1.0, "hop of the character being sung, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """What is not sung yet of a character lies at its far end; leaving takes colours away in order."""
    done = sung_share(moment, part)
    lift = -params.lift * 4.0 * done * (1.0 - done)
    reach = done if params.leaving else done - 1.0
    if reach == 0.0:
        return Pose(own_y=lift)
    return Pose(own_y=lift, tint=Tint(params.color, params.amount, reach))


EFFECT = Motion(
    "karaoke-in", Params, pose, "The text fills with its own colour as it is sung.", per="character"
)
