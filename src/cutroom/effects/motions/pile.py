"""Several copies pile up, wander apart and together."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import eased, wave, window
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, choice, number


@dataclass(frozen=True, slots=True)
class Params:
    """How they lie and move."""

    style: str = choice("stairs", ("stairs", "fan", "nest", "line"), "how the copies lie")
    count: int = number(4, 1, 9, "copies")
    size: float = number(0.62, 0.1, 1.0, "size of a copy")
    angle: float = number(
        35.0, -360.0, 360.0, "direction of stairs and lines, degrees clockwise from right"
    )
    stagger: float = number(0.5, 0.0, 1.0, "part of the span over which they appear one by one")
    sway: float = number(0.15, 0.0, 1.0, "how far they wander apart and together")
    turn: float = number(0.0, -90.0, 90.0, "degrees the pile turns over the span")
    join: float = number(0.25, 0.0, 0.5, "part of the span at its end in which they join; 0 never")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """At the end they lie on each other as one picture of full size."""
    p = moment.progress
    joined = eased("in-out", window(p, 1.0 - params.join, 1.0)) if params.join else 0.0
    apart = (1.0 - params.sway * (0.5 + 0.5 * wave(2.0 * p))) * (1.0 - joined)
    size = params.size + (1.0 - params.size) * joined
    values = (
        ("style", params.style), ("count", float(params.count)), ("amount", apart), ("size", size),
        ("angle", params.angle), ("stagger", params.stagger), ("border", 0.008 * (1.0 - joined)),
    )  # fmt: skip
    return Pose(rotation=params.turn * p * (1.0 - joined), looks=(Look("stack", values),))


EFFECT = Motion("pile", Params, pose, "Several copies pile up and join.")
