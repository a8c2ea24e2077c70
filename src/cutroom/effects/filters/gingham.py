"""A checked cloth over the picture or as its border."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, always, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The cloth."""

    color: Color = colour(Color(0.55, 0.78, 0.5), "colour of the stripes")
    size: float = number(0.08, 0.01, 0.5, "width of a stripe in short sides")
    opacity: float = number(0.55, 0.0, 1.0, "opacity where stripes cross")
    border: float = number(
        0.0, 0.0, 0.5, "width of the border it is limited to; 0 covers everything"
    )


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Stripes both ways; where they cross they are darker."""
    width, height = picture.width, picture.height
    step = max(params.size * min(width, height), 1.0)
    across, down = (_stripes(length, step) for length in (width, height))
    weight = (across[None, :] + down[:, None]) / 2 * params.opacity
    if params.border:
        edge = params.border * min(width, height)
        x, y = np.arange(width), np.arange(height)
        near = np.minimum(
            np.minimum(x, width - 1 - x)[None, :], np.minimum(y, height - 1 - y)[:, None]
        )
        weight = np.where(near < edge, weight + 0.15, 0.0)
        pale = np.where(near < edge, 235, 0).astype(np.uint8)
        picture = painted(picture, Color(0.98, 0.98, 0.96), pale)
    return painted(picture, params.color, np.rint(np.clip(weight, 0, 1) * 255).astype(np.uint8))


def _stripes(length: int, step: float) -> NDArray[np.float64]:
    """1 in every other stripe, one pixel soft, centred."""
    at = (np.arange(length) + 0.5 - length / 2) / step
    wave = np.abs(np.mod(at, 2.0) - 1.0) - 0.5
    return np.asarray(np.clip(wave * step + 0.5, 0, 1))


EFFECT = Filter(
    "gingham", Params, apply, "Checked cloth over or around the picture.", timeless=always
)
