"""A wave runs through the characters."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import wave
from cutroom.effects.spec import Moment, Motion, Part, Pose, number


@dataclass(frozen=True, slots=True)
class Params:
    """The wave."""

    period: float = number(1.2, 0.05, 60.0, "seconds of one round")
    height: float = number(0.3, 0.0, 3.0, "height of the wave in em")
    length: float = number(6.0, 1.0, 60.0, "characters from crest to crest")
    turn: float = number(0.0, -90.0, 90.0, "degrees each rocks")
    swell: float = number(0.0, 0.0, 2.0, "growth on the crest")
    crest: float = number(1.0, 1.0, 12.0, "how narrow the crest is; 1 is a sine")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A sine in time and place."""
    swing = wave(moment.time_s / params.period - part.index / params.length)
    lift = swing if params.crest <= 1.0 else (0.5 + 0.5 * swing) ** params.crest
    scale = 1.0 + params.swell * max(0.0, lift)
    return Pose(
        own_y=-params.height * lift,
        rotation=params.turn
        * wave(moment.time_s / params.period - part.index / params.length - 0.25),
        scale_x=scale,
        scale_y=scale,
    )


EFFECT = Motion("letter-wave", Params, pose, "A wave runs through the characters.", per="character")
