"""Brightness drawn in a scale of colours: duotones, heat cameras, night vision."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.effects.toning import Curves, Tone, curve_tables, saturating, toned
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_SCALES = {
    "heat": ("#0b0030", "#4b00a0", "#d01870", "#ff7a18", "#ffe14a", "#ffffff"),
    "night": ("#000a02", "#063a10", "#1fae3a", "#c8ffcf"),
    "blue-red": ("#070a3a", "#2540c8", "#e8305a", "#ffd9c8"),
    "violet-yellow": ("#1c0840", "#7a2bb8", "#ff8a5c", "#fff3a8"),
    "cyan-magenta": ("#10042c", "#5a189a", "#ff4fa3", "#7df9ff"),
    "sepia": ("#1a0f06", "#6b4a2a", "#d8b485", "#fff4dd"),
    "blue": ("#020818", "#123a78", "#6fb1e8", "#f4fbff"),
    "red": ("#100004", "#7a0a18", "#f0503c", "#ffe6d6"),
    "mint": ("#05211f", "#1f7a6c", "#9fe8c8", "#fbfff4"),
    "mono": ("#000000", "#ffffff"),
}


@dataclass(frozen=True, slots=True)
class Params:
    """Which scale."""

    scale: str = choice("heat", tuple(_SCALES), "the colours from dark to bright")
    amount: float = number(1.0, 0.0, 1.0, "how much of its own colour is replaced")
    steps: int = number(0, 0, 16, "flat steps instead of a smooth scale; 0 is smooth")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Luma picks the colour."""
    mapped = toned(picture, Tone(saturating(0.0), _curves(params.scale, int(params.steps))))
    return mix(picture, mapped, params.amount)


@lru_cache(maxsize=32)
def _curves(scale: str, steps: int) -> Curves:
    stops = np.array([[int(h[i : i + 2], 16) for i in (1, 3, 5)] for h in _SCALES[scale]]) / 255
    level = np.linspace(0, 1, 256)
    if steps > 1:
        level = np.floor(level * steps * 0.9999) / (steps - 1)
    at = np.linspace(0, 1, len(stops))
    return curve_tables([np.interp(level, at, stops[:, channel]) for channel in range(3)])


EFFECT = Filter(
    "gradient-map", Params, apply, "Brightness drawn in a scale of colours.", timeless=always
)
