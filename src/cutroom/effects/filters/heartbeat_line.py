"""The line of a heart monitor that runs across the picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.outlines import stroke
from cutroom.effects.overlays import lit, sketch
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The line."""

    color: Color = colour(Color(0.25, 1.0, 0.45), "colour")
    rate: float = number(1.1, 0.1, 6.0, "beats a second")
    height: float = number(0.22, 0.01, 0.5, "height of a beat in short sides")
    level: float = number(0.0, -1.0, 1.0, "place above (−1) or below (1) the middle")
    grid: bool = flag(True, "a fine grid behind it")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The line is drawn from left to right every two seconds; what is old fades."""
    canvas = sketch(picture, 360)
    height, width = canvas.shape[:2]
    unit = min(height, width)
    if params.grid:
        step = max(2, round(unit / 14))
        canvas[::step] = canvas[:, ::step] = (40, 40, 40, 40)
    head = (moment.time_s / 2.0) % 1.0
    across = np.linspace(0, 1, 320)
    age = np.mod(head - across, 1.0)
    seconds = moment.time_s - age * 2.0
    y = height * (0.5 + 0.5 * params.level) - params.height * unit * _beat(seconds * params.rate)
    for first in range(0, 319, 8):
        piece = slice(first, min(first + 9, 320))
        fresh = float(1 - age[piece].mean())
        if np.ptp(age[piece]) > 0.5:
            continue
        points = np.column_stack([across[piece] * width, y[piece]])
        stroke(canvas, points, (255 * fresh**1.5,) * 4, 0.008 * unit)
    core = canvas[..., 0].astype(np.float32) / 255
    glow = np.asarray(cv2.GaussianBlur(core, (0, 0), 0.012 * unit), np.float32)
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(picture, np.asarray((core * 0.9 + glow * 1.2)[..., None] * tint, np.float32))


def _beat(
    turns: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Height of the trace over beats: a small wave, the spike, a slow wave."""
    part = np.mod(turns, 1.0)
    bumps = (
        (0.2, 0.03, 0.14),
        (0.36, 0.012, -0.16),
        (0.4, 0.012, 1.0),
        (0.44, 0.014, -0.3),
        (0.64, 0.05, 0.24),
    )
    waves = [top * np.exp(-(((part - middle) / width) ** 2)) for middle, width, top in bumps]
    return np.asarray(np.sum(waves, axis=0))


EFFECT = Filter("heartbeat-line", Params, apply, "The line of a heart monitor.")
