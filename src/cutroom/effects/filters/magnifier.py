"""A magnifying glass that wanders over the picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.bending import bulged
from cutroom.effects.board import Board
from cutroom.effects.outlines import placed
from cutroom.effects.overlays import painted
from cutroom.effects.placing import even_box, zoomed
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import translation
from cutroom.picture.sampling import crop, mix_by, warp


@dataclass(frozen=True, slots=True)
class Params:
    """The glass and its way."""

    radius: float = number(0.26, 0.02, 1.0, "radius in short sides")
    power: float = number(1.7, 1.0, 6.0, "enlargement")
    reach: float = number(0.35, 0.0, 1.0, "how far it wanders, in half sizes")
    rate: float = number(0.3, 0.0, 5.0, "rounds a second")
    rim: float = number(0.012, 0.0, 0.1, "width of the rim in short sides")
    color: Color = colour(Color(0.95, 0.95, 0.97), "colour of the rim")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The glass draws a lying eight."""
    turn = 2 * pi * params.rate * moment.time_s
    x, y = params.reach * cos(turn), params.reach * 0.6 * sin(2 * turn)
    width, height = picture.width, picture.height
    short = min(width, height)
    centre = (width / 2 * (1 + x), height / 2 * (1 + y))
    reach = (params.radius + params.rim) * short
    box = even_box(placed("circle", *centre, reach + 2.0), width, height)
    if box is None:
        return picture
    left, top, wide, tall = box
    zoom = translation(-left, -top) @ zoomed(width, height, params.power, x, y)
    unit = min(wide, tall) / 2
    inside = ((centre[0] - left - wide / 2) / unit, (centre[1] - top - tall / 2) / unit)
    large = bulged(warp(picture, zoom, wide, tall), -0.25, params.radius * short / unit, *inside)
    at = (centre[0] - left, centre[1] - top)
    glass = _disc(large, at, params.radius * short)
    drawn = mix_by(crop(picture, left, top, wide, tall), large, glass)
    if params.rim:
        ring = cv2.subtract(_disc(large, at, reach), glass)
        drawn = painted(drawn, params.color, np.asarray(ring, np.uint8))
    board = Board(picture)
    board.lay(drawn, np.full((tall, wide), 255, np.uint8), left, top)
    return board.picture


def _disc(picture: Picture, centre: tuple[float, float], radius: float) -> Plane:
    mask = np.zeros((picture.height, picture.width), np.uint8)
    at = (round((centre[0] - 0.5) * 16), round((centre[1] - 0.5) * 16))
    cv2.circle(mask, at, round(radius * 16), 255, -1, cv2.LINE_AA, 4)
    return mask


EFFECT = Filter("magnifier", Params, apply, "A magnifying glass that wanders over the picture.")
