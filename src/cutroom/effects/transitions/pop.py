"""Small shapes fill the canvas and carry the next picture with them: bubbles, hearts, petals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, smooth
from cutroom.effects.outlines import SHAPES, fill, placed
from cutroom.effects.overlays import laid_over, sketch
from cutroom.effects.spec import Moment, Transition, choice, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Which shapes, how many, how they move."""

    shape: str = choice("heart", SHAPES, "the shape")
    color: Color = colour(Color(1.0, 0.36, 0.47), "main colour")
    second: Color = colour(Color(1.0, 0.78, 0.82), "colour of others; they vary between the two")
    rainbow: bool = flag(False, "each in a bright colour of its own")
    count: int = number(90, 4, 400, "how many")
    size: float = number(0.22, 0.02, 1.0, "largest radius in short sides")
    rise: float = number(1.0, -3.0, 3.0, "how far they rise, in heights; below 0 they fall")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """They swarm through the canvas; the pictures change behind them in the middle."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.4, 0.6, t))
    canvas = sketch(before)
    height, width = canvas.shape[:2]
    unit = min(height, width)
    for key in chances(moment.seed + 101, int(params.count), 6):
        own = (t - 0.3 * key[0]) / 0.7
        if not 0.0 < own < 1.0:
            continue
        grow = smooth(0.0, 0.3, own) * (1.0 - smooth(0.7, 1.0, own))
        x = (key[1] + 0.05 * (key[4] - 0.5) * own) * width
        y = (key[2] - params.rise * (eased("in-out", own) - 0.5)) * height
        size = params.size * unit * (0.35 + 0.65 * key[3]) * grow
        fill(
            canvas,
            placed(params.shape, x, y, size, 40 * (key[4] - 0.5)),
            _ink(params, float(key[5])),
        )
    return laid_over(shown, canvas)


def _ink(params: Params, key: float) -> tuple[float, ...]:
    if params.rainbow:
        hues = [0.6 + 0.4 * np.cos(2 * np.pi * (key - shift)) for shift in (0, 1 / 3, 2 / 3)]
    else:
        one, two = params.color, params.second
        ends = ((one.red, two.red), (one.green, two.green), (one.blue, two.blue))
        hues = [a + (b - a) * key for a, b in ends]
    return (*(round(255 * float(c)) for c in hues), 255)


EFFECT = Transition("pop", Params, apply, "Small shapes swarm through and carry the change.")
