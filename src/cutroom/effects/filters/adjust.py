"""The editor's colour sliders.

Formulas of brightness, contrast, saturation, highlight, shadow, white and black: draft-format 8.5.
Temperature, tone, light_sensation, sharpen, clear, particle, fade and vignetting are our own, since
the editor keeps theirs in images.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache
from math import exp

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.chance import tick
from cutroom.effects.colour import Rgb, recolour, table
from cutroom.effects.fields import corners_mask
from cutroom.effects.grain import grained
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import blur_plane

Levels = NDArray[np.float64]
_LUMA = np.array([0.20854, 0.702086, 0.089374])


@dataclass(frozen=True, slots=True)
class Params:
    """The sliders, −1 to 1 with 0 neutral; the last four from 0."""

    brightness: float = number(0.0, -1.0, 1.0, "brightness")
    contrast: float = number(0.0, -1.0, 1.0, "contrast about 0.435")
    saturation: float = number(0.0, -1.0, 1.0, "saturation")
    highlight: float = number(0.0, -1.0, 1.0, "bright tones")
    shadow: float = number(0.0, -1.0, 1.0, "dark tones")
    white: float = number(0.0, -1.0, 1.0, "white point")
    black: float = number(0.0, -1.0, 1.0, "black point")
    temperature: float = number(0.0, -1.0, 1.0, "cold to warm")
    tone: float = number(0.0, -1.0, 1.0, "green to magenta")
    light_sensation: float = number(0.0, -1.0, 1.0, "light in the middle tones")
    vignetting: float = number(0.0, -1.0, 1.0, "dark or, below 0, bright corners")
    sharpen: float = number(0.0, 0.0, 1.0, "sharpness of fine detail")
    clear: float = number(0.0, -1.0, 1.0, "local contrast")
    particle: float = number(0.0, 0.0, 1.0, "film grain")
    fade: float = number(0.0, 0.0, 1.0, "faded blacks")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Tone curves and saturation, then detail, then vignette and grain."""
    drawn = picture
    colour_part = (*astuple(params)[:10], params.fade)
    if any(colour_part):
        drawn = recolour(drawn, lambda rgb: _coloured(rgb, params))
    if params.clear or params.sharpen:
        drawn = _detailed(drawn, params)
    if params.vignetting:
        drawn = _vignetted(drawn, params.vignetting)
    if params.particle:
        drawn = grained(
            drawn, 0.16 * params.particle, 1 / 700, moment.seed + tick(moment.time_s, 24)
        )
    return drawn


def _coloured(rgb: Rgb, params: Params) -> Rgb:
    curves = _curves(
        (
            params.brightness,
            params.contrast,
            params.highlight,
            params.shadow,
            params.white,
            params.black,
        ),
        (params.temperature, params.tone, params.light_sensation, params.fade),
    )
    saturated = rgb
    if params.saturation:
        s = 1.0 + params.saturation
        matrix = np.eye(3) * s + np.outer(np.ones(3), _LUMA) * (1.0 - s)
        saturated = np.asarray(cv2.transform(rgb, matrix), np.uint8)
    return np.asarray(cv2.LUT(saturated, curves), np.uint8)


@lru_cache(maxsize=64)
def _curves(tones: tuple[float, ...], tints: tuple[float, ...]) -> Plane:
    """One 256-entry table a channel, as 256×1×3."""
    brightness, contrast, highlight, shadow, white, black = tones
    temperature, tone, light, fade = tints
    c = np.linspace(0.0, 1.0, 256)
    c = _contrasted(_brightened(c, brightness), contrast)
    c = _lifted_shadows(_lifted_highlights(c, highlight), shadow)
    c = _levelled(c, white, black)
    c = np.clip(c + 0.45 * light * c * (1.0 - c), 0.0, 1.0)
    c = c * (1.0 - 0.22 * fade) + 0.14 * fade
    gains = (
        1.0 + 0.16 * temperature + 0.05 * tone,
        1.0 - 0.10 * tone,
        1.0 - 0.18 * temperature + 0.05 * tone,
    )
    return np.asarray(cv2.merge([table(c * gain).reshape(256, 1) for gain in gains]), np.uint8)


def _brightened(c: Levels, v: float) -> Levels:
    if v == 0.0:
        return c
    b = v if v < 0 else 0.3 * v if v <= 0.7 else 0.6333 * v - 0.2333
    power = 1 + 5 * b if b > 0 else 1 / (1 - 2.5 * b)
    return np.asarray(1.0 - np.clip(1.0 - (c + 0.01 * b), 0.0, 1.0) ** power)


def _contrasted(c: Levels, v: float) -> Levels:
    pivot = 0.435
    if v <= 0.0:
        return pivot + (1 + 0.4 * v) * (c - pivot)
    q = 1 + 0.6 * v
    steep = exp(8.33 * q - 12.16) + 5.82 * q - 1.72

    def sigmoid(x: Levels) -> Levels:
        return np.asarray(1.0 / (1.0 + np.exp(-steep * (x - pivot))))

    low, high = sigmoid(np.zeros(1)), sigmoid(np.ones(1))
    return np.asarray((sigmoid(c) - low) / (high - low))


def _lifted_highlights(c: Levels, p: float) -> Levels:
    power = 1 + 0.503 * p + 0.183 * p**2 + 0.147 * p**3 + 0.067 * p**4
    t = 1.0 - np.clip(c, 0.0, 1.0)
    return np.asarray(1.0 - t**power - (power - 1.0) * (t**2 - t**3)) if p else c


def _lifted_shadows(c: Levels, p: float) -> Levels:
    power = 1 - 0.503 * p + 0.183 * p**2 - 0.147 * p**3 + 0.067 * p**4
    c = np.clip(c, 0.0, 1.0)
    return np.asarray(c**power + (power - 1.0) * (c**2 - c**3)) if p else c


def _levelled(c: Levels, white: float, black: float) -> Levels:
    top_in, top_out = (1.0 - 0.5 * white, 1.0) if white >= 0 else (1.0, 1.0 + 0.5 * white)
    low_in, low_out = (0.0, 0.5 * black) if black >= 0 else (-0.5 * black, 0.0)
    share = np.clip((c - low_in) / max(top_in - low_in, 1e-3), 0.0, 1.0)
    return low_out + share * (top_out - low_out)


def _detailed(picture: Picture, params: Params) -> Picture:
    """Unsharp masks on luma: a narrow one for sharpness, a wide one for clarity."""
    y, u, v, alpha = picture.planes
    short = min(picture.width, picture.height)
    for amount, radius in ((0.35 * params.clear, 0.02), (1.4 * params.sharpen, 0.0012)):
        if amount:
            soft = blur_plane(y, radius * short, radius * short)
            y = np.asarray(cv2.addWeighted(y, 1.0 + amount, soft, -amount, 0), np.uint8)
    if alpha is None:
        return Picture.from_planes(y, u, v)
    return Picture.from_planes(np.minimum(y, alpha), u, v, alpha, picture.chroma_alpha)


def _vignetted(picture: Picture, amount: float) -> Picture:
    mask = corners_mask(picture.width, picture.height, 0.35, 0.8 * abs(amount))
    return painted(picture, BLACK if amount > 0 else WHITE, mask)


EFFECT = Filter(
    "adjust",
    Params,
    apply,
    "The editor's colour sliders.",
    timeless=lambda params: not params.particle,
)
