"""Whirls out of, or into, a vortex."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Look, Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How hard it is twisted and turned."""

    leaving: bool = flag(False, "leave instead of arrive")
    twist: float = number(360.0, -1440.0, 1440.0, "degrees the middle is twisted")
    turn: float = number(180.0, -1440.0, 1440.0, "degrees the whole turns")
    scale: float = number(0.3, 0.0, 4.0, "size while absent")
    fade: bool = flag(True, "fade along the way")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """A swirl that unwinds while the picture turns and grows."""
    here = presence(moment.progress, params.leaving, params.easing)
    away = 1.0 - here
    way = away if params.leaving else -away
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    looks = (Look("swirl", (("twist", params.twist * way),)),) if abs(away) > 1e-4 else ()
    return Pose(
        scale_x=scale,
        scale_y=scale,
        rotation=params.turn * way,
        alpha=min(1.0, max(0.0, here) / 0.5) if params.fade else 1.0,
        looks=looks,
    )


EFFECT = Motion("whirl", Params, pose, "Whirls out of, or into, a vortex.")
