"""Balloons that rise."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.outlines import fill, placed, stroke
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch
from cutroom.effects.particles import Swarm, aspect_of, spots
from cutroom.effects.spec import Filter, Moment, choice, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How many and which."""

    shape: str = choice("circle", ("circle", "heart", "star"), "their shape")
    rainbow: bool = flag(True, "every one in a colour of its own")
    color: Color = colour(Color(0.92, 0.22, 0.28), "their colour")
    count: int = number(14, 1, 60, "how many")
    size: float = number(0.09, 0.02, 0.4, "radius of a near one in short sides")
    speed: float = number(0.22, 0.0, 2.0, "short sides a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Far ones are smaller and slower, and drawn first."""
    canvas = sketch(picture)
    unit = min(canvas.shape[:2])
    swarm = Swarm(int(params.count), params.speed, 0.0, -1.0, 0.05, 0.3, 0.5)
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 61)
    for i in found.near.argsort():
        near, keys = float(found.near[i]), found.key[i]
        lean = 9 * sin(2 * pi * (keys[0] + 0.3 * moment.time_s))
        at = (float(found.x[i]) * unit, float(found.y[i]) * unit)
        _balloon(canvas, params, at, params.size * near * unit, (lean, float(keys[1])))
    return laid_over(picture, canvas)


def _balloon(
    canvas: Canvas, params: Params, at: tuple[float, float], size: float, own: tuple[float, float]
) -> None:
    lean, key = own
    x, y = at
    color = params.color if not params.rainbow else _bright(key)
    string = [
        (x + 0.12 * size * sin(3 * t + lean), y + size * (1.15 + 1.5 * t))
        for t in np.linspace(0, 1, 12)
    ]
    stroke(canvas, np.array(string), ink(WHITE, 0.8), 0.03 * size)
    if params.shape == "circle":
        body = placed("circle", x, y, 1.12 * size, lean, 0.86)
        fill(canvas, placed("triangle", x, y + 1.2 * size, 0.16 * size), ink(color, 1, 0.8))
    else:
        body = placed(params.shape, x, y, 1.1 * size, lean)
    fill(canvas, body, ink(color))
    middle = np.array([x, y])
    fill(canvas, (body - middle) * 0.8 + middle - 0.08 * size, ink(color, 1, 1.16))
    shine = placed("circle", x - 0.36 * size, y - 0.42 * size, 0.22 * size, 35, 0.55)
    fill(canvas, shine, ink(Color(1, 1, 1), 1))


def _bright(key: float) -> Color:
    red, green, blue = (0.58 + 0.42 * cos(2 * pi * (key - shift)) for shift in (0, 1 / 3, 2 / 3))
    return Color(red, green, blue)


EFFECT = Filter("balloons", Params, apply, "Balloons that rise.")
