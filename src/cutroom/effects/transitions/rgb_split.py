"""The colours fly apart and come together as the next picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import hump, smooth
from cutroom.effects.fringes import channels_moved, channels_zoomed
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Which way they fly."""

    style: str = choice("line", ("line", "zoom", "orbit"), "along a line, outwards, or around")
    amount: float = number(0.12, 0.0, 0.6, "distance in short sides in the middle")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    backwards: bool = flag(False, "orbit anticlockwise")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A dissolve under a split that swells and falls."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.35, 0.65, t))
    size = params.amount * hump(t)
    if params.style == "zoom":
        return channels_zoomed(shown, 2.0 * size)
    turn = 360.0 * t * (-1.0 if params.backwards else 1.0) if params.style == "orbit" else 0.0
    angle = radians(params.angle + turn)
    reach = size * min(before.width, before.height)
    return channels_moved(shown, cos(angle) * reach, sin(angle) * reach)


EFFECT = Transition("rgb-split", Params, apply, "The colours fly apart and come together again.")
