"""Lights that twinkle: gold dust, stars, fireflies, soft circles of light."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

from cutroom.core.color import Color
from cutroom.effects.outlines import fill, placed
from cutroom.effects.overlays import Light, darkness, laid_over, lit, sketch
from cutroom.effects.particles import Spots, Swarm, aspect_of, shine, spots
from cutroom.effects.spec import Filter, Moment, choice, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """What kind of lights and how they move."""

    style: str = choice("dust", ("dust", "stars", "circles"), "points, rayed stars, or soft discs")
    color: Color = colour(Color(1.0, 0.82, 0.42), "colour of the light")
    rainbow: bool = flag(False, "every light in a colour of its own")
    count: int = number(90, 1, 400, "how many")
    size: float = number(0.014, 0.002, 0.4, "radius of a near one in short sides")
    angle: float = number(-70.0, -360.0, 360.0, "direction, degrees clockwise from right")
    speed: float = number(0.06, 0.0, 3.0, "short sides a second")
    sway: float = number(0.05, 0.0, 0.5, "reach of their wandering in short sides")
    twinkle: float = number(0.9, 0.0, 8.0, "twinkles a second")
    opacity: float = number(1.0, 0.0, 3.0, "brightness")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each light has a phase of its own; half of the time it is nearly dark."""
    swarm = Swarm(
        int(params.count), params.speed, cos(radians(params.angle)), sin(radians(params.angle)),
        params.sway, 0.25, 0.7,
    )  # fmt: skip
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 41)
    light = darkness(picture, 540 if params.style == "dust" else 360)
    _glow(light, found, params, moment)
    drawn = lit(picture, light)
    return _rayed(drawn, found, params, moment) if params.style == "stars" else drawn


def _strength(found: Spots, i: int, params: Params, moment: Moment) -> float:
    phase = (
        float(found.key[i, 0])
        + params.twinkle * (0.6 + 0.8 * float(found.key[i, 1])) * moment.time_s
    )
    beat = 0.5 + 0.5 * cos(2 * pi * phase)
    return params.opacity * (0.12 + 0.88 * beat * beat) * (0.4 + 0.6 * float(found.near[i]))


def _hue(found: Spots, i: int, params: Params) -> tuple[float, float, float]:
    key = float(found.key[i, 2])
    if params.rainbow:
        one, two, three = (0.55 + 0.45 * cos(2 * pi * (key - shift)) for shift in (0, 1 / 3, 2 / 3))
        return one, two, three
    pale = 0.5 * key * key
    color = params.color
    return tuple(c + (1.0 - c) * pale for c in (color.red, color.green, color.blue))  # type: ignore[return-value]


def _glow(light: Light, found: Spots, params: Params, moment: Moment) -> None:
    unit = min(light.shape[:2])
    hard = {"dust": 0.35, "stars": 0.0, "circles": 0.75}[params.style]
    for i in range(len(found.x)):
        strength = _strength(found, i, params, moment) * (0.5 if params.style == "circles" else 1.0)
        radius = params.size * float(found.near[i]) * unit
        radius *= 1.0 if params.style == "circles" else 1.6
        red, green, blue = (c * strength for c in _hue(found, i, params))
        shine(light, found.x[i] * unit, found.y[i] * unit, radius, (red, green, blue), hard)


def _rayed(picture: Picture, found: Spots, params: Params, moment: Moment) -> Picture:
    canvas = sketch(picture)
    unit = min(canvas.shape[:2])
    for i in range(len(found.x)):
        strength = min(1.0, _strength(found, i, params, moment))
        size = params.size * float(found.near[i]) * unit * 2.4 * (0.4 + 0.6 * strength)
        if size < 0.7:
            continue
        ink = tuple(round(255 * (c * 0.4 + 0.6) * strength) for c in _hue(found, i, params))
        points = placed("sparkle", found.x[i] * unit, found.y[i] * unit, size)
        fill(canvas, points, (*ink, round(255 * strength)))
    return laid_over(picture, canvas)


EFFECT = Filter("sparkle", Params, apply, "Gold dust, stars, fireflies or soft circles of light.")
