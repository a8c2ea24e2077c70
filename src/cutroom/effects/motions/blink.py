"""Blinks."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.easing import hump
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How fast and how hard."""

    period: float = number(0.6, 0.05, 60.0, "seconds of one round")
    dim: float = number(0.0, 0.0, 1.0, "opacity when dark")
    soft: bool = flag(True, "glow up and down instead of switching")
    bright: float = number(0.0, 0.0, 1.0, "extra light when bright")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Bright at the start of every period."""
    turns = moment.time_s / params.period
    at = turns - floor(turns)
    shine = 1.0 - hump(at) if params.soft else float(at < 0.5)
    light = params.bright * shine
    looks = (Look("adjust", (("brightness", light),)),) if light > 0.01 else ()
    return Pose(alpha=params.dim + (1.0 - params.dim) * shine, looks=looks)


EFFECT = Motion("blink", Params, pose, "Blinks.")
