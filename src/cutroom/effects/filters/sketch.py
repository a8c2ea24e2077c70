"""A drawing in pencil or ink on paper."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.contours import contours
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture, Plane


@dataclass(frozen=True, slots=True)
class Params:
    """Paper, ink and shading."""

    paper: Color = colour(Color(0.97, 0.96, 0.93), "colour of the paper")
    ink: Color = colour(Color(0.16, 0.15, 0.18), "colour of the lines")
    shade: float = number(0.35, 0.0, 1.0, "shading of dark parts")
    keep: float = number(0.0, 0.0, 1.0, "how much of the picture's own colour stays")
    width: float = number(0.005, 0.001, 0.03, "width of a line in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Paper over everything, then hatching where it is dark, then outlines."""
    size = (picture.width, picture.height)
    paper = np.full((size[1], size[0]), round(255 * (1 - params.keep)), np.uint8)
    drawn = painted(picture, params.paper, paper)
    if params.shade:
        drawn = painted(drawn, params.ink, _hatched(picture, params.shade))
    lines = cv2.resize(contours(picture, params.width), size, interpolation=cv2.INTER_LINEAR)
    return painted(drawn, params.ink, np.asarray(lines, np.uint8))


def _hatched(picture: Picture, amount: float) -> Plane:
    """Slanted strokes that thicken with darkness."""
    luma = (picture.planes.y.astype(np.float32) - 16) / 219
    pitch = min(picture.width, picture.height) / 90
    x = np.arange(picture.width, dtype=np.float32)
    y = np.arange(picture.height, dtype=np.float32)[:, None]
    stroke = 0.5 + 0.5 * np.cos((x + y) * np.float32(2 * np.pi / pitch))
    weight = np.clip((0.75 - luma) * 1.6 - stroke * 0.5, 0, 1) * (255 * amount)
    return np.asarray(np.rint(weight), np.uint8)


EFFECT = Filter("sketch", Params, apply, "A drawing in pencil or ink on paper.")
