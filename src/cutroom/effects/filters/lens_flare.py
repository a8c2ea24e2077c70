"""A light with a flare: a bright sun, streaks and a chain of ghosts."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from cutroom.core.color import Color
from cutroom.effects.easing import wave
from cutroom.effects.overlays import Light, darkness, lit
from cutroom.effects.particles import aspect_of, shine
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Where the light stands and how bright it is."""

    x: float = number(-0.6, -1.5, 1.5, "half widths right of the centre")
    y: float = number(-0.6, -1.5, 1.5, "half heights below the centre")
    travel: float = number(0.25, -2.0, 2.0, "half widths it moves to the right over the span")
    amount: float = number(0.9, 0.0, 3.0, "brightness")
    color: Color = colour(Color(1.0, 0.88, 0.66), "colour of the light")
    rays: float = number(0.7, 0.0, 2.0, "brightness of its rays")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Ghosts lie on the line through the picture's centre."""
    light = darkness(picture, 270)
    unit = min(light.shape[:2])
    aspect = aspect_of(picture.width, picture.height)
    x, y = params.x + params.travel * (moment.progress - 0.5), params.y
    centre = (aspect[0] / 2 * unit, aspect[1] / 2 * unit)
    sun = (centre[0] * (1 + x), centre[1] * (1 + y))
    strength = params.amount * (0.92 + 0.08 * wave(moment.time_s * 0.9))
    color = (params.color.red, params.color.green, params.color.blue)
    for radius, gain in ((0.09, 1.3), (0.3, 0.6), (0.8, 0.3)):
        red, green, blue = (c * gain * strength for c in color)
        shine(light, sun[0], sun[1], radius * unit, (red, green, blue))
    _rays(light, sun, unit, params.rays * strength)
    ghosts = ((-0.35, 0.10, 0), (-0.7, 0.05, 1), (0.45, 0.04, 2), (-1.15, 0.16, 1), (0.2, 0.025, 0))
    for along, radius, hue in ghosts:
        at = (centre[0] * (1 + x * along), centre[1] * (1 + y * along))
        tint = [0.10 * strength] * 3
        tint[hue] *= 2.4
        shine(light, at[0], at[1], radius * unit, (tint[0], tint[1], tint[2]), 0.8)
    return lit(picture, light)


def _rays(light: Light, sun: tuple[float, float], unit: int, strength: float) -> None:
    """Six fine streaks, fading outwards."""
    for ray in range(6):
        angle = pi * ray / 6 + 0.3
        for side in (-1, 1):
            for step in range(1, 26):
                far = step / 25
                at = (
                    sun[0] + side * cos(angle) * far * unit * 0.6,
                    sun[1] + side * sin(angle) * far * unit * 0.6,
                )
                glow = strength * 0.35 * (1 - far) ** 2
                shine(light, at[0], at[1], unit * 0.012, (glow, glow, glow * 0.9))


EFFECT = Filter("lens-flare", Params, apply, "A light with rays and a chain of ghosts.")
