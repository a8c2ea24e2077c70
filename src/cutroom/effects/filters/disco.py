"""Party lights: coloured beams that swing and spots that wander over everything."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK
from cutroom.effects.chance import chance
from cutroom.effects.overlays import darkness, lit, tinted
from cutroom.effects.particles import shine
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture

Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Params:
    """Which lights."""

    style: str = choice(
        "beams", ("beams", "ball", "wash"), "swinging beams, a mirror ball, changing light"
    )
    rate: float = number(0.5, 0.0, 6.0, "swings a second")
    amount: float = number(0.8, 0.0, 2.0, "brightness")
    hue: float = number(0.0, 0.0, 1.0, "turn of all hues")
    gloom: float = number(0.3, 0.0, 1.0, "how much the picture is darkened")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The light is drawn small and enlarged softly."""
    light = darkness(picture, 180)
    {"beams": _beams, "ball": _ball, "wash": _wash}[params.style](light, params, moment)
    return lit(tinted(picture, BLACK, params.gloom), light)


def _hue(value: float, amount: float) -> Rgb:
    red, green, blue = (0.5 + 0.5 * cos(2 * pi * (value - shift)) for shift in (0, 1 / 3, 2 / 3))
    return amount * red, amount * green, amount * blue


Light = NDArray[np.float32]


def _beams(light: Light, params: Params, moment: Moment) -> None:
    height, width = light.shape[:2]
    for beam in range(6):
        swing = sin(2 * pi * (params.rate * moment.time_s * (0.7 + 0.1 * beam) + beam / 6))
        x = width * (beam + 0.5) / 6
        angle = radians(90 + 38 * swing)
        reach, spread = 1.5 * (height + width), radians(5)
        ends = [
            (x + reach * cos(angle + side * spread), reach * sin(angle + side * spread))
            for side in (-1, 1)
        ]
        cone = np.zeros((height, width), np.float32)
        points = np.array([(x, -4), *ends])
        cv2.fillPoly(
            cone,
            [np.clip(np.rint(points * 16), -(1 << 20), 1 << 20).astype(np.int32)],
            1.0,
            cv2.LINE_8,
            4,
        )
        cone = np.asarray(cv2.GaussianBlur(cone, (0, 0), 3.5), np.float32)
        fade = np.linspace(1.0, 0.45, height, dtype=np.float32)[:, None]
        light += (cone * fade)[..., None] * np.array(
            _hue(params.hue + beam / 6, 0.6 * params.amount), np.float32
        )


def _ball(light: Light, params: Params, moment: Moment) -> None:
    height, width = light.shape[:2]
    unit = min(height, width)
    for spot in range(90):
        turn = 2 * pi * (chance(moment.seed, 1, spot) + 0.25 * params.rate * moment.time_s)
        depth = 2 * chance(moment.seed, 2, spot) - 1
        # Spots of a ball run along rows and swing round the room.
        x = width * (0.5 + 0.62 * sin(turn))
        y = height * (0.5 + 0.55 * depth)
        size = unit * (0.02 + 0.02 * chance(moment.seed, 3, spot)) * (1.2 - 0.4 * cos(turn))
        shine(
            light, x, y, size, _hue(params.hue + chance(moment.seed, 4, spot), params.amount), 0.7
        )


def _wash(light: Light, params: Params, moment: Moment) -> None:
    width = light.shape[1]
    at = params.hue + params.rate * moment.time_s * 0.5
    left = np.array(_hue(at, 0.55 * params.amount), np.float32)
    right = np.array(_hue(at + 0.45, 0.55 * params.amount), np.float32)
    share = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
    light += left * (1 - share) ** 1.5 + right * share**1.5


EFFECT = Filter("disco", Params, apply, "Party lights: beams, a mirror ball, changing colours.")
