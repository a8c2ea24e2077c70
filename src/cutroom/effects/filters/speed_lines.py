"""Lines of a comic that rush towards the middle or past it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.chance import chances, tick
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import ink, laid_over, sketch
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The lines."""

    style: str = choice("focus", ("focus", "rush"), "towards the middle, or across")
    color: Color = colour(WHITE, "colour")
    count: int = number(110, 5, 400, "lines")
    clear: float = number(0.55, 0.0, 1.5, "radius that stays free, half short sides")
    rate: float = number(12.0, 1.0, 30.0, "changes a second")
    opacity: float = number(0.9, 0.0, 1.0, "opacity")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """New lines at every step."""
    canvas = sketch(picture, 540)
    height, width = canvas.shape[:2]
    key = moment.seed * 997 + tick(moment.time_s, params.rate)
    color, far = ink(params.color, params.opacity), float(np.hypot(width, height)) / 2
    half = min(height, width) / 2
    for row in chances(key, int(params.count), 4):
        if params.style == "rush":
            y, long, left = (
                row[0] * height,
                (0.2 + 0.6 * row[1]) * width,
                (row[2] * 1.4 - 0.4) * width,
            )
            thick = (0.5 + 3 * row[3]) * height / 540
            fill(
                canvas,
                np.array([(left, y), (left + long, y - thick), (left + long, y + thick)]),
                color,
            )
            continue
        angle, wide = 2 * pi * row[0], (0.003 + 0.016 * row[1] ** 2)
        near = half * params.clear * (1 + 0.7 * row[2])
        tip = (width / 2 + near * cos(angle), height / 2 + near * sin(angle))
        ends = [
            (
                width / 2 + 1.05 * far * cos(angle + side),
                height / 2 + 1.05 * far * sin(angle + side),
            )
            for side in (-wide, wide)
        ]
        if near < far:
            fill(canvas, np.array([tip, *ends]), color)
    return laid_over(picture, canvas)


EFFECT = Filter("speed-lines", Params, apply, "Lines of a comic that rush past.")
