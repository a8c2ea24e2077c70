"""Turns over in perspective into place."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, presence
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """About which axis and how far."""

    leaving: bool = flag(False, "leave instead of arrive")
    axis: str = choice("vertical", ("vertical", "horizontal"), "the axis it turns about")
    degrees: float = number(90.0, -720.0, 720.0, "turn on the way")
    scale: float = number(1.0, 0.0, 6.0, "size while absent")
    fade: bool = flag(True, "fade along the way")
    anchor_x: float = number(0.0, -4.0, 4.0, "fixed point, half sizes right of the centre")
    anchor_y: float = number(0.0, -4.0, 4.0, "fixed point, half sizes below the centre")
    easing: str = choice("out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Perspective turn from ``degrees`` to flat."""
    here = presence(moment.progress, params.leaving, params.easing)
    tilt = params.degrees * (1.0 - here) * (-1.0 if params.leaving else 1.0)
    scale = max(0.0, params.scale + (1.0 - params.scale) * here)
    upright = params.axis == "vertical"
    return Pose(
        tilt_x=0.0 if upright else tilt,
        tilt_y=tilt if upright else 0.0,
        scale_x=scale,
        scale_y=scale,
        alpha=min(1.0, max(0.0, here) / 0.3) if params.fade else 1.0,
        anchor=(params.anchor_x, params.anchor_y),
    )


EFFECT = Motion("flip", Params, pose, "Turns over in perspective into place.")
