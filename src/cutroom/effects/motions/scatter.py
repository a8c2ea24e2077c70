"""Characters gather from all around, or fly apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from cutroom.effects.chance import chance
from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How far and how they fly."""

    leaving: bool = flag(False, "leave instead of arrive")
    radius: float = number(3.0, 0.0, 30.0, "how far away they start, in em")
    turn: float = number(180.0, 0.0, 1440.0, "most degrees they turn")
    scale: float = number(1.0, 0.0, 6.0, "size while away")
    stagger: float = number(0.4, 0.0, 0.9, "share of the time by which they differ")
    fall: float = number(0.0, -10.0, 10.0, "extra way down while away, in em")
    fade: bool = flag(True, "fade along the way")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Direction, distance, turn and delay of each are random but fixed."""
    key = moment.seed * 16
    late = chance(key, part.index) * params.stagger
    own = window(moment.progress, late, late + 1.0 - params.stagger)
    own = 1.0 - own if params.leaving else own
    here = eased(params.easing, own)
    away = 1.0 - here
    angle = 2 * pi * chance(key + 1, part.index)
    reach = params.radius * (0.4 + 0.6 * chance(key + 2, part.index)) * away
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    return Pose(
        own_x=cos(angle) * reach,
        own_y=sin(angle) * reach + params.fall * away,
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * (2.0 * chance(key + 3, part.index) - 1.0) * away,
        alpha=min(1.0, max(0.0, own) / 0.6) if params.fade else 1.0,
    )


EFFECT = Motion(
    "scatter", Params, pose, "Characters gather from all around, or fly apart.", per="character"
)
