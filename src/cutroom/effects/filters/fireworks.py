"""Fireworks."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from cutroom.core.color import Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import Light, darkness, lit
from cutroom.effects.particles import aspect_of, shine
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture

Rgb = tuple[float, float, float]
_LIFE_S = 1.7


@dataclass(frozen=True, slots=True)
class Params:
    """How many and how bright."""

    rate: float = number(2.2, 0.2, 10.0, "bursts a second")
    size: float = number(0.34, 0.05, 1.0, "radius of a burst in short sides")
    sparks: int = number(44, 6, 120, "sparks of a burst")
    color: Color = colour(Color(1.0, 0.78, 0.35), "colour when not every burst has its own")
    rainbow: bool = flag(True, "every burst in a colour of its own")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The bursts that are alive, each with sparks that slow down, sink and fade."""
    light = darkness(picture, 360)
    aspect = aspect_of(picture.width, picture.height)
    # Begun two seconds before, so that the first frame is not empty.
    now = moment.time_s + 2.0
    last = tick(now, params.rate)
    for burst in range(max(0, last - int(_LIFE_S * params.rate) - 1), last + 1):
        key = moment.seed * 257 + burst
        age = now - (burst + 0.6 * chance(key, 1)) / params.rate
        if 0.0 <= age < _LIFE_S:
            _burst(light, params, (aspect[0], aspect[1]), key, age / _LIFE_S)
    return lit(picture, light)


def _burst(light: Light, params: Params, aspect: tuple[float, float], key: int, age: float) -> None:
    unit = min(light.shape[:2])
    x = (0.12 + 0.76 * chance(key, 2)) * aspect[0]
    y = (0.10 + 0.48 * chance(key, 3)) * aspect[1]
    color = _hue(params, chance(key, 4))
    spread = params.size * (0.65 + 0.5 * chance(key, 5)) * (1 - (1 - age) ** 3)
    fade = (1 - age) ** 1.1
    if age < 0.12:
        flash = 1 - age / 0.12
        shine(light, x * unit, y * unit, params.size * unit * 0.5, (flash, flash, flash))
    for spark in range(int(params.sparks)):
        angle = 2 * pi * (spark + 0.5 * chance(key, 6, spark)) / int(params.sparks)
        reach = spread * (0.45 + 0.55 * chance(key, 7, spark) ** 0.4)
        flicker = fade * (0.6 + 0.4 * chance(key, 8, spark, int(age * 40)))
        for tail in range(4):
            back = 1.0 - 0.09 * tail
            at = (
                x + cos(angle) * reach * back,
                y + sin(angle) * reach * back + 0.22 * age * age * back,
            )
            strength = flicker * (1.0 - 0.23 * tail)
            red, green, blue = (c * strength for c in color)
            shine(
                light,
                at[0] * unit,
                at[1] * unit,
                unit * (0.012 - 0.0016 * tail),
                (red, green, blue),
            )


def _hue(params: Params, key: float) -> Rgb:
    if not params.rainbow:
        return params.color.red, params.color.green, params.color.blue
    return (
        0.6 + 0.4 * cos(2 * pi * key),
        0.6 + 0.4 * cos(2 * pi * (key - 1 / 3)),
        0.6 + 0.4 * cos(2 * pi * (key - 2 / 3)),
    )


EFFECT = Filter("fireworks", Params, apply, "Fireworks.")
