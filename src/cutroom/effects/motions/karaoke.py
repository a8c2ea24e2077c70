"""The text fills with colour from its first character to its last, as it is sung."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.easing import window
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, colour, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which colour, and who has it."""

    color: Color = colour(Color(0.55, 0.57, 0.62), "the other colour")
    sung: bool = flag(False, "it is the colour of what has been sung, else of what has not yet")
    amount: float = number(1.0, 0.0, 1.0, "how much of the colour")
    lift: float = number(0.0, 0.0, 1.0, "hop of the character being sung, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The share of a character that has been sung: by its own times, else by equal shares."""
    if part.said_s is not None:
        done = window(moment.time_s, *part.said_s)
    else:
        done = window(moment.progress, part.index / part.count, (part.index + 1) / part.count)
    lift = -params.lift * 4.0 * done * (1.0 - done)
    if params.sung:
        tint = Tint(params.color, params.amount, done) if done > 0.0 else None
        return Pose(own_y=lift, tint=tint)
    if done >= 1.0:
        return Pose()
    # What is not sung yet lies after what is: the share is counted from the other end.
    return Pose(own_y=lift, tint=Tint(params.color, params.amount, done - 1.0))


EFFECT = Motion(
    "karaoke",
    Params,
    pose,
    "The text fills with colour from its first character to its last.",
    per="character",
)
