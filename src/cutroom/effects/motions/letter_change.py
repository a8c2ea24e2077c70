"""Every character changes its look in steps: upright or leaning, wide or narrow, full or hollow."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import chance, tick
from cutroom.effects.company import HUES
from cutroom.effects.palettes import color_of
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, choice, number


@dataclass(frozen=True, slots=True)
class Params:
    """How fast, and what changes."""

    rate: float = number(6.0, 0.5, 30.0, "changes a second")
    shape: float = number(1.0, 0.0, 1.0, "how much lean, width and size differ")
    hollow: float = number(0.35, 0.0, 1.0, "share of the characters that are hollow")
    shake: float = number(0.0, 0.0, 1.0, "reach of place and turn, in em")
    swap: float = number(0.0, 0.0, 1.0, "share of the characters that others stand in for")
    tints: str = choice("own", HUES, "their colours")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A new random look at every step."""
    step = tick(moment.time_s, params.rate)

    def draw(which: int) -> float:
        return chance(moment.seed * 16 + which, part.index, step)

    swapped = not part.white and draw(6) < params.swap
    return Pose(
        own_x=params.shake * (draw(0) - 0.5),
        own_y=params.shake * (draw(1) - 0.5),
        rotation=params.shake * 60.0 * (draw(7) - 0.5),
        scale_x=1.0 + params.shape * 0.5 * (draw(2) - 0.5),
        scale_y=1.0 + params.shape * 0.3 * (draw(3) - 0.5),
        skew=params.shape * 30.0 * (draw(4) - 0.5),
        hollow=1.0 if draw(5) < params.hollow else 0.0,
        shows=int(draw(8) * part.count) if swapped else -1,
        tint=None if params.tints == "own" else Tint(color_of(params.tints, part.index + step)),
    )


EFFECT = Motion(
    "letter-change", Params, pose, "Every character changes its look in steps.", per="character"
)
