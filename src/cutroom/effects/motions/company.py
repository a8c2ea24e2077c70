"""Small shapes fall, rise, blink or circle about the characters."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.typography import ORNAMENT_SHAPES
from cutroom.effects.company import HUES, WAYS, drifting
from cutroom.effects.easing import wave
from cutroom.effects.palettes import PALETTES, color_at
from cutroom.effects.spec import Moment, Motion, Part, Pose, Tint, choice, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which shapes, and what the characters do meanwhile."""

    shape: str = choice("star", ORNAMENT_SHAPES, "the small shapes")
    palette: str = choice("gold", PALETTES, "their colours")
    way: str = choice("twinkle", WAYS, "what they do")
    pace: float = number(0.8, 0.1, 10.0, "rounds a second")
    hop: float = number(0.0, 0.0, 1.0, "how high the characters go, in em")
    swell: float = number(0.0, 0.0, 1.0, "how much they grow")
    tints: str = choice("own", HUES, "colours of the characters")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The characters go up and down in turn, the shapes at their own pace."""
    swing = 0.5 + 0.5 * wave(moment.time_s * params.pace - part.index / 7.0)
    beside = () if part.white else drifting(
        params.shape, params.palette, params.way, part, moment.time_s * params.pace
    )  # fmt: skip
    tint = None
    if params.tints != "own":
        tint = Tint(color_at(params.tints, moment.time_s * params.pace - part.index / 5.0))
    scale = 1.0 + params.swell * swing
    return Pose(
        own_y=-params.hop * swing, scale_x=scale, scale_y=scale, tint=tint, ornaments=beside
    )


EFFECT = Motion("company", Params, pose, "Small shapes move about the characters.", per="character")
