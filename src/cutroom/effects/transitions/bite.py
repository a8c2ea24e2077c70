"""The old picture is eaten up, bite by bite."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.fields import threshold
from cutroom.effects.mattes import Matte, matte
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur_plane, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """From which side and in how many rounds."""

    angle: float = number(0.0, -360.0, 360.0, "direction of eating, degrees clockwise from right")
    count: int = number(7, 2, 30, "bites along the way")
    crust: float = number(0.02, 0.0, 0.1, "width of the bitten edge in short sides")
    color: Color = colour(Color(1.0, 0.95, 0.86), "colour of the bitten edge")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Whole bites go at once; the edge that is left is pale."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    field = matte(width, height, Matte("bites", int(params.count), params.angle), 0)
    gone = threshold(field, t, 0.004)
    old = before
    if params.crust > 0.0:
        reach = params.crust * min(width, height)
        near = blur_plane(gone, reach, reach)
        rim = cv2.convertScaleAbs(near, alpha=40.0, beta=-600.0)
        rim[near < 16] = 0
        old = painted(before, params.color, np.asarray(rim, np.uint8))
    return mix_by(old, after, gone)


EFFECT = Transition("bite", Params, apply, "The old picture is eaten up, bite by bite.")
