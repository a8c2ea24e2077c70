"""Flashes of a colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """What flashes, how often."""

    color: Color = colour(BLACK, "colour of the flash")
    rate: float = number(2.0, 0.1, 25.0, "flashes a second")
    amount: float = number(1.0, 0.0, 1.0, "strength")
    shape: str = choice(
        "fall", ("fall", "switch", "swell"), "sudden then fading, on and off, or soft"
    )
    length: float = number(0.5, 0.05, 1.0, "part of the time between flashes that one takes")
    irregular: bool = flag(False, "leave out some flashes")
    once: bool = flag(False, "only at the start")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The first flash is at the start of the span."""
    step = tick(moment.time_s, params.rate)
    at = (moment.time_s * params.rate - step) / params.length
    left_out = params.irregular and step > 0 and chance(moment.seed, 61, step) < 0.45
    if at >= 1.0 or left_out or (params.once and step > 0):
        return picture
    if params.shape == "switch":
        strength = 1.0
    elif params.shape == "swell":
        strength = 0.5 - 0.5 * np.cos(2 * np.pi * at)
    else:
        strength = (1.0 - max(0.0, at)) ** 1.6
    return tinted(picture, params.color, params.amount * float(strength))


EFFECT = Filter("strobe", Params, apply, "Flashes of a colour.")
