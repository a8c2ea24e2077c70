"""Uncovered, or covered up, by a moving edge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, Wipe, choice, flag, number

Shape = Literal["linear", "iris", "blinds", "clock", "split"]


@dataclass(frozen=True, slots=True)
class Params:
    """The shape and way of the edge."""

    leaving: bool = flag(False, "cover up instead of uncover")
    shape: str = choice("linear", get_args(Shape), "what the edge looks like")
    angle: float = number(0.0, -360.0, 360.0, "direction of the edge, degrees clockwise from right")
    softness: float = number(0.0, 0.0, 1.0, "width of the edge as a fraction of the run")
    bands: int = number(1, 1, 40, "strips of the blinds")
    easing: str = choice("linear", EASINGS[:7], "how the edge moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A covering edge moves the same way as an uncovering one."""
    here = presence(moment.progress, params.leaving, params.easing)
    angle = params.angle + 180.0 if params.leaving else params.angle
    shape = cast(Shape, params.shape)
    return Pose(wipe=Wipe(here, angle % 360.0, params.softness, shape, int(params.bands)))


EFFECT = Motion("wipe", Params, pose, "Uncovered by a moving edge.")
