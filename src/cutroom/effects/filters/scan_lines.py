"""A tube screen: glowing rows, a rolling bar, a bulging glass with dark corners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.bending import fish_eyed
from cutroom.effects.fields import corners_mask
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The screen."""

    lines: int = number(120, 20, 600, "rows on the short side")
    depth: float = number(0.45, 0.0, 1.0, "darkness between rows")
    roll: float = number(0.3, 0.0, 1.0, "darkness of the rolling bar")
    rate: float = number(0.4, 0.0, 5.0, "rolls a second")
    bulge: float = number(0.25, 0.0, 1.0, "curve of the glass")
    corners: float = number(0.5, 0.0, 1.0, "darkness of the corners")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Rows and bar darken; the glass bends first."""
    drawn = fish_eyed(picture, params.bulge) if params.bulge else picture
    width, height = picture.width, picture.height
    at = (np.arange(height) + 0.5) / min(width, height)
    rows = 0.5 + 0.5 * np.cos(2 * np.pi * at * int(params.lines))
    # Rows finer than two pixels cannot be drawn; their mean darkness can.
    per_row = min(width, height) / int(params.lines)
    rows = rows if per_row >= 2.0 else np.full_like(rows, 0.5)
    along = (np.arange(height) + 0.5) / height - params.rate * moment.time_s
    bar = np.clip(np.cos(2 * np.pi * along) * 1.5 - 0.5, 0, 1)
    dark = 1 - (1 - 0.7 * params.depth * rows) * (1 - 0.5 * params.roll * bar)
    weight = np.repeat(np.rint(255 * dark).astype(np.uint8)[:, None], width, axis=1)
    if params.corners:
        edge = corners_mask(width, height, 0.5, params.corners)
        weight = np.maximum(weight, edge)
    return painted(drawn, BLACK, weight)


EFFECT = Filter("scan-lines", Params, apply, "A tube screen with glowing rows and a rolling bar.")
