"""Grows or shrinks into place."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """From what size and how."""

    leaving: bool = flag(False, "leave instead of arrive")
    scale: float = number(0.0, 0.0, 12.0, "size while absent; below 1 grows in, above 1 shrinks in")
    fade: bool = flag(True, "fade along the way")
    turn: float = number(0.0, -1440.0, 1440.0, "degrees it turns along the way")
    blur: float = number(0.0, 0.0, 0.2, "blur while absent, a fraction of the short side")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Scale runs from ``scale`` to 1; opacity is full after the first 60 % of the way."""
    here = presence(moment.progress, params.leaving, params.easing)
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    shown = min(1.0, max(0.0, here) / 0.6) if params.fade else 1.0
    away = 1.0 - here
    return Pose(
        scale_x=scale,
        scale_y=scale,
        rotation=-params.turn * away if not params.leaving else params.turn * away,
        alpha=shown,
        blur=params.blur * min(1.0, abs(away)),
    )


EFFECT = Motion("zoom", Params, pose, "Grows or shrinks into place, at will turning.")
