"""Vaporwave: pink and cyan, fine rows, drifting fringes, a grid that runs to the horizon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.effects.easing import wave
from cutroom.effects.fringes import channels_moved, chroma_moved
from cutroom.effects.overlays import Light, darkness, lit
from cutroom.effects.spec import Filter, Moment, number
from cutroom.effects.toning import Tone, curve_tables, toned
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How much of each."""

    amount: float = number(0.75, 0.0, 1.0, "strength of the colours")
    fringe: float = number(0.008, 0.0, 0.1, "distance of red and blue in short sides")
    floor: float = number(0.6, 0.0, 1.0, "brightness of the grid; 0 leaves it out")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Dark becomes violet, bright becomes pink and cyan."""
    drawn = toned(picture, _tone(round(params.amount, 3)))
    reach = params.fringe * min(picture.width, picture.height)
    drift = reach * (0.7 + 0.5 * wave(moment.time_s * 0.6))
    split = chroma_moved(drawn, 1.6 * drift) if drawn.opaque else channels_moved(drawn, drift, 0.0)
    if params.floor == 0.0:
        return split
    light = darkness(picture, 360)
    _grid(light, params.floor, moment.time_s)
    return lit(split, light)


@lru_cache(maxsize=8)
def _tone(amount: float) -> Tone:
    c = np.linspace(0, 1, 256)
    goals = (0.16 + 0.86 * c**0.85, 0.02 + 0.80 * c**1.25, 0.30 + 0.72 * c**0.7)
    return Tone(None, curve_tables([c + (goal - c) * amount for goal in goals]))


def _grid(light: Light, strength: float, time_s: float) -> None:
    """Lines to a vanishing point and rows that come towards the eye."""
    height, width = light.shape[:2]
    canvas = np.zeros((height, width), np.uint8)
    horizon = 0.68 * height
    thick = max(1, round(min(height, width) / 300))
    for line in range(-14, 15):
        top, bottom = width / 2 + line * width * 0.035, width / 2 + line * width * 0.22
        one, two = ((round(x * 16), round(y * 16)) for x, y in ((top, horizon), (bottom, height)))
        cv2.line(canvas, one, two, 255, thick, cv2.LINE_AA, 4)
    for row in range(9):
        near = ((row + time_s * 0.8) % 9) / 9
        y = round((horizon + (height - horizon) * near**2.2) * 16)
        cv2.line(canvas, (0, y), (width * 16, y), 255, thick, cv2.LINE_AA, 4)
    fade = np.clip((np.arange(height) - horizon) / (height - horizon) + 0.15, 0, 1)[:, None]
    glow = cv2.GaussianBlur(canvas, (0, 0), min(height, width) * 0.008)
    lines = cv2.addWeighted(canvas, 1 / 255, glow, 1 / 200, 0, dtype=cv2.CV_32F)
    lines *= (fade * strength).astype(np.float32)
    light += cv2.merge([lines, lines * np.float32(0.35), lines * np.float32(0.95)])


EFFECT = Filter(
    "vaporwave", Params, apply, "Pink and cyan, fringes, and a grid that runs to the horizon."
)
