"""A brush or pen goes to and fro and leaves the next picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Brush or pen, and its way."""

    style: str = choice("strokes", ("strokes", "scribble"), "a bristly brush, or a thick pen")
    count: int = number(6, 1, 30, "strokes")
    angle: float = number(
        -12.0, -360.0, 360.0, "direction of a stroke, degrees clockwise from right"
    )
    rough: float = number(0.5, 0.0, 1.0, "unevenness of the strokes")
    wet: float = number(
        0.0, 0.0, 0.3, "how long the ink shows before the picture, part of the time"
    )
    color: Color = colour(WHITE, "colour of the ink")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each place changes when the brush passes it."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    kind = Matte(params.style, int(params.count), params.angle, rough=params.rough)
    field = matte(before.width, before.height, kind, moment.seed)
    shown = uncovered(field, max(0.0, (t - params.wet) / (1.0 - params.wet)), 0.02)
    drawn = mix_by(before, after, shown)
    if params.wet == 0.0:
        return drawn
    inked = uncovered(field, min(1.0, t / (1.0 - params.wet)), 0.02)
    return painted(drawn, params.color, np.asarray(cv2.subtract(inked, shown), np.uint8))


EFFECT = Transition("brush", Params, apply, "A brush goes to and fro and paints the next picture.")
