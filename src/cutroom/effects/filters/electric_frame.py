"""Electric arcs that run around the border or in a ring."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import WHITE, Color
from cutroom.effects.chance import chances, tick
from cutroom.effects.outlines import stroke
from cutroom.effects.overlays import ink, lit, sketch
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Where the arcs are and how wild."""

    shape: str = choice("border", ("border", "ring"), "along the border or in a ring")
    color: Color = colour(Color(0.3, 0.6, 1.0), "colour of the glow")
    wild: float = number(0.5, 0.0, 1.0, "how far arcs leave their line")
    arcs: int = number(3, 1, 8, "how many")
    rate: float = number(14.0, 1.0, 30.0, "changes a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A white core in a wide coloured glow."""
    canvas = sketch(picture, 360)
    height, width = canvas.shape[:2]
    unit = min(height, width)
    key = moment.seed * 131 + tick(moment.time_s, params.rate)
    for arc in range(int(params.arcs)):
        path = (
            _border(width, height, unit) if params.shape == "border" else _ring(width, height, unit)
        )
        noise = chances(key * 17 + arc, len(path), 2) - 0.5
        soft = np.column_stack([np.convolve(column, [0.3, 0.4, 0.3], "same") for column in noise.T])
        points = path + soft * (0.16 * params.wild * unit)
        stroke(canvas, np.vstack([points, points[:1]]), ink(WHITE), 0.004 * unit)
    core = canvas[..., 0].astype(np.float32) / 255
    near, wide = (cv2.GaussianBlur(core, (0, 0), share * unit) for share in (0.008, 0.035))
    glow = np.asarray(1.6 * near + 3.0 * wide, np.float32)[..., None]
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(picture, np.asarray(np.clip(core[..., None] + glow * tint, 0, 1.5), np.float32))


def _border(width: int, height: int, unit: int) -> NDArray[np.float64]:
    inset = 0.06 * unit
    corners = np.array(
        [
            (inset, inset),
            (width - inset, inset),
            (width - inset, height - inset),
            (inset, height - inset),
        ]
    )
    sides = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        steps = max(4, int(np.hypot(*(end - start)) / (0.05 * unit)))
        sides.append(start + (end - start) * np.linspace(0, 1, steps, endpoint=False)[:, None])
    return np.vstack(sides)


def _ring(width: int, height: int, unit: int) -> NDArray[np.float64]:
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    ring = np.column_stack([np.cos(turn), np.sin(turn)]) * 0.34 * unit
    return np.asarray(ring + np.array([width / 2, height / 2]))


EFFECT = Filter("electric-frame", Params, apply, "Electric arcs around the border or in a ring.")
