"""Ice crystals grow over the picture from its edges, and melt to the next one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.easing import hump, smooth
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, mix, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Size and colour of the crystals."""

    count: int = number(26, 6, 60, "crystals along the long side")
    color: Color = colour(Color(0.86, 0.95, 1.0), "colour of the ice")
    white: float = number(0.55, 0.0, 1.0, "how much the ice hides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Ice first covers all, cell by cell, then goes the same way from the next picture."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    kind = Matte("cells", int(params.count), spread=0.0, rough=0.8)
    field = matte(width, height, kind, moment.seed)
    shown = mix(before, after, smooth(0.45, 0.55, t))
    level = smooth(0.0, 0.42, t) * (1.0 - smooth(0.58, 1.0, t))
    iced = uncovered(field, level, 0.06)
    frozen = blur(shown, 0.012 * min(width, height))
    ice = painted(
        frozen, params.color, np.full((height, width), round(255 * params.white), np.uint8)
    )
    drawn = mix_by(shown, ice, iced)
    by = max(1, min(width, height) // 360)
    small = cv2.resize(field, (max(2, width // by), max(2, height // by)))
    ridges = np.clip(
        cv2.magnitude(cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1)), 0, 1
    )
    lines = cv2.resize(ridges * np.float32(255 * 0.8), (width, height))
    weight = cv2.multiply(np.asarray(lines, np.uint8), iced, scale=hump(min(t, 1 - t) + 0.25) / 255)
    return painted(drawn, Color(1.0, 1.0, 1.0), np.asarray(weight, np.uint8))


EFFECT = Transition("frost", Params, apply, "Ice crystals grow over the picture and melt again.")
