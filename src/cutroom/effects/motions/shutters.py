"""Opens in strips, and at will closes again at the end."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import eased, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, Wipe, number


@dataclass(frozen=True, slots=True)
class Params:
    """The strips and their times."""

    bands: int = number(3, 1, 40, "how many strips")
    angle: float = number(
        0.0, -360.0, 360.0, "direction in which each strip opens, degrees clockwise from right"
    )
    opening: float = number(0.5, 0.01, 1.0, "part of the span the opening takes")
    closing: float = number(0.0, 0.0, 0.5, "part of the span the closing takes")
    scale: float = number(1.0, 0.2, 3.0, "size while closed")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """All strips move together."""
    come = eased("strong-out", window(moment.progress, 0.0, params.opening))
    go = eased("in", window(moment.progress, 1.0 - params.closing, 1.0)) if params.closing else 0.0
    scale = params.scale + (1.0 - params.scale) * come
    return Pose(
        scale_x=scale,
        scale_y=scale,
        wipe=Wipe(
            min(come, 1.0 - go), params.angle % 360.0, shape="blinds", bands=int(params.bands)
        ),
    )


EFFECT = Motion("shutters", Params, pose, "Opens in strips, and at will closes again at the end.")
