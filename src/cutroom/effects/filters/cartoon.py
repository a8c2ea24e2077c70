"""Flat colours with dark outlines, like a comic."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.colour import Rgb, recolour
from cutroom.effects.contours import contours
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize


@dataclass(frozen=True, slots=True)
class Params:
    """How flat and how bold."""

    levels: int = number(6, 2, 16, "steps of brightness")
    saturation: float = number(0.4, -1.0, 1.0, "extra colour")
    ink: float = number(0.9, 0.0, 1.0, "strength of the outlines")
    width: float = number(0.005, 0.001, 0.03, "width of a line in short sides")
    color: Color = colour(Color(0.08, 0.06, 0.10), "colour of the outlines")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Median-smoothed at reduced size, then stepped, then inked."""
    by = max(1.0, min(picture.width, picture.height) / 540)
    small = resize(picture, max(2, round(picture.width / by)), max(2, round(picture.height / by)))
    flat = recolour(
        small, lambda rgb: _stepped(np.asarray(cv2.medianBlur(rgb, 5), np.uint8), params)
    )
    # Enlarged as planes: less than half of what packed colours are.
    planar = Picture.from_planes(*flat.planes, flat.chroma_alpha)
    drawn = resize(planar, picture.width, picture.height)
    lines = cv2.multiply(contours(picture, params.width), params.ink)
    grown = cv2.resize(lines, (picture.width, picture.height), interpolation=cv2.INTER_LINEAR)
    return painted(drawn, params.color, np.asarray(grown, np.uint8))


def _stepped(rgb: Rgb, params: Params) -> Rgb:
    step = 255 / int(params.levels)
    c = np.arange(256)
    # Steep ramps instead of jumps, so that noise does not flicker between two steps.
    floor = np.floor(c / step)
    inside = np.clip((c / step - floor - 0.35) / 0.3, 0, 1)
    table = np.rint(np.clip((floor + inside) * step, 0, 255)).astype(np.uint8)
    stepped = cv2.LUT(rgb, table)
    s = 1 + params.saturation
    luma = np.array([0.2126, 0.7152, 0.0722])
    return np.asarray(
        cv2.transform(stepped, np.eye(3) * s + np.outer(np.ones(3), luma) * (1 - s)), np.uint8
    )


EFFECT = Filter(
    "cartoon", Params, apply, "Flat colours with dark outlines, like a comic.", timeless=always
)
