"""Colour grading with a few words, for the looks of filters.

Colours first: each family of hues on its own, then a saturation matrix and a turn of all hues. Then one
curve a channel: white balance and exposure; contrast about 0.45; lift, gamma and gain; fade; tones added
to shadows and highlights. Last detail, light around bright parts, dark corners and grain.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import tick
from cutroom.effects.detail import detailed, vignetted
from cutroom.effects.grain import grained
from cutroom.effects.halo import haloed
from cutroom.effects.hues import Change, hues_changed
from cutroom.effects.spec import Filter, Moment, number
from cutroom.effects.toning import LUMA_709, Tone, curve_tables, saturating, toned
from cutroom.picture.picture import Picture

_LUMA = np.array(LUMA_709)
_TONES = 14
"""How many of the parameters, from the first, make up the tone."""

Levels = NDArray[np.float64]


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
    reds: float = number(0.0, -1.0, 1.0, "saturation of reds and magentas")
    skin: float = number(0.0, -1.0, 1.0, "saturation of oranges, where skin is")
    skin_light: float = number(0.0, -1.0, 1.0, "lightness of oranges")
    yellows: float = number(0.0, -1.0, 1.0, "saturation of yellows")
    greens: float = number(0.0, -1.0, 1.0, "saturation of greens")
    green_hue: float = number(0.0, -1.0, 1.0, "hue of greens, towards yellow or cyan")
    blues: float = number(0.0, -1.0, 1.0, "saturation of cyans, blues and purples")
    blue_hue: float = number(0.0, -1.0, 1.0, "hue of blues, towards cyan or purple")
    blue_light: float = number(0.0, -1.0, 1.0, "lightness of blues")
    clarity: float = number(0.0, -1.0, 1.0, "local contrast")
    sharpness: float = number(0.0, 0.0, 1.0, "fine detail")
    bloom: float = number(0.0, 0.0, 1.0, "light around bright parts")
    vignette: float = number(0.0, -1.0, 1.0, "dark or, below 0, bright corners")
    grain: float = number(0.0, 0.0, 1.0, "film grain")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Colours, tone, detail, light, corners, grain; what is neutral is left out."""
    drawn = picture
    change = _change(params)
    if any(any(band) for band in change):
        drawn = hues_changed(drawn, change)
    if any(value for value in _toning(params)):
        drawn = toned(drawn, _tone(params))
    if params.clarity or params.sharpness:
        drawn = detailed(drawn, params.clarity, params.sharpness)
    if params.bloom:
        drawn = haloed(drawn, 0.9 * params.bloom, 0.05, 0.5)
    drawn = vignetted(drawn, params.vignette)
    if params.grain:
        key = moment.seed + tick(moment.time_s, 24)
        drawn = grained(drawn, 0.14 * params.grain, 1 / 600, key)
    return drawn


def tone_of(params: Params) -> Tone | None:
    """The whole effect as a tone; None when it is more than that."""
    return None if any(astuple(params)[_TONES:]) else _tone(params)


def _toning(params: Params) -> tuple[float, ...]:
    """The numbers of the tone, those without effect as zero."""
    values = astuple(params)
    hues_of_tones = (values[9] if values[10] else 0.0, values[11] if values[12] else 0.0)
    return (*values[:9], *hues_of_tones, values[10], values[12], values[13])


def _change(params: Params) -> Change:
    """The eight bands of hue: red, orange, yellow, green, cyan, blue, purple, magenta."""
    reds, blues = (0.0, params.reds, 0.0), (params.blue_hue, params.blues, params.blue_light)
    return (
        reds,
        (0.0, params.skin, params.skin_light),
        (0.0, params.yellows, 0.0),
        (params.green_hue, params.greens, 0.0),
        (0.0, params.blues, params.blue_light),
        blues,
        (0.0, params.blues, 0.0),
        reds,
    )


@lru_cache(maxsize=64)
def _tone(params: Params) -> Tone:
    warm, magenta = params.temperature, params.tint
    balance = (
        1 + 0.14 * warm + 0.06 * magenta,
        1 - 0.09 * magenta,
        1 - 0.16 * warm + 0.06 * magenta,
    )
    levels = []
    for channel, share in enumerate(balance):
        c = np.linspace(0.0, 1.0, 256) * share * 2.0 ** (0.5 * params.exposure)
        c = _contrasted(np.clip(c, 0.0, 1.2), params.contrast)
        c = np.clip(c, 0.0, 1.0) ** (2.0 ** (-params.gamma))
        c = np.clip(params.lift * (1 - c) + c * (1 + params.gain), 0.0, 1.0)
        levels.append(_split(c, params, channel))
    return Tone(_matrix(params.saturation, params.hue), curve_tables(levels))


def _split(c: Levels, params: Params, channel: int) -> Levels:
    """Tones added to shadows and highlights, then blacks and whites washed out."""
    dark, bright = (1 - c) ** 2 * 4 * np.sqrt(c) * 0.5, c**2 * (1.15 - c) * 2
    shadow = _pure(params.shadow_hue)[channel] * params.shadow_tone * 0.28
    light = _pure(params.light_hue)[channel] * params.light_tone * 0.24
    added = c + shadow * (dark + 0.25 * (1 - c) ** 3) + light * bright
    return np.asarray(added * (1 - 0.26 * params.fade) + 0.15 * params.fade)


def _contrasted(c: Levels, amount: float) -> Levels:
    if amount <= 0.0:
        return 0.45 + (c - 0.45) * (1 + 0.6 * amount)
    pivot, steep = 0.45, 1 + 2.2 * amount
    dark = pivot * np.clip(c / pivot, 0, None) ** steep
    bright = 1 - (1 - pivot) * np.clip((1 - c) / (1 - pivot), 0, None) ** steep
    curve = np.where(c < pivot, dark, bright)
    return np.asarray(c + (curve - c) * min(1.0, 0.35 + 0.65 * amount))


def _matrix(saturation: float, hue: float) -> Levels | None:
    """Rows R, G, B: saturation about luma, then a turn about the grey axis."""
    if not saturation and not hue:
        return None
    mix = saturating(1.0 + (saturation if saturation < 0 else 0.9 * saturation))
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


def _pure(hue: float) -> tuple[float, float, float]:
    """Red, green and blue of a hue around zero luma, each about −1 to 1."""
    raw = np.array([cos(radians(hue - shift)) for shift in (0.0, 120.0, 240.0)])
    even = raw - float(raw @ _LUMA) * 0.8
    return float(even[0]), float(even[1]), float(even[2])


EFFECT = Filter(
    "grade",
    Params,
    apply,
    "Colour grading: colours, balance, curves, split tones, detail, light, corners, grain.",
    timeless=lambda params: not params.grain,
    tone=tone_of,
)
