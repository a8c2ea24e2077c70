"""Words come, take a colour or grow as they are said."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.order import word_window
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, colour, flag, number

_COMES_S = 0.12
"""How long a word takes to come, however long it is said."""


@dataclass(frozen=True, slots=True)
class Params:
    """What a word does before, while and after it is said."""

    hidden: float = number(1.0, 0.0, 1.0, "how much is missing of words that have not been said")
    gone: float = number(0.0, 0.0, 1.0, "how much is missing of words that have been said")
    color: Color = colour(Color(1.0, 0.84, 0.16), "colour of the word being said")
    amount: float = number(0.0, 0.0, 1.0, "how much of the colour")
    stays: bool = flag(False, "the colour stays")
    pop: float = number(0.0, -1.0, 2.0, "how much larger than itself a word comes")
    rise: float = number(0.0, -2.0, 2.0, "way a word comes up, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A word is said until the next one begins; it comes within its first moments."""
    begin, end = word_window(moment, part)
    come = min(max((moment.time_s - begin) / min(_COMES_S, max(end - begin, 1e-3)), 0.0), 1.0)
    is_over = moment.time_s >= end and part.word < part.words - 1
    settled = 1.0 - (1.0 - come) ** 2
    size = 1.0 + params.pop * (1.0 - settled)
    tint = None
    if params.amount > 0.0 and come > 0.0 and (params.stays or not is_over):
        tint = Tint(params.color, params.amount * come)
    return Pose(
        own_y=params.rise * (1.0 - settled),
        scale_x=size,
        scale_y=size,
        alpha=1.0 - (params.gone if is_over else params.hidden * (1.0 - come)),
        tint=tint,
    )


EFFECT = Motion(
    "spoken", Params, pose, "Words come or take a colour as they are said.", per="character"
)
