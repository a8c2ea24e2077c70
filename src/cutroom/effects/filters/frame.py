"""Frames: plain, rounded, film, instant photo, recorder display, viewfinder."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.displays import film_strip, recorder, viewfinder
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import laid_over, painted, sketch
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture, Plane

_STYLES = ("plain", "line", "rounded", "film", "instant", "recorder", "viewfinder", "double")


@dataclass(frozen=True, slots=True)
class Params:
    """Which frame."""

    style: str = choice("plain", _STYLES, "the kind of frame")
    width: float = number(0.045, 0.0, 0.3, "width in short sides")
    color: Color = colour(WHITE, "colour")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The picture is not moved; the frame covers its border."""
    if params.style in ("recorder", "viewfinder", "film"):
        canvas = sketch(picture, 720)
        draw = {"recorder": recorder, "viewfinder": viewfinder, "film": film_strip}[params.style]
        draw(canvas, params.color, moment)
        return laid_over(picture, canvas)
    return painted(picture, params.color, _border(picture, params))


def _border(picture: Picture, params: Params) -> Plane:
    width, height = picture.width, picture.height
    edge = params.width * min(width, height)
    mask = np.zeros((height, width), np.uint8)
    if params.style == "line":
        return _ring(mask, edge, edge + max(1.0, 0.12 * edge))
    if params.style == "double":
        thin = max(1.0, 0.08 * edge)
        outer = _ring(mask.copy(), edge, edge + thin)
        return np.maximum(outer, _ring(mask, edge * 1.5, edge * 1.5 + thin))
    inside = np.zeros_like(mask)
    low = 3.2 * edge if params.style == "instant" else edge
    radius = 2.5 * edge if params.style == "rounded" else 0.0
    _round_box(inside, (edge, edge, width - edge, height - low), radius)
    return np.asarray(cv2.bitwise_not(inside), np.uint8)


def _ring(mask: Plane, near: float, far: float) -> Plane:
    height, width = mask.shape
    _round_box(mask, (near, near, width - near, height - near), 0.0)
    hole = np.zeros_like(mask)
    _round_box(hole, (far, far, width - far, height - far), 0.0)
    return np.asarray(cv2.subtract(mask, hole), np.uint8)


def _round_box(mask: Plane, box: tuple[float, float, float, float], radius: float) -> None:
    """A filled box, its corners rounded by ``radius`` pixels."""
    left, top, right, bottom = box
    radius = max(0.0, min(radius, (right - left) / 2, (bottom - top) / 2))
    turns = np.linspace(0, np.pi / 2, 12)
    points = []
    for x, y, start in (
        (right - radius, bottom - radius, 0.0),
        (left + radius, bottom - radius, np.pi / 2),
        (left + radius, top + radius, np.pi),
        (right - radius, top + radius, 1.5 * np.pi),
    ):
        points += [(x + radius * np.cos(start + t), y + radius * np.sin(start + t)) for t in turns]
    fill(mask, np.array(points), (255,))


EFFECT = Filter(
    "frame", Params, apply, "Frames: plain, rounded, film, photo, recorder, viewfinder."
)
