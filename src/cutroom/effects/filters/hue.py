"""All hues turned round the colour circle."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import cv2
import numpy as np

from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How far and how fast."""

    turn: float = number(0.33, 0.0, 1.0, "part of a full circle")
    rate: float = number(0.0, -10.0, 10.0, "circles a second on top")
    boost: float = number(0.0, -1.0, 2.0, "extra saturation")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A rotation of the chroma planes, which keeps luma as it is."""
    angle = 2 * pi * (params.turn + params.rate * moment.time_s)
    gain = 1.0 + params.boost
    c, s = cos(angle) * gain, sin(angle) * gain
    y, u, v, alpha = picture.planes
    if alpha is None:
        matrix = np.array([[c, -s, 128 * (1 - c + s)], [s, c, 128 * (1 - s - c)]])
        turned = cv2.split(cv2.transform(cv2.merge([u, v]), matrix))
        return Picture.from_planes(y, np.asarray(turned[0]), np.asarray(turned[1]))
    half = picture.chroma_alpha
    assert half is not None
    grey = 128 / 255
    matrix = np.array([[c, -s, grey * (1 - c + s)], [s, c, grey * (1 - s - c)]])
    turned = cv2.split(cv2.transform(cv2.merge([u, v, half]), matrix))
    return Picture.from_planes(y, np.asarray(turned[0]), np.asarray(turned[1]), alpha, half)


EFFECT = Filter("hue", Params, apply, "All hues turned round the colour circle.")
