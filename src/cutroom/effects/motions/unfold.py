"""Opens from a line to its full size."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Along which axis, from which edge."""

    leaving: bool = flag(False, "leave instead of arrive")
    axis: str = choice("horizontal", ("horizontal", "vertical", "both"), "which size grows")
    fade: bool = flag(False, "fade along the way")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -4.0, 4.0, "fixed point, half sizes below the centre")
    easing: str = choice("back", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Only the chosen sizes grow."""
    here = max(0.0, presence(moment.progress, params.leaving, params.easing))
    return Pose(
        scale_x=1.0 if params.axis == "vertical" else here,
        scale_y=1.0 if params.axis == "horizontal" else here,
        alpha=min(1.0, here) if params.fade else 1.0,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("unfold", Params, pose, "Opens from a line to its full size.")
