"""Emerges from a picture effect."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.posed_looks import LOOKS, look_at
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which effect and how strong."""

    leaving: bool = flag(False, "leave instead of arrive")
    look: str = choice("pixelate", LOOKS, "the effect it emerges from")
    amount: float = number(1.0, 0.0, 1.0, "how strong the effect begins")
    scale: float = number(1.0, 0.0, 4.0, "size while absent")
    fade: bool = flag(True, "fade along the way")
    easing: str = choice("linear", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """The effect weakens as the picture arrives."""
    here = presence(moment.progress, params.leaving, params.easing)
    away = max(0.0, 1.0 - here)
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    looks = look_at(params.look, params.amount * away) if away > 1e-3 else ()
    return Pose(
        scale_x=scale,
        scale_y=scale,
        alpha=min(1.0, max(0.0, here) / 0.5) if params.fade else 1.0,
        looks=looks,
    )


EFFECT = Motion("emerge", Params, pose, "Emerges from a picture effect.")
