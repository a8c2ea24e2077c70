"""Characters appear one after another, hard."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.company import HUES
from cutroom.effects.easing import window
from cutroom.effects.order import ORDERS, UNITS, place_of, unit_of
from cutroom.effects.palettes import color_of
from cutroom.effects.spec import (
    Moment,
    Motion,
    Ornament,
    Part,
    Pose,
    Tint,
    choice,
    flag,
    number,
)

CARETS = ("none", "bar", "block", "pointer")
BLINKS_A_SECOND = 2.0


@dataclass(frozen=True, slots=True)
class Params:
    """In which order, and how soft."""

    leaving: bool = flag(False, "take the characters away instead")
    order: str = choice("forward", ORDERS, "which character comes first")
    by: str = choice("character", UNITS, "what appears at once")
    soft: float = number(0.0, 0.0, 8.0, "units that are fading at the same time")
    rise: float = number(0.0, -2.0, 2.0, "way each character comes up, in its own heights")
    pop: float = number(1.0, 0.0, 3.0, "size of the newest")
    ghost: float = number(0.0, 0.0, 1.0, "how much is seen of what has not been typed")
    tints: str = choice("own", HUES, "colours of the newest")
    caret: str = choice("none", CARETS, "what stands where typing goes on")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Each unit has an equal share of the time; the last one is there before the end.

    Taking away runs the same order backwards, as a delete key does.
    """
    unit = unit_of(params.by, part)
    place = place_of(params.order, unit, moment.seed)
    way = 1.0 - moment.progress if params.leaving else moment.progress
    if way >= 1.0:
        return Pose()
    typed = way * unit.count
    fresh = place <= typed - 1.0 < place + 1.0 if typed >= 1.0 else False
    tint = None
    if params.tints != "own" and typed > place:
        left = min(1.0, max(0.0, 1.0 - (typed - place - 1.0) / 3.0)) * min(1.0, (1.0 - way) * 5.0)
        tint = Tint(color_of(params.tints, part.index), left)
    caret = _caret(params, moment, part, place, typed)
    if params.soft == 0.0:
        shown = 1.0 if typed > place else params.ghost
        size = params.pop if fresh and not part.white else 1.0
        return Pose(alpha=shown, scale_x=size, scale_y=size, tint=tint, ornaments=caret)
    pitch = 1.0 / (unit.count - 1 + params.soft)
    here = window(way, place * pitch, (place + params.soft) * pitch)
    alpha = params.ghost + (1.0 - params.ghost) * here
    return Pose(alpha=alpha, own_y=params.rise * (1.0 - here) ** 2, tint=tint, ornaments=caret)


def _caret(
    params: Params, moment: Moment, part: Part, place: float, typed: float
) -> tuple[Ornament, ...]:
    """The caret: right of the character typed last, left of the first one before that."""
    if params.caret == "none" or params.by != "character":
        return ()
    last = place < typed <= place + 1.0
    first = typed <= 0.0 and place == 0.0
    if not (last or first) or (moment.time_s * BLINKS_A_SECOND) % 1.0 >= 0.75:
        return ()
    side = (part.advance / 2 + 0.08) * (1.0 if last else -1.0)
    if params.caret == "pointer":
        return (Ornament("pointer", x=side + 0.25, y=0.5, size=0.7),)
    if params.caret == "block":
        return (Ornament("plate", x=side + 0.3, size=0.8, alpha=0.85),)
    return (Ornament("bar", x=side, size=1.1),)


EFFECT = Motion("typewriter", Params, pose, "Characters appear one after another.", per="character")
