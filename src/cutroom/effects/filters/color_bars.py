"""Test bars of a television station that break into the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture

_BARS = (
    (191, 191, 191),
    (191, 191, 0),
    (0, 191, 191),
    (0, 191, 0),
    (191, 0, 191),
    (191, 0, 0),
    (0, 0, 191),
)


@dataclass(frozen=True, slots=True)
class Params:
    """How much of them is seen."""

    opacity: float = number(0.55, 0.0, 1.0, "opacity of the bars")
    tear: float = number(0.5, 0.0, 1.0, "how far rows are torn sideways")
    rate: float = number(10.0, 1.0, 30.0, "changes a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Seven bars; bands of rows are moved, and now and then the bars are gone."""
    key = moment.seed + tick(moment.time_s, params.rate)
    if chance(key, 1) < 0.15:
        return picture
    canvas = sketch(picture, 270)
    height, width = canvas.shape[:2]
    bars = np.array(_BARS, np.float32)[np.arange(width) * len(_BARS) // width] * params.opacity
    row = np.concatenate([bars, np.full((width, 1), 255 * params.opacity)], axis=1).astype(np.uint8)
    band = max(1, height // 18)
    for index, top in enumerate(range(0, height, band)):
        away = chance(key, 7, index)
        moved = round((away - 0.5) * params.tear * width) if chance(key, 8, index) < 0.35 else 0
        canvas[top : top + band] = np.roll(row, moved, axis=0)
    return laid_over(picture, canvas)


EFFECT = Filter("color-bars", Params, apply, "Test bars of a television station break in.")
