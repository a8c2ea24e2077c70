"""Turns round and round."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.easing import eased, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How fast, about which axis."""

    period: float = number(2.0, 0.05, 60.0, "seconds of one round")
    axis: str = choice(
        "facing", ("facing", "vertical", "horizontal"), "in the picture, or in perspective"
    )
    backwards: bool = flag(False, "turn the other way")
    pause: float = number(0.0, 0.0, 0.95, "part of each round it rests")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -4.0, 4.0, "fixed point, half sizes below the centre")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """One full turn a period."""
    turns = moment.time_s / params.period
    at = window(turns - floor(turns), 0.0, 1.0 - params.pause)
    degrees = 360.0 * (eased("in-out", at) if params.pause else at)
    degrees = (-degrees if params.backwards else degrees) % 360.0
    return Pose(
        rotation=degrees if params.axis == "facing" else 0.0,
        tilt_y=degrees if params.axis == "vertical" else 0.0,
        tilt_x=degrees if params.axis == "horizontal" else 0.0,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("revolve", Params, pose, "Turns round and round.")
