"""Rain: fine streaks, and a slightly darker, colder picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2

from cutroom.core.color import Color
from cutroom.effects.overlays import laid_over, sketch, tinted
from cutroom.effects.particles import Swarm, aspect_of, spots
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How heavy it rains."""

    count: int = number(140, 1, 500, "streaks")
    length: float = number(0.11, 0.01, 0.6, "length of a near streak in short sides")
    speed: float = number(2.6, 0.1, 8.0, "short sides a second")
    wind: float = number(8.0, -80.0, 80.0, "degrees away from straight down")
    opacity: float = number(0.42, 0.0, 1.0, "opacity of a near streak")
    gloom: float = number(0.16, 0.0, 1.0, "darkness of the weather")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Far streaks are shorter and fainter."""
    canvas = sketch(picture)
    unit = min(canvas.shape[:2])
    across, down = sin(radians(params.wind)), cos(radians(params.wind))
    swarm = Swarm(int(params.count), params.speed, across, down, 0.0, 0.0, 0.65)
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 31)
    thick = max(1, round(unit * 0.0028))
    for i in found.near.argsort():
        near = float(found.near[i])
        alpha = params.opacity * near
        reach = params.length * near * unit
        start = (found.x[i] * unit, found.y[i] * unit)
        end = (start[0] + across * reach, start[1] + down * reach)
        ink = tuple(round(255 * c * alpha) for c in (0.82, 0.88, 0.95, 1.0))
        one, two = ((round(x * 16), round(y * 16)) for x, y in (start, end))
        cv2.line(canvas, one, two, ink, thick, cv2.LINE_AA, 4)
    dark = tinted(picture, Color(0.16, 0.22, 0.30), params.gloom)
    return laid_over(dark, canvas)


EFFECT = Filter("rain", Params, apply, "Rain.")
