"""Travels from one stand to another over its span."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, number


@dataclass(frozen=True, slots=True)
class Params:
    """Where it starts and ends."""

    from_x: float = number(0.0, -2.0, 2.0, "place at the start, in canvas widths")
    from_y: float = number(0.0, -2.0, 2.0, "place at the start, in canvas heights, down")
    from_scale: float = number(1.0, 0.0, 8.0, "size at the start")
    from_rotation: float = number(0.0, -1440.0, 1440.0, "degrees at the start")
    from_tilt: float = number(0.0, -180.0, 180.0, "turn about the vertical at the start, degrees")
    from_alpha: float = number(1.0, 0.0, 1.0, "opacity at the start")
    to_x: float = number(0.0, -2.0, 2.0, "place at the end, in canvas widths")
    to_y: float = number(0.0, -2.0, 2.0, "place at the end, in canvas heights, down")
    to_scale: float = number(1.2, 0.0, 8.0, "size at the end")
    to_rotation: float = number(0.0, -1440.0, 1440.0, "degrees at the end")
    to_tilt: float = number(0.0, -180.0, 180.0, "turn about the vertical at the end, degrees")
    to_alpha: float = number(1.0, 0.0, 1.0, "opacity at the end")
    until: float = number(1.0, 0.01, 1.0, "part of the span the journey takes")
    easing: str = choice("in-out", EASINGS, "how it moves")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Everything runs through the same easing."""
    at = eased(params.easing, window(moment.progress, 0.0, params.until))

    def between(start: float, end: float) -> float:
        return start + (end - start) * at

    scale = max(0.0, between(params.from_scale, params.to_scale))
    return Pose(
        x=between(params.from_x, params.to_x),
        y=between(params.from_y, params.to_y),
        scale_x=scale,
        scale_y=scale,
        rotation=between(params.from_rotation, params.to_rotation),
        tilt_y=between(params.from_tilt, params.to_tilt),
        alpha=min(1.0, max(0.0, between(params.from_alpha, params.to_alpha))),
    )


EFFECT = Motion("journey", Params, pose, "Travels from one stand to another over its span.")
