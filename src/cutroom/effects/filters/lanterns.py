"""Sky lanterns that rise glowing."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin

import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import darkness, ink, laid_over, lit, sketch, tinted
from cutroom.effects.particles import Swarm, aspect_of, shine, spots
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture

_BODY = np.array(
    [(-0.62, -0.9), (0.62, -0.9), (0.78, -0.5), (0.55, 0.9), (-0.55, 0.9), (-0.78, -0.5)]
)


@dataclass(frozen=True, slots=True)
class Params:
    """How many."""

    count: int = number(26, 1, 120, "how many")
    size: float = number(0.05, 0.01, 0.3, "half height of a near one in short sides")
    speed: float = number(0.1, 0.0, 1.0, "short sides a second")
    color: Color = colour(Color(1.0, 0.55, 0.16), "colour of their light")
    gloom: float = number(0.25, 0.0, 1.0, "how much the picture is darkened")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Paper bodies, a bright foot, a halo."""
    canvas, light = sketch(picture), darkness(picture, 270)
    unit, lit_unit = min(canvas.shape[:2]), min(light.shape[:2])
    swarm = Swarm(int(params.count), params.speed, 0.12, -1.0, 0.03, 0.15, 0.8)
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 67)
    glow = (params.color.red * 0.5, params.color.green * 0.5, params.color.blue * 0.5)
    for i in found.near.argsort():
        near = float(found.near[i])
        x, y, size = float(found.x[i]), float(found.y[i]), params.size * near
        flame = 0.9 + 0.1 * sin(2 * pi * (3 * moment.time_s + float(found.key[i, 0])))
        body = _BODY * size * unit + (x * unit, y * unit)
        fill(canvas, body, ink(params.color, 0.95, 0.72 * flame))
        low = np.array([x, y + 0.5 * size]) * unit
        fill(canvas, (body - low) * 0.55 + low, ink(Color(1.0, 0.86, 0.5), 0.95, flame))
        shine(light, x * lit_unit, y * lit_unit, 3.2 * size * lit_unit, glow)
    return lit(laid_over(tinted(picture, BLACK, params.gloom), canvas), light)


EFFECT = Filter("lanterns", Params, apply, "Sky lanterns that rise glowing.")
