"""The old picture breaks into grains that blow away."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from cutroom.effects.chance import chances
from cutroom.effects.outlines import fill, placed
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by, resize

_ROWS = 45


@dataclass(frozen=True, slots=True)
class Params:
    """How they blow."""

    angle: float = number(
        -25.0, -360.0, 360.0, "direction they blow in, degrees clockwise from right"
    )
    distance: float = number(0.6, 0.0, 3.0, "how far they get in short sides")
    wild: float = number(0.5, 0.0, 2.0, "how much they scatter")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Tiles leave one after another along the direction, shrink and vanish."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    tile = min(width, height) / _ROWS
    columns, rows = round(width / tile), round(height / tile)
    random = chances(moment.seed + 71, columns * rows, 4)
    across, down = cos(radians(params.angle)), sin(radians(params.angle))
    x, y = (np.indices((rows, columns))[::-1].reshape(2, -1) + 0.5) * tile
    along = ((x / width - 0.5) * across + (y / height - 0.5) * down) / (
        abs(across) + abs(down)
    ) + 0.5
    # The last to leave is where the wind blows to; each needs 40 % of the time.
    start = 0.6 * np.clip(0.75 * along + 0.25 * random[:, 0], 0, 1)
    age = np.clip((t - start) / 0.4, 0, 1)
    still = (age <= 0.0).astype(np.uint8).reshape(rows, columns) * np.uint8(255)
    kept = cv2.resize(still, (width, height), interpolation=cv2.INTER_NEAREST)
    drawn = mix_by(after, before, np.asarray(kept, np.uint8))
    flying = np.flatnonzero((age > 0.0) & (age < 1.0))
    colors = resize(before, columns, rows).rgba[..., :3].reshape(-1, 3)
    canvas = sketch(before)
    scale = min(canvas.shape[:2]) / min(width, height)
    reach = params.distance * min(width, height)
    for i in flying:
        way = float(age[i]) ** 1.5 * reach * (0.6 + 0.8 * float(random[i, 1]))
        stray = params.wild * way * (float(random[i, 2]) - 0.5)
        at_x = (float(x[i]) + across * way - down * stray) * scale
        at_y = (float(y[i]) + down * way + across * stray) * scale
        size = tile * scale * 0.62 * (1.0 - float(age[i]))
        red, green, blue = (int(c) for c in colors[i])
        fill(
            canvas,
            placed("square", at_x, at_y, size, 360.0 * float(random[i, 3])),
            (red, green, blue, 255),
        )
    return laid_over(drawn, canvas)


EFFECT = Transition(
    "particles", Params, apply, "The old picture breaks into grains that blow away."
)
