"""A painting in watercolours: washed areas, darker rims, paper that shows through."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.colour import Rgb, through_opaque
from cutroom.effects.contours import contours
from cutroom.effects.overlays import enlarged
from cutroom.effects.spec import Filter, Moment, always, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import cloud, resize

_SHORT = 270
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """The paint."""

    size: float = number(0.03, 0.005, 0.15, "size of brush strokes in short sides")
    paper: Color = colour(Color(0.97, 0.95, 0.9), "colour of the paper")
    margin: float = number(0.6, 0.0, 1.0, "how much of the border stays paper")
    grey: bool = flag(False, "in black ink")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Medians make the areas, noise the pigment, contours the rims."""
    return through_opaque(picture, lambda opaque: _drawn(opaque, params))


def _drawn(picture: Picture, params: Params) -> Picture:
    by = max(1.0, min(picture.width, picture.height) / _SHORT)
    size = (max(4, round(picture.width / by)), max(4, round(picture.height / by)))
    flat = _flattened(resize(picture, *size), min(31, max(3, round(params.size * min(size)) | 1)))
    if params.grey:
        flat = np.asarray(
            cv2.cvtColor(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8
        )
    paint, paper, bare = _washes(size, params.paper, params.margin)
    wash = cv2.add(cv2.multiply(flat, paint, dtype=cv2.CV_32F), paper)
    rims = cv2.resize(contours(picture, 0.006), size, interpolation=cv2.INTER_AREA)
    kept = cv2.addWeighted(rims, -0.4 / 255, rims, 0.0, 1.0, dtype=cv2.CV_32F)
    inked = cv2.add(cv2.multiply(wash, cv2.merge([kept] * 3)), bare, dtype=cv2.CV_8U)
    return enlarged(np.asarray(inked, np.uint8), picture.width, picture.height, smooth=True)


def _flattened(small: Picture, reach: int) -> Rgb:
    """Medians of luma and, at their size, of the colour differences: a third of what those of RGB cost."""
    half = max(3, reach // 2 | 1)
    y, u, v, _ = small.planes
    for _ in range(2):
        y, u, v = (
            np.asarray(cv2.medianBlur(plane, width), np.uint8)
            for plane, width in ((y, reach), (u, half), (v, half))
        )
    return np.asarray(cv2.cvtColor(Picture.from_planes(y, u, v).rgba, cv2.COLOR_RGBA2RGB), np.uint8)


@lru_cache(maxsize=2)
def _washes(size: tuple[int, int], paper: Color, margin: float) -> tuple[Field, Field, Field]:
    """How much of the paint is left, the paper that shows through it, and the bare paper (levels)."""
    thin = 0.75 * np.clip(0.12 + _pigment(size) * 0.4, 0, 1)
    bare = _margin(size, margin) if margin else np.zeros_like(thin)
    levels = [255 * level for level in (paper.red, paper.green, paper.blue)]
    paint = (1 - thin) * (1 - bare)
    return (
        np.asarray(cv2.merge([paint] * 3), np.float32),
        np.asarray(cv2.merge([thin * (1 - bare) * level for level in levels]), np.float32),
        np.asarray(cv2.merge([bare * level for level in levels]), np.float32),
    )


def _pigment(size: tuple[int, int]) -> Field:
    return np.asarray(cloud(*size, 34, 91) * 0.55 + cloud(*size, 5, 92, 2) * 0.25, np.float32)


def _margin(size: tuple[int, int], amount: float) -> Field:
    """1 where the paper stays bare."""
    x, y = np.meshgrid(np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1]))
    ragged = (cloud(*size, 60, 95) - 0.5) * 0.5 + (cloud(*size, 9, 96, 2) - 0.5) * 0.12
    edge = np.maximum(np.abs(x), np.abs(y)) + ragged - (1.06 - 0.3 * amount)
    return np.asarray(np.clip(edge * 9, 0, 1), np.float32)


EFFECT = Filter("watercolor", Params, apply, "A painting in watercolours.", timeless=always)
