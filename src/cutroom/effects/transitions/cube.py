"""Both pictures are sides of a turning box, or walls of a room the camera turns in."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.core.color import BLACK
from cutroom.effects.easing import EASINGS, eased, hump
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import Stand, area, paste
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid


@dataclass(frozen=True, slots=True)
class Params:
    """How it turns."""

    way: str = choice("left", ("left", "right", "up", "down"), "where the old picture goes")
    inside: bool = flag(False, "seen from inside, as the walls of a room")
    back_off: float = number(0.3, 0.0, 2.0, "how far it moves away in the middle, in heights")
    shade: float = number(0.5, 0.0, 1.0, "how dark a side gets as it turns away")
    easing: str = choice("in-out", EASINGS[:7], "how it turns")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A quarter turn; both sides meet in an edge."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    turn = 90.0 * eased(params.easing, t)
    drawn = solid(width, height, BLACK)
    sides = [(before, turn), (after, turn - 90.0)]
    sides.sort(key=lambda side: -abs(side[1]))
    for picture, degrees in sides:
        matrix = _side(params, degrees, params.back_off * hump(t), width / height).matrix(
            width, height
        )
        if abs(degrees) >= 89.5 or area(matrix, width, height) <= 1.0:
            continue
        shaded = tinted(picture, BLACK, params.shade * abs(degrees) / 90.0)
        drawn = paste(drawn, shaded, matrix)
    return drawn


def _side(params: Params, degrees: float, back_off: float, aspect: float) -> Stand:
    """A side turned about the box's middle, which lies half a side behind (or before) the canvas."""
    upright = params.way in ("left", "right")
    side = 1.0 if params.way in ("left", "up") else -1.0
    # Half the box's depth in canvas heights.
    deep = (aspect if upright else 1.0) / 2
    angle = radians(degrees)
    inside = -1.0 if params.inside else 1.0
    along = -side * sin(angle) * deep
    away = inside * deep * (1.0 - cos(angle))
    tilt = side * inside * degrees
    if upright:
        return Stand(x=along / aspect, tilt_y=tilt, away=away + back_off)
    return Stand(y=along, tilt_x=-tilt, away=away + back_off)


EFFECT = Transition("cube", Params, apply, "Both pictures are sides of a turning box.")
