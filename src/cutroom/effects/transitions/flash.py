"""A burst of light between the pictures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.easing import smooth
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, solid


@dataclass(frozen=True, slots=True)
class Params:
    """Colour, strength, and how many bursts."""

    color: Color = colour(WHITE, "colour of the light")
    amount: float = number(2.2, 0.0, 4.0, "strength: 1 bleaches bright parts, 3 everything")
    flashes: int = number(1, 1, 8, "bursts; the pictures change at the middle one")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Bright parts burn out first; the change is hidden under the light."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.45, 0.55, t))
    at = t * int(params.flashes) % 1.0
    power = params.amount * (1.0 - abs(2.0 * at - 1.0)) ** 1.5
    if int(params.flashes) > 1:
        power *= 1.0 - abs(2.0 * t - 1.0) * 0.5
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    light = np.full((2, 2, 3), np.float32(power * 0.8)) * tint
    burnt = lit(shown, np.asarray(light, np.float32))
    bleach = min(0.9, max(0.0, power - 0.9) * 0.7)
    return mix(burnt, solid(shown.width, shown.height, params.color), bleach)


EFFECT = Transition("flash", Params, apply, "A burst of light between the pictures.")
