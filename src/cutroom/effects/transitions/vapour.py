"""Smoke or fog rolls in, hides the change, and clears."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import hump, smooth
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.effects.vapour import vapour
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Colour and drift of the smoke."""

    color: Color = colour(BLACK, "colour of the smoke")
    scale: float = number(0.7, 0.05, 3.0, "size of the billows in short sides")
    drift: float = number(0.8, 0.0, 4.0, "way of the smoke over the time in short sides")
    angle: float = number(-60.0, -360.0, 360.0, "direction, degrees clockwise from right")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Density swells to closed in the middle."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.44, 0.56, t))
    size = (before.width, before.height)
    weight = vapour(size, params.scale, (params.angle, params.drift * t), moment.seed, "everywhere")
    return painted(shown, params.color, weight(min(1.0, 1.25 * hump(t))))


EFFECT = Transition("vapour", Params, apply, "Smoke or fog rolls in, hides the change, and clears.")
