"""Colour grading with a few words: curves, a saturation matrix, split tones, faded blacks.

Stages on straight sRGB-coded values: white balance and exposure per channel; contrast about 0.45;
lift, gamma and gain; fade; then saturation about luma; then tones added to shadows and highlights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.colour import Rgb, recolour, table
from cutroom.effects.spec import Filter, Moment, always, number
from cutroom.picture.picture import Picture

_LUMA = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True, slots=True)
class Params:
    """Neutral by default."""

    exposure: float = number(0.0, -1.0, 1.0, "brightness; 1 is one stop")
    contrast: float = number(0.0, -1.0, 1.0, "contrast")
    saturation: float = number(0.0, -1.0, 1.0, "−1 is black and white")
    temperature: float = number(0.0, -1.0, 1.0, "cold to warm")
    tint: float = number(0.0, -1.0, 1.0, "green to magenta")
    lift: float = number(0.0, -0.5, 0.5, "black level")
    gamma: float = number(0.0, -1.0, 1.0, "middle tones")
    gain: float = number(0.0, -0.5, 0.5, "white level")
    fade: float = number(0.0, 0.0, 1.0, "washed-out blacks and whites")
    shadow_hue: float = number(220.0, 0.0, 360.0, "hue of the shadow tone, degrees")
    shadow_tone: float = number(0.0, 0.0, 1.0, "strength of the shadow tone")
    light_hue: float = number(40.0, 0.0, 360.0, "hue of the highlight tone, degrees")
    light_tone: float = number(0.0, 0.0, 1.0, "strength of the highlight tone")
    hue: float = number(0.0, -180.0, 180.0, "turn of all hues, degrees")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Two look-up tables around one matrix."""
    return picture if params == _NEUTRAL else recolour(picture, lambda rgb: _graded(rgb, params))


def _graded(rgb: Rgb, params: Params) -> Rgb:
    drawn = cv2.LUT(rgb, _first_curves(params))
    if params.saturation or params.hue:
        drawn = cv2.transform(drawn, _matrix(params.saturation, params.hue))
    if params.shadow_tone or params.light_tone or params.fade:
        drawn = cv2.LUT(drawn, _last_curves(params))
    return np.asarray(drawn, np.uint8)


@lru_cache(maxsize=64)
def _first_curves(params: Params) -> Rgb:
    warm, magenta = params.temperature, params.tint
    balance = (
        1 + 0.14 * warm + 0.06 * magenta,
        1 - 0.09 * magenta,
        1 - 0.16 * warm + 0.06 * magenta,
    )
    columns = []
    for share in balance:
        c = np.linspace(0.0, 1.0, 256) * share * 2.0 ** (0.5 * params.exposure)
        c = _contrasted(np.clip(c, 0.0, 1.2), params.contrast)
        c = np.clip(c, 0.0, 1.0) ** (2.0 ** (-params.gamma))
        columns.append(table(params.lift * (1 - c) + c * (1 + params.gain)).reshape(256, 1))
    return np.asarray(cv2.merge(columns), np.uint8)


def _contrasted(c: NDArray[np.float64], amount: float) -> NDArray[np.float64]:
    if amount <= 0.0:
        return 0.45 + (c - 0.45) * (1 + 0.6 * amount)
    pivot, steep = 0.45, 1 + 2.2 * amount
    dark = pivot * np.clip(c / pivot, 0, None) ** steep
    bright = 1 - (1 - pivot) * np.clip((1 - c) / (1 - pivot), 0, None) ** steep
    curve = np.where(c < pivot, dark, bright)
    return np.asarray(c + (curve - c) * min(1.0, 0.35 + 0.65 * amount))


@lru_cache(maxsize=64)
def _matrix(saturation: float, hue: float) -> NDArray[np.float64]:
    """Rows R, G, B: saturation about luma, then a turn about the grey axis."""
    s = 1.0 + (saturation if saturation < 0 else 0.9 * saturation)
    mix = np.eye(3) * s + np.outer(np.ones(3), _LUMA) * (1 - s)
    c, q = cos(radians(hue)), sin(radians(hue)) / 3**0.5
    third = (1 - c) / 3
    turn = np.array(
        [
            [c + third, third - q, third + q],
            [third + q, c + third, third - q],
            [third - q, third + q, c + third],
        ]
    )
    return np.asarray(turn @ mix)


@lru_cache(maxsize=64)
def _last_curves(params: Params) -> Rgb:
    c = np.linspace(0.0, 1.0, 256)
    dark, bright = (1 - c) ** 2 * 4 * np.sqrt(c) * 0.5, c**2 * (1.15 - c) * 2
    columns = []
    for channel in range(3):
        shadow = _pure(params.shadow_hue)[channel] * params.shadow_tone * 0.28
        light = _pure(params.light_hue)[channel] * params.light_tone * 0.24
        toned = c + shadow * (dark + 0.25 * (1 - c) ** 3) + light * bright
        columns.append(table(toned * (1 - 0.26 * params.fade) + 0.15 * params.fade).reshape(256, 1))
    return np.asarray(cv2.merge(columns), np.uint8)


def _pure(hue: float) -> tuple[float, float, float]:
    """Red, green and blue of a hue around zero luma, each about −1 to 1."""
    raw = np.array([cos(radians(hue - shift)) for shift in (0.0, 120.0, 240.0)])
    even = raw - float(raw @ _LUMA) * 0.8
    return float(even[0]), float(even[1]), float(even[2])


_NEUTRAL = Params()
EFFECT = Filter(
    "grade",
    Params,
    apply,
    "Colour grading: balance, curves, saturation, split tones.",
    timeless=always,
)
