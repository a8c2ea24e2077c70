"""Stray light: warm leaks that wander over the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import drift
from cutroom.effects.fields import Field, coarse
from cutroom.effects.overlays import Light, lit
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How bright, what colours, how restless."""

    amount: float = number(0.8, 0.0, 3.0, "brightness")
    color: Color = colour(Color(1.0, 0.42, 0.12), "colour of the first leak")
    second: Color = colour(Color(1.0, 0.75, 0.35), "colour of the second")
    rainbow: bool = flag(False, "let the colours run through the rainbow across the leak")
    rate: float = number(0.5, 0.0, 10.0, "wanderings a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Two wide soft lights near opposite edges."""
    small = (max(2, picture.width // 12), max(2, picture.height // 12))
    total = np.zeros((small[1], small[0], 3), np.float32)
    for which, color in enumerate((params.color, params.second)):
        total += _leak(small, params, color, moment, which)
    return lit(picture, np.asarray(total * np.float32(params.amount), np.float32))


def _leak(size: tuple[int, int], params: Params, color: Color, moment: Moment, which: int) -> Light:
    at = moment.time_s * params.rate
    key = moment.seed * 8 + which * 3
    side = -1.0 if which == 0 else 1.0
    wide = size[0] / min(size)
    x0 = np.float32(side * wide * (0.85 + 0.3 * drift(key, at)))
    y0 = np.float32(0.9 * drift(key + 1, at * 0.8))
    strength = np.float32(0.6 + 0.4 * drift(key + 2, at * 1.3))

    def build(x: Field, y: Field) -> Field:
        return np.asarray(np.exp(-(((x - x0) / 0.75) ** 2 + ((y - y0) / 1.3) ** 2)), np.float32)

    spot = coarse(size[0], size[1], build)[..., None]
    if not params.rainbow:
        tint = np.array([color.red, color.green, color.blue], np.float32)
        return np.asarray(spot * strength * (tint + spot * np.float32(0.35)), np.float32)
    phase = spot * np.float32(2.2) + np.float32(which * 0.5)
    shifts = np.array([0.0, 1 / 3, 2 / 3], np.float32)
    colors = np.float32(0.5) + np.float32(0.5) * np.cos(np.float32(2 * np.pi) * (phase - shifts))
    return np.asarray(spot * strength * colors, np.float32)


EFFECT = Filter("light-leak", Params, apply, "Stray light that wanders over the picture.")
