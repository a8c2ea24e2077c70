"""Characters stand along a curve and travel on it: a ring, a flat ring in depth, a drum, an arch."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, degrees, pi, radians, sin

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, number

CURVES = ("ring", "donut", "drum", "arch")


@dataclass(frozen=True, slots=True)
class Params:
    """The curve, and how fast they travel."""

    curve: str = choice("ring", CURVES, "what they stand on")
    period: float = number(4.0, 0.05, 60.0, "seconds of one round")
    radius: float = number(1.0, 0.3, 4.0, "size of the curve, 1 holds the text once")
    arc: float = number(110.0, 10.0, 300.0, "degrees of an arch")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Places along the line become angles; those of a ring leave one character's room free."""
    turns = moment.time_s / params.period
    if params.curve == "arch":
        return _arch(params, part, turns)
    around = max(part.width, 1.0) + 1.0
    radius = params.radius * max(around / (2 * pi), 0.9)
    angle = 2 * pi * (part.x / around + turns)
    if params.curve == "drum":
        depth = cos(angle)
        return Pose(
            own_x=radius * sin(angle) - part.x,
            scale_x=0.85 + 0.15 * depth,
            scale_y=0.85 + 0.15 * depth,
            tilt_y=degrees(angle) % 360.0,
            alpha=0.6 + 0.4 * max(depth, -1.0),
        )
    flat = 0.4 if params.curve == "donut" else 1.0
    near = (1.0 - cos(angle)) / 2 if params.curve == "donut" else 0.5
    size = 0.7 + 0.6 * near if params.curve == "donut" else 1.0
    return Pose(
        own_x=radius * sin(angle) - part.x,
        own_y=-radius * flat * cos(angle) - part.y,
        rotation=degrees(angle) % 360.0 if params.curve == "ring" else 0.0,
        scale_x=size,
        scale_y=size,
        alpha=0.45 + 0.55 * near if params.curve == "donut" else 1.0,
    )


def _arch(params: Params, part: Part, turns: float) -> Pose:
    """A bow whose middle breathes up and down."""
    bow = radians(params.arc) * (0.85 + 0.15 * wave(turns))
    width = max(part.width, 1.0)
    radius = width / bow
    angle = part.x / radius
    return Pose(
        own_x=radius * sin(angle) - part.x,
        own_y=radius * (1.0 - cos(angle)) - radius * (1.0 - cos(bow / 2)) / 2,
        rotation=degrees(angle),
    )


EFFECT = Motion(
    "letter-ring", Params, pose, "Characters stand along a curve and travel on it.", per="character"
)
