"""Tone curves of the editor's sliders, on values 0–1.

Formulas of brightness, contrast, highlight, shadow, white and black follow measurements of the editor;
light, fade, temperature and tone are our own, since it keeps theirs in images.
"""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float64]
_BENT_FROM = 0.25


def brightened(c: Levels, v: float) -> Levels:
    """Brightness −1…1."""
    if v == 0.0:
        return c
    b = v if v < 0 else 0.3 * v if v <= 0.7 else 0.6333 * v - 0.2333
    power = 1 + 5 * b if b > 0 else 1 / (1 - 2.5 * b)
    return np.asarray(1.0 - np.clip(1.0 - (c + 0.01 * b), 0.0, 1.0) ** power)


def contrasted(c: Levels, v: float) -> Levels:
    """Contrast −1…1: flattened or bent into an S about the pivot.

    The published S begins a third steeper than no change at all; it is let in over the first quarter of
    the slider, so that a keyframed contrast does not jump as it leaves 0.
    """
    pivot = 0.435
    if v <= 0.0:
        return pivot + (1 + 0.4 * v) * (c - pivot)
    q = 1 + 0.6 * v
    steep = exp(8.33 * q - 12.16) + 5.82 * q - 1.72

    def sigmoid(x: Levels) -> Levels:
        return np.asarray(1.0 / (1.0 + np.exp(-steep * (x - pivot))))

    low, high = sigmoid(np.zeros(1)), sigmoid(np.ones(1))
    bent = (sigmoid(c) - low) / (high - low)
    share = min(1.0, v / _BENT_FROM)
    return np.asarray(c + share * (bent - c))


def lifted_highlights(c: Levels, p: float) -> Levels:
    """Bright tones raised or lowered, −1…1."""
    power = 1 + 0.503 * p + 0.183 * p**2 + 0.147 * p**3 + 0.067 * p**4
    t = 1.0 - np.clip(c, 0.0, 1.0)
    return np.asarray(1.0 - t**power - (power - 1.0) * (t**2 - t**3)) if p else c


def lifted_shadows(c: Levels, p: float) -> Levels:
    """Dark tones raised or lowered, −1…1."""
    power = 1 - 0.503 * p + 0.183 * p**2 - 0.147 * p**3 + 0.067 * p**4
    c = np.clip(c, 0.0, 1.0)
    return np.asarray(c**power + (power - 1.0) * (c**2 - c**3)) if p else c


def levelled(c: Levels, white: float, black: float) -> Levels:
    """White and black points moved inwards or outwards, −1…1 each."""
    top_in, top_out = (1.0 - 0.5 * white, 1.0) if white >= 0 else (1.0, 1.0 + 0.5 * white)
    low_in, low_out = (0.0, 0.5 * black) if black >= 0 else (-0.5 * black, 0.0)
    share = np.clip((c - low_in) / max(top_in - low_in, 1e-3), 0.0, 1.0)
    return low_out + share * (top_out - low_out)


def lightened(c: Levels, light: float) -> Levels:
    """Light in the middle tones, −1…1; both ends stay."""
    return np.asarray(np.clip(c + 0.45 * light * c * (1.0 - c), 0.0, 1.0)) if light else c


def faded(c: Levels, fade: float) -> Levels:
    """Blacks and whites washed out, 0–1."""
    return c * (1.0 - 0.22 * fade) + 0.14 * fade


def balance(temperature: float, tone: float) -> tuple[float, float, float]:
    """Gains of red, green and blue for cold to warm and green to magenta, −1…1 each."""
    return (
        1.0 + 0.16 * temperature + 0.05 * tone,
        1.0 - 0.10 * tone,
        1.0 - 0.18 * temperature + 0.05 * tone,
    )
