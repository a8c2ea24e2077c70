"""Put together from pieces, or falling apart into them: screens, tiles, jigsaw, shards, rings."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.cuts import CUTS, WAYS
from cutroom.effects.easing import EASINGS
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The pieces and how they come."""

    leaving: bool = flag(False, "fall apart instead of coming together")
    cut: str = choice("9", CUTS, "how it is cut")
    way: str = choice("scatter", WAYS, "how each piece comes")
    count: int = number(6, 1, 24, "pieces along the long side, rings, or a quarter of the shards")
    angle: float = number(
        90.0, -360.0, 360.0, "direction of what slides, degrees clockwise from right"
    )
    reach: float = number(1.1, 0.0, 3.0, "how far away pieces start, in canvas sizes")
    turn: float = number(180.0, -720.0, 720.0, "degrees a piece turns on its way")
    spread: float = number(0.5, 0.0, 0.9, "delay from the first to the last")
    whole: bool = flag(False, "each piece shows the whole picture until all have come")
    easing: str = choice("strong-out", EASINGS, "how a piece comes")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Whole at rest."""
    here = 1.0 - moment.progress if params.leaving else moment.progress
    if here >= 1.0:
        return Pose()
    values = (
        ("cut", params.cut), ("amount", max(0.0, here)), ("way", params.way), ("count", float(params.count)),
        ("angle", params.angle), ("reach", params.reach), ("turn", params.turn), ("spread", params.spread),
        ("whole", params.whole), ("easing", params.easing),
    )  # fmt: skip
    return Pose(looks=(Look("pieces", values),))


EFFECT = Motion("assemble", Params, pose, "Put together from pieces.")
