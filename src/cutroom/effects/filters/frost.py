"""Frost that grows over the glass from its edges."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, cloud, mix_by

_SHORT = 360
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Params:
    """How much ice."""

    amount: float = number(0.55, 0.0, 1.0, "how far it reaches in")
    grows: float = number(0.6, 0.0, 1.0, "share of it that grows during the first seconds")
    time: float = number(1.5, 0.1, 20.0, "seconds it grows")
    color: Color = colour(Color(0.86, 0.94, 1.0), "colour of the ice")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Behind the ice the picture is blurred; needles of ice are brighter."""
    part = min(moment.time_s / params.time, 1.0)
    reach = params.amount * (1 - params.grows * (1 - part) ** 2)
    if reach <= 0.0:
        return picture
    width, height = picture.width, picture.height
    by = min(width, height) / _SHORT
    size = (min(8 * _SHORT, round(width / by)), min(8 * _SHORT, round(height / by)))
    depth, needles = _crystals(size)
    ice = np.clip((depth - (1 - reach) * 1.25) * 3.2, 0, 1)
    weights = (ice, ice * (0.12 + 0.88 * needles))
    veil, bright = (
        cv2.resize(np.rint(plane * 255).astype(np.uint8), (width, height)) for plane in weights
    )
    sigma = 0.012 * min(width, height)
    behind = mix_by(picture, blur(picture, sigma), np.asarray(veil, np.uint8))
    return painted(behind, params.color, cv2.convertScaleAbs(bright, alpha=0.85))


@lru_cache(maxsize=2)
def _crystals(size: tuple[int, int]) -> tuple[Field, Field]:
    """How soon each place freezes (1 first) and how bright its needles are."""
    width, height = size
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    edge = np.maximum(np.abs(x), np.abs(y)) ** 2 * 0.75 + np.hypot(x, y) * 0.25
    rough = cloud(width, height, 90, 71) - np.float32(0.5)
    needles = np.zeros((height, width), np.float32)
    for layer, (cell, stretch) in enumerate(((26, 7.0), (15, 6.0), (9, 5.0))):
        for turn in (0.5, 1.7, 2.7):
            long = cloud(int(width / stretch) + 8, height, cell / 3, 73 + layer * 7 + int(turn), 2)
            wide = cv2.resize(long, (width, height), interpolation=cv2.INTER_CUBIC)
            spin = cv2.getRotationMatrix2D((width / 2, height / 2), np.degrees(turn), 1.6)
            ridged = 1 - np.abs(np.asarray(wide) - 0.5) * 9
            moved = cv2.warpAffine(
                np.asarray(ridged, np.float32), spin, size, borderMode=cv2.BORDER_REFLECT
            )
            needles = np.maximum(needles, np.clip(moved, 0, 1))
    return np.asarray(edge + rough * 0.8, np.float32), needles


EFFECT = Filter("frost", Params, apply, "Frost grows over the glass from its edges.")
