"""Grows and shrinks again over its span."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.easing import hump
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, number


@dataclass(frozen=True, slots=True)
class Params:
    """How much and how often."""

    peak: float = number(1.25, 0.1, 4.0, "size at the peak")
    beats: float = number(1.0, 0.25, 40.0, "times it grows over the span")
    easing: str = choice("in-out", ("in-out", "sharp"), "smooth, or quick up and slow down")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Back at its own size at both ends."""
    at = moment.progress * params.beats
    at -= floor(at) if moment.progress < 1.0 else at
    if params.easing == "sharp":
        lift = at / 0.2 if at < 0.2 else (1.0 - at) / 0.8
        lift *= lift * (3.0 - 2.0 * lift)
        lift = min(1.0, lift)
    else:
        lift = hump(at)
    scale = 1.0 + (params.peak - 1.0) * lift
    return Pose(scale_x=scale, scale_y=scale)


EFFECT = Motion("breathe", Params, pose, "Grows and shrinks again over its span.")
