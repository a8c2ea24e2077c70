"""Things that fall, rise or fly across: petals, leaves, hearts, confetti, feathers …"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

from cutroom.core.color import Color
from cutroom.effects.outlines import SHAPES, fill, placed
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.particles import Swarm, aspect_of, spots
from cutroom.effects.spec import Filter, Moment, choice, colour, flag, number
from cutroom.picture.picture import Picture

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Params:
    """What flies, how many and how."""

    shape: str = choice("petal", SHAPES, "what flies")
    color: Color = colour(Color(1.0, 0.66, 0.76), "main colour")
    second: Color = colour(Color(1.0, 0.84, 0.88), "colour of others; they vary between the two")
    rainbow: bool = flag(False, "every one in a bright colour of its own")
    count: int = number(36, 1, 160, "how many")
    size: float = number(0.026, 0.004, 0.3, "radius of a near one in short sides")
    angle: float = number(80.0, -360.0, 360.0, "direction, degrees clockwise from right; 90 falls")
    speed: float = number(0.28, 0.0, 3.0, "short sides a second")
    sway: float = number(0.06, 0.0, 0.5, "sideways reach in short sides")
    tumble: float = number(0.6, 0.0, 6.0, "turns a second, in the picture and in depth")
    opacity: float = number(0.95, 0.0, 1.0, "opacity of near ones")
    upright: bool = flag(False, "do not turn in the picture, only sway")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Far ones are smaller, slower and fainter, and drawn first."""
    canvas = sketch(picture)
    unit = min(canvas.shape[:2])
    swarm = Swarm(
        int(params.count),
        params.speed,
        cos(radians(params.angle)),
        sin(radians(params.angle)),
        params.sway,
    )
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 11)
    for i in found.near.argsort():
        near, keys = float(found.near[i]), found.key[i]
        turn = 360.0 * (keys[0] + params.tumble * (0.5 + keys[1]) * moment.time_s)
        if params.upright:
            turn = 14.0 * sin(radians(turn))
        edge = cos(2 * pi * (keys[2] + params.tumble * 0.8 * moment.time_s))
        squash = 1.0 if params.tumble == 0.0 else 0.35 + 0.65 * abs(edge)
        points = placed(
            params.shape,
            found.x[i] * unit,
            found.y[i] * unit,
            params.size * near * unit,
            turn,
            squash,
        )
        shade = (0.78 + 0.22 * abs(edge)) if params.tumble else 1.0
        alpha = params.opacity * (0.4 + 0.6 * near)
        fill(canvas, points, _ink(_hue(params, float(keys[1])), shade, alpha))
    return laid_over(picture, canvas)


def _hue(params: Params, key: float) -> Rgb:
    if params.rainbow:
        return (
            0.55 + 0.45 * cos(2 * pi * key),
            0.55 + 0.45 * cos(2 * pi * (key - 1 / 3)),
            0.55 + 0.45 * cos(2 * pi * (key - 2 / 3)),
        )
    one, two = params.color, params.second
    return (
        one.red + (two.red - one.red) * key,
        one.green + (two.green - one.green) * key,
        one.blue + (two.blue - one.blue) * key,
    )


def _ink(rgb: Rgb, shade: float, alpha: float) -> tuple[float, ...]:
    """Premultiplied bytes."""
    return (*(round(255 * min(1.0, c * shade) * alpha) for c in rgb), round(255 * alpha))


EFFECT = Filter(
    "flutter", Params, apply, "Petals, leaves, hearts, confetti … that fall, rise or fly."
)
