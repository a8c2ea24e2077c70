"""Comes together from pieces, stays, and goes apart again within its span."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.cuts import CUTS, WAYS
from cutroom.effects.easing import EASINGS, window
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The pieces and their times."""

    cut: str = choice("4", CUTS, "how it is cut")
    way: str = choice("slide", WAYS, "how each piece comes and goes")
    enter: float = number(0.45, 0.0, 0.5, "part of the span in which they come; 0 is there at once")
    leave: float = number(0.3, 0.0, 0.5, "part of the span in which they go; 0 stays")
    count: int = number(4, 1, 24, "pieces along the long side, rings, or a quarter of the shards")
    angle: float = number(
        0.0, -360.0, 360.0, "direction of what slides, degrees clockwise from right"
    )
    turn: float = number(180.0, -720.0, 720.0, "degrees a piece turns on its way")
    spread: float = number(0.4, 0.0, 0.9, "delay from the first to the last")
    whole: bool = flag(False, "each piece shows the whole picture until all have come")
    scale: float = number(1.0, 0.2, 3.0, "size at the ends")
    easing: str = choice("strong-out", EASINGS, "how a piece comes")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Goes the way it has come."""
    p = moment.progress
    come = window(p, 0.0, params.enter) if params.enter else 1.0
    go = window(p, 1.0 - params.leave, 1.0) if params.leave else 0.0
    here = min(come, 1.0 - go)
    if here >= 1.0:
        return Pose()
    values = (
        ("cut", params.cut), ("amount", here), ("way", params.way), ("count", float(params.count)),
        ("angle", params.angle), ("turn", params.turn), ("spread", params.spread),
        ("whole", params.whole), ("easing", params.easing),
    )  # fmt: skip
    scale = params.scale + (1.0 - params.scale) * here
    return Pose(scale_x=scale, scale_y=scale, looks=(Look("pieces", values),))


EFFECT = Motion("parade", Params, pose, "Comes together from pieces and goes apart again.")
