"""Shooting stars, one after another, over a few still ones."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chance, chances
from cutroom.effects.overlays import darkness, lit, tinted
from cutroom.effects.particles import aspect_of, shine
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How many and how fast."""

    rate: float = number(2.4, 0.1, 20.0, "shooting stars a second")
    length: float = number(0.4, 0.05, 1.5, "length of a tail in short sides")
    speed: float = number(1.4, 0.1, 6.0, "short sides a second")
    angle: float = number(145.0, -360.0, 360.0, "direction, degrees clockwise from right")
    color: Color = colour(Color(0.8, 0.9, 1.0), "colour")
    stars: int = number(60, 0, 300, "still stars")
    gloom: float = number(0.2, 0.0, 1.0, "how much the picture is darkened")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each star lives one second; tails fade behind."""
    light = darkness(picture, 405)
    unit = min(light.shape[:2])
    aspect = aspect_of(picture.width, picture.height)
    for row in chances(moment.seed + 7, int(params.stars), 4):
        glint = 0.25 + 0.35 * (0.5 + 0.5 * sin(6.3 * (row[2] + moment.time_s * (0.3 + row[3]))))
        at = (row[0] * aspect[0] * unit, row[1] * aspect[1] * unit)
        shine(light, *at, 1.6, (glint, glint, glint))
    way = (cos(radians(params.angle)), sin(radians(params.angle)))
    newest = int(moment.time_s * params.rate)
    for star in range(max(0, newest - int(params.rate) - 1) - int(params.rate), newest + 1):
        age = moment.time_s - star / params.rate
        if 0 <= age < 1:
            _streak(light, params, (way, aspect, unit), (moment.seed * 31 + star, age))
    return lit(tinted(picture, BLACK, params.gloom), light)


def _streak(
    light: NDArray[np.float32],
    params: Params,
    room: tuple[tuple[float, float], tuple[float, float], int],
    own: tuple[int, float],
) -> None:
    way, aspect, unit = room
    key, age = own
    start = (
        chance(key, 1) * aspect[0] - 0.3 * way[0],
        chance(key, 2) * aspect[1] * 0.6 - 0.2 * way[1],
    )
    fade = min(1.0, 6 * age) * (1 - age) ** 0.7
    for step in range(40):
        back = step / 40
        along = params.speed * age - params.length * back
        x, y = start[0] + way[0] * along, start[1] + way[1] * along
        gain = fade * (1 - back) ** 2 * 1.6
        color = (params.color.red * gain, params.color.green * gain, params.color.blue * gain)
        shine(light, x * unit, y * unit, (0.016 * (1 - 0.7 * back)) * unit, color)


EFFECT = Filter("meteors", Params, apply, "Shooting stars.")
