"""Bright parts shine over their surroundings."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur_plane, resize


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how wide."""

    amount: float = number(0.7, 0.0, 4.0, "strength of the light")
    radius: float = number(0.05, 0.0, 0.4, "reach in short sides")
    threshold: float = number(0.55, 0.0, 1.0, "brightness from which things shine")
    tint: Color = colour(WHITE, "colour of the light")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The part above the threshold, blurred wide and wider, added."""
    if params.amount == 0.0:
        return picture
    short = min(picture.width, picture.height)
    by = max(1, round(short / 270))
    small = resize(picture, max(2, picture.width // by), max(2, picture.height // by))
    rgb = small.rgba[..., :3].astype(np.float32)
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32) / 255
    soft = np.clip((luma - params.threshold + 0.1) / 0.3, 0, 1)
    tint = np.array([params.tint.red, params.tint.green, params.tint.blue], np.float32)
    bright = np.clip(rgb * soft[..., None] * tint, 0, 255).astype(np.uint8)
    sigma = params.radius * min(small.width, small.height)
    near = blur_plane(bright, sigma * 0.35, sigma * 0.35)
    wide = blur_plane(bright, sigma, sigma)
    halo = cv2.addWeighted(near, 0.5, wide, 0.8, 0, dtype=cv2.CV_32F)
    return lit(picture, np.asarray(halo, np.float32) * np.float32(params.amount / 255))


EFFECT = Filter(
    "glow", Params, apply, "Bright parts shine over their surroundings.", timeless=always
)
