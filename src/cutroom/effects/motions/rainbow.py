"""Colours run through the characters."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.palettes import PALETTES, color_at
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, choice, number

WAYS = ("across", "down", "together", "steps")


@dataclass(frozen=True, slots=True)
class Params:
    """Which colours, and how they run."""

    palette: str = choice("rainbow", PALETTES, "the colours")
    way: str = choice("across", WAYS, "along the line, down the block, all at once, or in steps")
    period: float = number(2.0, 0.05, 60.0, "seconds of one round")
    length: float = number(7.0, 0.5, 60.0, "em that hold all colours at once")
    amount: float = number(1.0, 0.0, 1.0, "how much of the colour")
    lift: float = number(0.0, 0.0, 2.0, "height of a wave that goes with them, in em")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The colour of a place moves on by one round a period."""
    turns = moment.time_s / params.period
    if params.way == "across":
        turns -= part.x / params.length
    elif params.way == "down":
        turns -= part.y / params.length + 0.5
    elif params.way == "steps":
        turns = (int(turns * 6.0 + 1e-6) + part.index) / 6.0
    swing = turns - int(turns)
    lift = params.lift * max(0.0, 1.0 - abs(2.0 * (swing % 1.0) - 1.0) * 2.0)
    return Pose(own_y=-lift, tint=Tint(color_at(params.palette, turns), params.amount))


EFFECT = Motion("rainbow", Params, pose, "Colours run through the characters.", per="character")
