"""A band of light that sweeps across, inside the shape of what it shines on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.fields import ramp
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The band and its way."""

    position: float = number(0.0, 0.0, 1.0, "where it starts, as a part of its way")
    period: float = number(1.5, 0.1, 60.0, "seconds of one sweep")
    angle: float = number(20.0, -360.0, 360.0, "direction, degrees clockwise from right")
    width: float = number(0.16, 0.01, 1.0, "width as a part of the way")
    amount: float = number(0.9, 0.0, 3.0, "brightness")
    color: Color = colour(WHITE, "colour of the light")
    rainbow: bool = flag(False, "a rainbow instead of one colour")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A smooth band from beyond one edge to beyond the other."""
    turns = params.position + moment.time_s / params.period
    span = 1.0 + 2.0 * params.width
    at = np.float32((turns - np.floor(turns)) * span - params.width)
    by = max(1, min(picture.width, picture.height) // 270)
    along = ramp(max(2, picture.width // by), max(2, picture.height // by), params.angle % 360.0)
    away = (along - at) / np.float32(params.width)
    band = np.asarray(np.exp(-4 * away**2) * np.float32(params.amount), np.float32)[..., None]
    if params.rainbow:
        shifts = np.array([-0.35, 0.0, 0.35], np.float32)
        tint = np.exp(-6 * (away[..., None] - shifts) ** 2)
    else:
        tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(picture, np.asarray(band * tint, np.float32))


EFFECT = Filter("light-sweep", Params, apply, "A band of light sweeps across.")
