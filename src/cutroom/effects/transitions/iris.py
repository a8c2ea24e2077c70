"""A shape grows from the middle, or shrinks into it: circle, heart, star, cloud …"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.outlines import SHAPES, fill, outline, placed
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, colour, flag, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import blur_plane, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Which shape and how it moves."""

    shape: str = choice("circle", SHAPES, "the shape")
    closing: bool = flag(False, "the old picture shrinks away instead of the new one growing")
    turn: float = number(0.0, -720.0, 720.0, "degrees it turns on the way")
    softness: float = number(0.0, 0.0, 0.5, "softness of the edge in short sides")
    rim: float = number(0.0, 0.0, 0.1, "width of a coloured rim in short sides")
    color: Color = colour(WHITE, "colour of the rim")
    easing: str = choice("in-out", EASINGS[:7], "how it grows")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Full size is where the shape covers every corner."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    share = 1.0 - level if params.closing else level
    width, height = before.width, before.height
    inner = float(np.hypot(*outline(params.shape).T).min())
    # A shape is as thin as its nearest point; spiky ones would need forever, so they are capped.
    full = hypot(width, height) / 2 / max(inner, 0.3)
    degrees = params.turn * (1.0 - share)
    mask = _mask(before, params, full * share**1.15, degrees)
    if inner < 0.3:
        late = round(255 * max(0.0, (share - 0.85) / 0.15))
        mask = np.maximum(mask, np.uint8(late))
    drawn = mix_by(after, before, mask) if params.closing else mix_by(before, after, mask)
    if params.rim == 0.0:
        return drawn
    wide = _mask(before, params, full * share**1.15 + params.rim * min(width, height), degrees)
    return painted(drawn, params.color, np.asarray(cv2.subtract(wide, mask), np.uint8))


def _mask(like: Picture, params: Params, size: float, degrees: float) -> Plane:
    mask = np.zeros((like.height, like.width), np.uint8)
    fill(mask, placed(params.shape, like.width / 2, like.height / 2, size, degrees), (255,))
    sigma = params.softness * min(like.width, like.height) / 2
    return blur_plane(mask, sigma, sigma) if sigma >= 0.3 else mask


EFFECT = Transition(
    "iris", Params, apply, "A shape grows from the middle: circle, heart, star, cloud."
)
