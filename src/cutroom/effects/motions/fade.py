"""Fades in or out."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """How to fade."""

    leaving: bool = flag(False, "fade out instead of in")
    easing: str = choice("linear", EASINGS, "how the opacity runs")
    blur: float = number(0.0, 0.0, 0.2, "blur while faint, sigma as a fraction of the short side")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Opacity follows the easing."""
    here = min(1.0, presence(moment.progress, params.leaving, params.easing))
    return Pose(alpha=here, blur=params.blur * (1.0 - here))


EFFECT = Motion("fade", Params, pose, "Fades in or out, at will out of a blur.")
