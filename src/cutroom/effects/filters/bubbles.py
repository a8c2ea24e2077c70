"""Soap bubbles that rise, with rims that shimmer in all colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.overlays import darkness, lit
from cutroom.effects.particles import Swarm, aspect_of, spots
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture

Light = NDArray[np.float32]
_TILE = 96


@dataclass(frozen=True, slots=True)
class Params:
    """How many."""

    count: int = number(26, 1, 100, "how many")
    size: float = number(0.075, 0.01, 0.4, "radius of a near one in short sides")
    speed: float = number(0.16, 0.0, 2.0, "short sides a second")
    color: float = number(0.8, 0.0, 1.0, "how colourful the rims are")
    opacity: float = number(1.3, 0.0, 3.0, "brightness")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Far ones are smaller, slower and fainter."""
    light = darkness(picture, 360)
    unit = min(light.shape[:2])
    swarm = Swarm(int(params.count), params.speed, 0.15, -1.0, 0.06, 0.3, 0.7)
    found = spots(swarm, aspect_of(picture.width, picture.height), moment.time_s, moment.seed + 89)
    for i in range(len(found.x)):
        near = float(found.near[i])
        radius = params.size * near * unit
        hue = int(8 * (float(found.key[i, 0]) + 0.15 * moment.time_s)) % 8
        at = (float(found.x[i]) * unit, float(found.y[i]) * unit)
        _add(light, _bubble(hue, params.color), at, radius, params.opacity * (0.4 + 0.6 * near))
    return lit(picture, light)


def _add(light: Light, tile: Light, at: tuple[float, float], radius: float, gain: float) -> None:
    side = max(3, round(2 * radius))
    spot = cv2.resize(tile, (side, side), interpolation=cv2.INTER_AREA)
    left, top = round(at[0] - side / 2), round(at[1] - side / 2)
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(light.shape[1], left + side), min(light.shape[0], top + side)
    if x0 < x1 and y0 < y1:
        part = spot[y0 - top : y1 - top, x0 - left : x1 - left]
        light[y0:y1, x0:x1] += np.asarray(part, np.float32) * np.float32(gain)


@lru_cache(maxsize=32)
def _bubble(hue: int, color: float) -> Light:
    """Light of a bubble: a thin rim, a film of colours near it, two glints."""
    at = np.linspace(-1, 1, _TILE, dtype=np.float32)
    x, y = np.meshgrid(at, at)
    far = np.hypot(x, y)
    turn = np.arctan2(y, x)
    rim = np.exp(-(((far - 0.93) / 0.045) ** 2)) * 0.75
    film = np.clip((far - 0.35) / 0.6, 0, 1) ** 2 * (far < 0.95) * 0.4
    waves = [
        0.5 + 0.5 * np.cos(turn * 2 + 5 * far + hue * np.pi / 4 - shift)
        for shift in (0.0, 2.1, 4.2)
    ]
    glint = np.exp(-(((x + 0.42) / 0.16) ** 2 + ((y + 0.5) / 0.1) ** 2)) * 0.9
    small = np.exp(-(((x - 0.45) / 0.09) ** 2 + ((y - 0.5) / 0.09) ** 2)) * 0.4
    white = (rim + film * 0.5) * (1 - 0.6 * color) + glint + small
    layers = [white + (rim + film) * color * wave for wave in waves]
    return np.stack(layers, axis=-1).astype(np.float32)


EFFECT = Filter("bubbles", Params, apply, "Soap bubbles that rise.")
