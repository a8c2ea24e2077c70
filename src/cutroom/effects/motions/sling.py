"""Is drawn back and shot off."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import eased, smooth, window
from cutroom.effects.spec import Moment, Motion, Part, Pose, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how far."""

    leaving: bool = flag(False, "leave instead of arrive")
    angle: float = number(-90.0, -360.0, 360.0, "direction of flight, degrees clockwise from right")
    distance: float = number(1.1, 0.0, 2.0, "way in canvas sizes")
    pull: float = number(0.14, 0.0, 0.6, "how far it is drawn back or overshoots")
    stretch: float = number(0.25, 0.0, 1.0, "stretch along the way at speed")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Arriving, it overshoots and settles; leaving, it draws back first."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    flown = eased("strong-out", window(way, 0.0, 0.65))
    beyond = params.pull * (smooth(0.3, 0.65, way) - smooth(0.65, 1.0, way))
    along = (flown - 1.0) * params.distance + beyond
    if params.leaving:
        along = -along
    fast = params.stretch * (1.0 - flown)
    upright = abs(sin(radians(params.angle)))
    return Pose(
        x=cos(radians(params.angle)) * along,
        y=sin(radians(params.angle)) * along,
        scale_x=1.0 + fast * (1.0 - 2.0 * upright) * 0.5,
        scale_y=1.0 + fast * (2.0 * upright - 1.0) * 0.5,
    )


EFFECT = Motion("sling", Params, pose, "Is drawn back and shot off.")
