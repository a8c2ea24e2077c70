"""An alarm: the border flashes, striped bands run above and below, a warning sign."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.fields import corners_mask
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import ink, laid_over, painted, sketch
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The alarm."""

    color: Color = colour(Color(0.95, 0.12, 0.1), "colour of the light")
    rate: float = number(1.4, 0.1, 8.0, "flashes a second")
    bands: bool = flag(True, "striped bands above and below")
    sign: bool = flag(True, "a warning sign in the middle")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Light and sign swell together."""
    swell = 0.5 - 0.5 * cos(2 * pi * params.rate * moment.time_s)
    mask = corners_mask(picture.width, picture.height, 0.3, 1.0)
    drawn = painted(picture, params.color, cv2.convertScaleAbs(mask, alpha=0.25 + 0.75 * swell))
    if not (params.bands or params.sign):
        return drawn
    canvas = sketch(picture, 540)
    height, width = canvas.shape[:2]
    unit = min(height, width)
    if params.bands:
        _bands(canvas, moment.time_s)
    if params.sign:
        middle, radius = np.array([width / 2, height / 2]), 0.17 * unit
        triangle = np.array([(0, -1), (0.95, 0.7), (-0.95, 0.7)])
        alpha = 0.35 + 0.65 * swell
        fill(canvas, triangle * radius + middle, ink(params.color, alpha))
        fill(
            canvas,
            triangle * 0.78 * radius + middle + (0, 0.02 * unit),
            ink(Color(1, 0.95, 0.9), alpha),
        )
        bar = np.array([(-0.1, -0.42), (0.1, -0.42), (0.06, 0.18), (-0.06, 0.18)]) * radius
        fill(canvas, bar + middle, ink(params.color, alpha))
        at = (round(middle[0]), round(middle[1] + 0.38 * radius))
        cv2.circle(
            canvas, at, max(1, round(0.09 * radius)), ink(params.color, alpha), -1, cv2.LINE_AA
        )
    return laid_over(drawn, canvas)


def _bands(canvas: NDArray[np.uint8], time_s: float) -> None:
    height, width = canvas.shape[:2]
    unit = min(height, width)
    deep, step = round(0.07 * unit), 0.09 * unit
    yellow, black = ink(Color(1.0, 0.8, 0.1)), ink(Color(0.07, 0.07, 0.07))
    for top, way in ((0, 1), (height - deep, -1)):
        strip = np.zeros((deep, width, 4), np.uint8)
        strip[:] = yellow
        shift = (way * time_s * 0.2 * unit) % (2 * step)
        for index in range(-2, int(width / step / 2) + 3):
            x = index * 2 * step + shift
            stripe = np.array([(x, 0), (x + step, 0), (x + step - deep, deep), (x - deep, deep)])
            fill(strip, stripe, black)
        canvas[top : top + deep] = strip


EFFECT = Filter("alert", Params, apply, "An alarm: flashing border, striped bands, warning sign.")
