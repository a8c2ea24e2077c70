"""Spotlights in the dark: round pools of light that wander, with their beams."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sin

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.overlays import darkness, lit, painted
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture

_SHORT = 270


@dataclass(frozen=True, slots=True)
class Params:
    """The lights."""

    count: int = number(2, 1, 6, "how many")
    radius: float = number(0.3, 0.05, 1.0, "radius of a pool in short sides")
    dark: float = number(0.75, 0.0, 1.0, "darkness around them")
    rate: float = number(0.25, 0.0, 4.0, "swings a second")
    beams: bool = flag(True, "show the beams from above")
    color: Color = colour(Color(1.0, 0.95, 0.82), "colour of the light")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Where pools meet the light is no brighter than in one."""
    by = min(picture.width, picture.height) / _SHORT
    width, height = (
        min(8 * _SHORT, max(2, round(n / by))) for n in (picture.width, picture.height)
    )
    shade = np.full((height, width), 255, np.uint8)
    light = darkness(picture, _SHORT)
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    for index in range(int(params.count)):
        part = (index + 0.5) / params.count
        swing = sin(2 * pi * (params.rate * moment.time_s * (1 + 0.23 * index) + part))
        x = width * (part + 0.3 * swing / max(1, params.count) * 2)
        y = height * (0.56 + 0.08 * sin(2 * pi * (0.7 * params.rate * moment.time_s + 2 * part)))
        radius = params.radius * _SHORT
        cv2.ellipse(
            shade, (round(x), round(y)), (round(radius), round(0.9 * radius)), 0, 0, 360, 0, -1
        )
        if params.beams:
            beam = np.zeros(light.shape[:2], np.float32)
            cone = np.array([(width * part, -6), (x + 0.95 * radius, y), (x - 0.95 * radius, y)])
            cv2.fillPoly(beam, [np.rint(cone).astype(np.int32)], 0.22)
            light += np.asarray(cv2.GaussianBlur(beam, (0, 0), 4), np.float32)[..., None] * tint
    soft = cv2.GaussianBlur(shade, (0, 0), 0.05 * _SHORT)
    grown = cv2.resize(soft, (picture.width, picture.height))
    dark = painted(picture, BLACK, cv2.convertScaleAbs(grown, alpha=params.dark))
    return lit(dark, light) if params.beams else dark


EFFECT = Filter("spotlight", Params, apply, "Spotlights that wander in the dark.")
