"""Falling snow."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.overlays import darkness, lit
from cutroom.effects.particles import Swarm, aspect_of, shine, spots
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How heavy it snows."""

    count: int = number(150, 1, 500, "flakes")
    size: float = number(0.011, 0.002, 0.1, "radius of a near flake in short sides")
    speed: float = number(0.3, 0.0, 4.0, "short sides a second")
    wind: float = number(12.0, -90.0, 90.0, "degrees away from straight down")
    opacity: float = number(0.95, 0.0, 1.0, "brightness")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Soft flakes; near ones are larger, faster and softer."""
    light = darkness(picture, 540)
    unit = min(light.shape[:2])
    swarm = Swarm(
        int(params.count),
        params.speed,
        sin(radians(params.wind)),
        cos(radians(params.wind)),
        0.05,
        0.35,
        0.8,
    )
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 21)
    for i in range(len(found.x)):
        near = float(found.near[i])
        bright = params.opacity * (0.45 + 0.55 * float(found.key[i, 0]))
        radius = params.size * near * unit * 1.35
        shine(light, found.x[i] * unit, found.y[i] * unit, radius, (bright, bright, bright), 0.25)
    return lit(picture, light)


EFFECT = Filter("snow", Params, apply, "Falling snow.")
