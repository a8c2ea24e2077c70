"""Every character turns over, one after another, and rests in between."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, number

AXES = ("horizontal", "vertical", "through")


@dataclass(frozen=True, slots=True)
class Params:
    """About which axis, and when."""

    axis: str = choice("vertical", AXES, "what they turn about")
    period: float = number(2.0, 0.05, 60.0, "seconds of one round")
    stagger: float = number(0.5, 0.0, 0.9, "share of the round between first and last")
    turns: float = number(1.0, -4.0, 4.0, "whole turns")
    hop: float = number(0.0, 0.0, 3.0, "height of the hop meanwhile, in em")
    easing: str = choice("in-out", EASINGS, "how they turn")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Whole turns end where they began."""
    at = (moment.time_s / params.period) % 1.0
    start = params.stagger * part.index / max(part.count - 1, 1)
    own = window(at, start, start + 1.0 - params.stagger)
    angle = 360.0 * round(params.turns) * eased(params.easing, own) % 360.0
    hop = -params.hop * 4.0 * own * (1.0 - own)
    if params.axis == "through":
        return Pose(own_y=hop, rotation=angle)
    if params.axis == "horizontal":
        return Pose(own_y=hop, tilt_x=angle)
    return Pose(own_y=hop, tilt_y=angle)


EFFECT = Motion(
    "letter-turn", Params, pose, "Every character turns over, one after another.", per="character"
)
