"""Sharp only along a band or in a circle, as in photographs of models."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.fields import Field, coarse, ramp
from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Where it is sharp and how blurred it is elsewhere."""

    shape: str = choice("band", ("band", "circle"), "what stays sharp")
    radius: float = number(0.02, 0.0, 0.2, "blur elsewhere, sigma in short sides")
    sharp: float = number(0.3, 0.0, 1.0, "how much stays sharp")
    position: float = number(0.0, -1.0, 1.0, "place of the band, half heights below the centre")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The picture and a blurred copy, mixed by the distance from what stays sharp."""
    width, height = picture.width, picture.height
    soft = blur(picture, params.radius * min(width, height))
    if params.shape == "band":
        away = np.abs(ramp(width, height, 90.0) * np.float32(2) - np.float32(1 + params.position))
    else:

        def build(x: Field, y: Field) -> Field:
            return np.asarray(np.hypot(x * height / width, y) * np.float32(0.9), np.float32)

        away = coarse(width, height, build, 120)
    share = np.clip((away - np.float32(params.sharp)) * np.float32(2.6), 0, 1)
    weight = np.rint(share * np.float32(255)).astype(np.uint8)
    if weight.shape[1] != width:
        weight = np.repeat(weight, width, axis=1)
    return mix_by(picture, soft, np.ascontiguousarray(weight))


EFFECT = Filter(
    "tilt-shift", Params, apply, "Sharp only along a band or in a circle.", timeless=always
)
