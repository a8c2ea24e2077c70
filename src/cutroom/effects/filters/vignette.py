"""Corners that fade into a colour."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import wave
from cutroom.effects.fields import corners_mask
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Colour and reach."""

    color: Color = colour(BLACK, "colour of the corners")
    amount: float = number(0.7, 0.0, 1.0, "strength in the corners")
    radius: float = number(0.4, 0.0, 1.0, "where it begins; 1 is the corner")
    rate: float = number(0.0, 0.0, 10.0, "pulses a second; 0 is steady")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Nothing inside the radius, growing with the square beyond it."""
    swing = 1.0 if params.rate == 0.0 else 0.65 + 0.35 * wave(params.rate * moment.time_s)
    mask = corners_mask(picture.width, picture.height, params.radius, params.amount)
    if swing < 1.0:
        mask = np.asarray(cv2.convertScaleAbs(mask, alpha=swing), np.uint8)
    return painted(picture, params.color, mask)


EFFECT = Filter(
    "vignette",
    Params,
    apply,
    "Corners that fade into a colour.",
    timeless=lambda params: params.rate == 0.0,
)
