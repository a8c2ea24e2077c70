"""Corners that fade into a colour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import wave
from cutroom.effects.fields import distance
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
    far = distance(picture.width, picture.height) - np.float32(params.radius)
    share = np.clip(far / np.float32(max(1.0 - params.radius, 0.05)), 0, 1)
    weight = np.rint(share * share * np.float32(255 * params.amount * swing)).astype(np.uint8)
    return painted(picture, params.color, weight)


EFFECT = Filter("vignette", Params, apply, "Corners that fade into a colour.")
