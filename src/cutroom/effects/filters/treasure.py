"""Coins, ingots, red envelopes or gems that fall and turn."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.outlines import Outline, fill, placed
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch
from cutroom.effects.particles import Swarm, aspect_of, spots
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture

_GOLD, _DEEP = Color(1.0, 0.78, 0.2), Color(0.78, 0.5, 0.06)
_RED = Color(0.86, 0.12, 0.12)
_STYLES = ("coins", "ingots", "envelopes", "gems", "mixed")
_GEM_COLORS = (
    Color(0.4, 0.85, 1.0),
    Color(1.0, 0.5, 0.75),
    Color(0.75, 0.6, 1.0),
    Color(0.6, 1.0, 0.8),
)
_INGOT = np.array(
    [(-1, -0.45), (-0.5, -0.1), (-0.32, -0.34), (0, -0.44), (0.32, -0.34), (0.5, -0.1), (1, -0.45),
     (0.72, 0.36), (0.4, 0.52), (-0.4, 0.52), (-0.72, 0.36)]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    """What falls."""

    style: str = choice("coins", _STYLES, "what falls")
    count: int = number(36, 1, 120, "how many")
    size: float = number(0.06, 0.01, 0.3, "radius of a near one in short sides")
    angle: float = number(90.0, -360.0, 360.0, "direction, degrees clockwise from right; 90 falls")
    speed: float = number(0.55, 0.0, 4.0, "short sides a second")
    spin: float = number(0.8, 0.0, 6.0, "turns a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Far ones are smaller, slower and drawn first."""
    canvas = sketch(picture)
    unit = min(canvas.shape[:2])
    direction = (cos(radians(params.angle)), sin(radians(params.angle)))
    swarm = Swarm(int(params.count), params.speed, *direction, 0.03, 0.3, 0.5)
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 71)
    for i in found.near.argsort():
        keys = found.key[i]
        turn = float(keys[0]) + params.spin * (0.5 + float(keys[1])) * moment.time_s
        at = np.array([found.x[i], found.y[i]]) * unit
        style = _STYLES[int(keys[2] * 4)] if params.style == "mixed" else params.style
        _DRAW[style](canvas, at, params.size * float(found.near[i]) * unit, (turn, float(keys[2])))
    return laid_over(picture, canvas)


def _coin(canvas: Canvas, at: Outline, size: float, own: tuple[float, float]) -> None:
    turn, key = own
    edge = cos(2 * pi * turn)
    squash, tilt = max(0.12, abs(edge)), 360 * key
    shade = 0.8 + 0.2 * abs(edge)
    fill(canvas, placed("circle", float(at[0]), float(at[1]), size, tilt, squash), ink(_DEEP))
    fill(
        canvas,
        placed("circle", float(at[0]), float(at[1]), 0.88 * size, tilt, squash),
        ink(_GOLD, 1, shade),
    )
    hole = placed("square", float(at[0]), float(at[1]), 0.32 * size, tilt, squash)
    fill(canvas, hole, ink(_DEEP, 1, 0.8))


def _ingot(canvas: Canvas, at: Outline, size: float, own: tuple[float, float]) -> None:
    turn, _ = own
    angle = 0.5 * sin(2 * pi * turn)
    c, s = cos(angle), sin(angle)
    body = _INGOT @ np.array([[c, s], [-s, c]]) * size + at
    fill(canvas, body, ink(_GOLD))
    middle = at + np.array([0.0, -0.2 * size])
    lit = placed("circle", float(middle[0]), float(middle[1]), 0.36 * size, np.degrees(angle), 1.0)
    fill(canvas, (lit - middle) * (1.0, 0.62) + middle, ink(Color(1.0, 0.9, 0.5)))
    low = (body - at) * (0.8, 0.42) + at + (0, 0.26 * size)
    fill(canvas, low, ink(_DEEP, 1, 1.15))


def _envelope(canvas: Canvas, at: Outline, size: float, own: tuple[float, float]) -> None:
    turn, key = own
    angle = 0.9 * sin(2 * pi * (turn * 0.5 + key))
    c, s = cos(angle), sin(angle)
    spin = np.array([[c, s], [-s, c]])
    squash = 0.45 + 0.55 * abs(cos(2 * pi * turn * 0.6))
    card = np.array([(-0.7, -1), (0.7, -1), (0.7, 1), (-0.7, 1)]) * (squash, 1)
    flap = np.array([(-0.7, -1), (0.7, -1), (0.7, -0.5), (0, -0.22), (-0.7, -0.5)]) * (squash, 1)
    fill(canvas, card @ spin * size + at, ink(_RED))
    fill(canvas, flap @ spin * size + at, ink(_RED, 1, 0.78))
    seal = np.array([0.0, -0.25]) @ spin * size + at
    fill(
        canvas, placed("circle", float(seal[0]), float(seal[1]), 0.24 * size, 0, squash), ink(_GOLD)
    )


def _gem(canvas: Canvas, at: Outline, size: float, own: tuple[float, float]) -> None:
    turn, key = own
    color = _GEM_COLORS[int(key * 40) % len(_GEM_COLORS)]
    lean = 20 * sin(2 * pi * turn)
    crown = np.array([(-0.55, -0.6), (0.55, -0.6), (1, -0.1), (0, 1), (-1, -0.1)])
    c, s = cos(radians(lean)), sin(radians(lean))
    spin = np.array([[c, s], [-s, c]])

    def facet(points: list[tuple[float, float]], shade: float) -> None:
        fill(canvas, np.array(points) @ spin * size + at, ink(color, 0.95, shade))

    fill(canvas, crown @ spin * size + at, ink(color, 0.95, 0.85))
    facet([(-0.55, -0.6), (0.55, -0.6), (0.35, -0.1), (-0.35, -0.1)], 1.25)
    facet([(-0.35, -0.1), (0.35, -0.1), (0, 1)], 1.05)
    facet([(0.35, -0.1), (1, -0.1), (0, 1)], 0.65)
    glint = 0.5 + 0.5 * cos(2 * pi * (2 * turn + key))
    fill(
        canvas,
        placed("sparkle", at[0] - 0.3 * size, at[1] - 0.4 * size, 0.5 * size * glint),
        ink(WHITE),
    )


_DRAW = {"coins": _coin, "ingots": _ingot, "envelopes": _envelope, "gems": _gem}
EFFECT = Filter("treasure", Params, apply, "Coins, ingots, red envelopes or gems that fall.")
