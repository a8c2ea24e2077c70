"""Shafts of light that stream out of the bright parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.overlays import lit
from cutroom.effects.smear import zoom_smeared
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize


@dataclass(frozen=True, slots=True)
class Params:
    """Where the light comes from and how strong it is."""

    x: float = number(0.3, -2.0, 2.0, "source, half widths right of the centre")
    y: float = number(-1.2, -2.0, 2.0, "source, half heights below the centre")
    length: float = number(0.9, 0.05, 2.0, "length of the shafts")
    amount: float = number(1.1, 0.0, 4.0, "brightness")
    threshold: float = number(0.55, 0.0, 1.0, "brightness from which parts stream")
    color: Color = colour(Color(1.0, 0.93, 0.75), "colour of the light")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The bright parts, smeared away from the source, added."""
    by = max(1, round(min(picture.width, picture.height) / 216))
    small = resize(picture, max(2, picture.width // by), max(2, picture.height // by))
    luma = (small.planes.y.astype(np.float32) - 16) / 219
    bright = np.clip((luma - params.threshold) / max(1 - params.threshold, 0.05), 0, 1)
    mask = np.rint(bright * 255).astype(np.uint8)
    packed = np.dstack([mask, mask, mask, np.full_like(mask, 255)])
    streamed = zoom_smeared(
        Picture.from_rgba(packed, opaque=True), params.length, params.x, params.y
    ).rgba[..., :1]
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(picture, streamed.astype(np.float32) * tint * np.float32(params.amount / 255))


EFFECT = Filter(
    "rays", Params, apply, "Shafts of light stream out of the bright parts.", timeless=always
)
