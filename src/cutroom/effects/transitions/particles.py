"""The old picture breaks into grains that blow away."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.spec import Moment, Transition, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by, resize

_ROWS = 30


@dataclass(frozen=True, slots=True)
class Params:
    """How they blow."""

    angle: float = number(
        -25.0, -360.0, 360.0, "direction they blow in, degrees clockwise from right"
    )
    distance: float = number(0.6, 0.0, 3.0, "how far they get in short sides")
    gather: bool = flag(False, "grains of the next picture come together instead")
    tint: float = number(0.0, 0.0, 1.0, "how far the grains take on a colour")
    color: Color = colour(Color(1.0, 0.8, 0.35), "that colour")
    wild: float = number(0.5, 0.0, 2.0, "how much they scatter")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Tiles leave one after another along the direction, shrink and vanish."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    if params.gather:
        before, after, t = after, before, 1.0 - t
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
    if params.tint > 0.0:
        goal = np.array(params.color.as_bytes()[:3])
        bright = colors.max(axis=1, keepdims=True) / 255
        colors = np.rint(colors + (goal * (0.4 + 0.6 * bright) - colors) * params.tint).astype(int)
    canvas = sketch(before)
    scale = min(canvas.shape[:2]) / min(width, height)
    way = age[flying] ** 1.5 * params.distance * min(width, height)
    way *= 0.6 + 0.8 * random[flying, 1]
    stray = params.wild * way * (random[flying, 2] - 0.5)
    centre_x = (x[flying] + across * way - down * stray) * scale
    centre_y = (y[flying] + down * way + across * stray) * scale
    reach = tile * scale * 0.7 * (1.0 - age[flying])
    turn = 2 * np.pi * random[flying, 3][:, None] + np.arange(4) * (np.pi / 2)
    at_x = centre_x[:, None] + reach[:, None] * np.cos(turn)
    at_y = centre_y[:, None] + reach[:, None] * np.sin(turn)
    for square, color in zip(np.stack([at_x, at_y], axis=2), colors[flying].tolist(), strict=True):
        fill(canvas, square, (*color, 255))
    return laid_over(drawn, canvas)


EFFECT = Transition(
    "particles", Params, apply, "The old picture breaks into grains that blow away."
)
