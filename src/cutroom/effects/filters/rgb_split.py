"""Red and blue drawn apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import wave
from cutroom.effects.fringes import channels_moved, channels_zoomed
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How far apart, and which way."""

    amount: float = number(0.012, 0.0, 0.3, "distance of red and of blue, in short sides")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    style: str = choice("line", ("line", "zoom", "orbit"), "along a line, outwards, or turning")
    rate: float = number(0.0, 0.0, 20.0, "swings a second; 0 stands still")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Green stays where it is."""
    swing = 1.0 if params.rate == 0.0 else 0.55 + 0.45 * wave(params.rate * moment.time_s)
    amount = params.amount * swing
    if params.style == "zoom":
        return channels_zoomed(picture, 2.0 * amount)
    angle = params.angle
    if params.style == "orbit":
        angle += 360.0 * max(params.rate, 0.5) * moment.time_s
        amount = params.amount
    reach = amount * min(picture.width, picture.height)
    return channels_moved(picture, cos(radians(angle)) * reach, sin(radians(angle)) * reach)


EFFECT = Filter("rgb-split", Params, apply, "Red and blue drawn apart.")
