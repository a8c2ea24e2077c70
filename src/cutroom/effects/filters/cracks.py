"""Broken glass: rays and rings of cracks from a blow, shards that show the picture displaced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import WHITE
from cutroom.effects.chance import chance
from cutroom.effects.outlines import stroke
from cutroom.effects.overlays import ink, laid_over, sketch
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import Map, remap

_RAYS, _RINGS = 14, 5


@dataclass(frozen=True, slots=True)
class Params:
    """The blow."""

    x: float = number(0.1, -1.0, 1.0, "where it hit, half widths from the centre")
    y: float = number(-0.1, -1.0, 1.0, "where it hit, half heights from the centre")
    shift: float = number(0.018, 0.0, 0.2, "how far shards are displaced, short sides")
    start: float = number(0.0, 0.0, 1.0, "share of the span before the blow")
    opacity: float = number(0.85, 0.0, 1.0, "brightness of the cracks")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The pattern is the same for the whole span."""
    if moment.progress < params.start:
        return picture
    drawn = _displaced(picture, params, moment.seed) if params.shift else picture
    canvas = sketch(picture, 540)
    _lines(canvas, params, moment.seed)
    return laid_over(drawn, canvas)


def _angle(seed: int, ray: int) -> float:
    return 2 * pi * (ray + 0.75 * (chance(seed, 3, ray % _RAYS) - 0.5)) / _RAYS


def _radius(seed: int, ring: int, ray: int) -> float:
    grown = 0.10 * 1.9**ring
    return float(grown * (1 + 0.5 * (chance(seed, 5, ring, ray % _RAYS) - 0.5)))


def _displaced(picture: Picture, params: Params, seed: int) -> Picture:
    """Every cell between two rays and two rings is moved its own way."""
    place = (params.x, params.y, params.shift)
    return remap(picture, *_maps(picture.width, picture.height, place, seed), "mirror")


@lru_cache(maxsize=1)
def _maps(width: int, height: int, place: tuple[float, float, float], seed: int) -> tuple[Map, Map]:
    short = min(width, height)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    x, y = x + np.float32(0.5), y + np.float32(0.5)
    gap_x = np.asarray(x - width / 2 * (1 + place[0]), np.float32)
    gap_y = np.asarray(y - height / 2 * (1 + place[1]), np.float32)
    borders = np.sort([_angle(seed, ray) % (2 * pi) for ray in range(_RAYS)])
    ray = np.searchsorted(borders, cv2.phase(gap_x, gap_y)) % _RAYS
    far = np.asarray(cv2.magnitude(gap_x, gap_y)) / short
    ring = np.searchsorted([0.10 * 1.9**ring for ring in range(_RINGS)], far)
    cell = np.asarray(ring * _RAYS + ray, np.intp)
    count = (_RINGS + 1) * _RAYS
    away = np.array([[chance(seed, 11, c) - 0.5, chance(seed, 12, c) - 0.5] for c in range(count)])
    moved = (2 * place[2] * short * away).astype(np.float32)
    return x + moved[cell, 0], y + moved[cell, 1]


def _lines(canvas: NDArray[np.uint8], params: Params, seed: int) -> None:
    height, width = canvas.shape[:2]
    unit = min(height, width)
    centre = np.array([width / 2 * (1 + params.x), height / 2 * (1 + params.y)])
    far = float(np.hypot(width, height)) / unit

    def at(ray: int, radius: float) -> tuple[float, float]:
        angle = _angle(seed, ray)
        return (centre[0] + radius * unit * cos(angle), centre[1] + radius * unit * sin(angle))

    bright, pale = ink(WHITE, params.opacity), ink(WHITE, 0.8 * params.opacity)
    for ray in range(_RAYS):
        stroke(canvas, np.array([at(ray, 0.0), at(ray, far)]), bright, 0.003 * unit)
        for ring in range(_RINGS):
            ends = [at(ray, _radius(seed, ring, ray)), at(ray + 1, _radius(seed, ring, ray + 1))]
            stroke(canvas, np.array(ends), pale, 0.003 * unit)


EFFECT = Filter("cracks", Params, apply, "Broken glass with displaced shards.")
