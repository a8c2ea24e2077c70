"""Bars or a fade that open or close on the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import eased, window
from cutroom.effects.fields import distance, hair, ramp, threshold
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture, Plane

_STYLES = ("bars", "sides", "iris", "blinds", "diagonal", "fade")


@dataclass(frozen=True, slots=True)
class Params:
    """What opens, and when."""

    style: str = choice("bars", _STYLES, "what opens: top and bottom, the sides, a circle …")
    way: str = choice(
        "open", ("open", "close", "stay"), "over the span it opens, closes, or stands"
    )
    rest: float = number(
        0.0, 0.0, 1.0, "how far closed it is at its most open; stands so with stay"
    )
    time: float = number(1.0, 0.02, 1.0, "part of the span the move takes")
    color: Color = colour(BLACK, "colour of the curtain")
    softness: float = number(0.0, 0.0, 1.0, "width of the edge")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """0 is wide open, 1 shut."""
    if params.way == "open":
        shut = 1.0 - eased("in-out", window(moment.progress, 0.0, params.time))
    elif params.way == "close":
        shut = eased("in-out", window(moment.progress, 1.0 - params.time, 1.0))
    else:
        shut = 0.0
    shut = params.rest + (1.0 - params.rest) * shut
    if shut <= 0.0:
        return picture
    if params.style == "fade":
        return tinted(picture, params.color, shut)
    return painted(picture, params.color, _cover(picture, params, shut))


def _cover(picture: Picture, params: Params, shut: float) -> Plane:
    width, height = picture.width, picture.height
    if params.style == "iris":
        field = 1 - distance(width, height)
    elif params.style == "blinds":
        strips = ramp(width, height, 90.0) * np.float32(7)
        field = np.asarray(strips - np.floor(strips), np.float32)
    else:
        angle = {"bars": 90.0, "sides": 0.0, "diagonal": 35.0}[params.style]
        field = 1 - np.abs(ramp(width, height, angle) * 2 - 1)
    soft = max(params.softness, hair(width, height))
    return threshold(np.asarray(field, np.float32), shut, soft)


EFFECT = Filter(
    "curtain", Params, apply, "Bars, an iris or a fade that open or close on the picture."
)
