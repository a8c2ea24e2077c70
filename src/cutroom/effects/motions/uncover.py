"""Uncovered by a growing pattern: shapes, ink, fire, strokes, crystals."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE, Color
from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.grown import GROWN
from cutroom.effects.mattes import COMPACT, STYLES
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, choice, colour, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """The pattern and its edge."""

    leaving: bool = flag(False, "leave instead of arrive")
    style: str = choice("shape", ("shape", *GROWN, *STYLES), "one shape, noise, or a pattern")
    shape: str = choice("heart", COMPACT, "the shape of one or of many")
    count: int = number(8, 1, 60, "shapes along the long side, strokes, rays or waves")
    grain: float = number(0.3, 0.01, 3.0, "size of patches of noise in short sides")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    rough: float = number(0.5, 0.0, 1.0, "unevenness")
    softness: float = number(0.02, 0.0, 1.0, "softness of the edge")
    band: float = number(0.0, 0.0, 0.5, "width of a coloured edge as a part of the growth")
    color: Color = colour(WHITE, "colour of that edge")
    scale: float = number(1.0, 0.1, 4.0, "size while absent")
    easing: str = choice("linear", EASINGS[:7], "how it grows")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Nothing shows when it is absent."""
    here = min(1.0, max(0.0, presence(moment.progress, params.leaving, params.easing)))
    if here >= 1.0:
        return Pose()
    scale = params.scale + (1.0 - params.scale) * here
    values = (
        ("style", params.style), ("amount", here), ("shape", params.shape), ("count", float(params.count)),
        ("scale", params.grain), ("angle", params.angle), ("rough", params.rough),
        ("softness", params.softness), ("band", params.band), ("color", params.color),
    )  # fmt: skip
    return Pose(scale_x=scale, scale_y=scale, looks=(Look("matte", values),))


EFFECT = Motion("uncover", Params, pose, "Uncovered by a growing pattern.")
