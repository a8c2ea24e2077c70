"""A frame of torn paper around the picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import cloud

_SHORT = 540


@dataclass(frozen=True, slots=True)
class Params:
    """The paper."""

    width: float = number(0.08, 0.0, 0.4, "width in short sides")
    ragged: float = number(0.5, 0.0, 1.0, "how uneven the torn edge is")
    color: Color = colour(Color(0.96, 0.94, 0.89), "colour of the paper")
    shadow: float = number(0.5, 0.0, 1.0, "shadow on the picture")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The white fibres of the tear are lighter than the paper."""
    width, height = picture.width, picture.height
    paper, core, shade = (
        np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane in _planes(_shape(width, height), params.width, params.ragged)
    )
    drawn = painted(picture, BLACK, cv2.convertScaleAbs(shade, alpha=0.6 * params.shadow))
    fibre = Color(
        *(
            min(1.0, 0.4 + 0.65 * c)
            for c in (params.color.red, params.color.green, params.color.blue)
        )
    )
    return painted(painted(drawn, fibre, paper), params.color, core)


def _shape(width: int, height: int) -> tuple[int, int]:
    by = min(width, height) / _SHORT
    return min(8 * _SHORT, round(width / by)), min(8 * _SHORT, round(height / by))


@lru_cache(maxsize=2)
def _planes(size: tuple[int, int], share: float, ragged: float) -> tuple[Plane, Plane, Plane]:
    """Coverage of the torn fibres, of the paper inside them, and of the shadow it throws."""
    width, height = size
    x = np.minimum(np.arange(width), np.arange(width)[::-1]).astype(np.float32)
    y = np.minimum(np.arange(height), np.arange(height)[::-1]).astype(np.float32)
    inwards = np.minimum(x[None, :], y[:, None])
    wave = (cloud(width, height, 90, 5) - 0.5) * 70 + (cloud(width, height, 9, 6, 2) - 0.5) * 14
    edge = share * _SHORT - inwards + wave * np.float32(ragged * min(1.0, share / 0.08))
    fine = (cloud(width, height, 5, 8, 2) - 0.5) * 9 * ragged
    paper = np.clip(edge + 0.5, 0, 1)
    core = np.clip(edge - 7 * ragged + fine + 0.5, 0, 1)
    shade = cv2.GaussianBlur(np.asarray(paper, np.float32), (0, 0), 9)
    as_bytes = [np.rint(plane * 255).astype(np.uint8) for plane in (paper, core, shade)]
    return as_bytes[0], as_bytes[1], as_bytes[2]


EFFECT = Filter("torn-frame", Params, apply, "A frame of torn paper.", timeless=always)
