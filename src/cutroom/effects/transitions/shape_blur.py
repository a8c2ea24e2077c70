"""Everything blurs into spots of a shape — stars, hearts, squares, bars — and clears as the next picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.effects.chance import chances
from cutroom.effects.easing import hump, smooth
from cutroom.effects.fields import Field
from cutroom.effects.outlines import SHAPES, fill, placed
from cutroom.effects.overlays import Light, lit
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, resize

_SHORT = 120


@dataclass(frozen=True, slots=True)
class Params:
    """The spots."""

    shape: str = choice("star", SHAPES, "shape of a spot")
    size: float = number(0.11, 0.01, 0.3, "largest radius of a spot in short sides")
    light: float = number(0.9, 0.0, 3.0, "how bright spots of light get")
    turn: float = number(0.0, -360.0, 360.0, "degrees the spots turn")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A blur whose kernel is the shape; bright places count for more, as in a lens."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.4, 0.6, t))
    by = max(1.0, min(before.width, before.height) / _SHORT)
    size = (max(2, round(before.width / by)), max(2, round(before.height / by)))
    radius = params.size * min(size) * hump(t)
    if radius < 0.7:
        return shown
    kernel = _kernel(params.shape, round(radius * 4), round(params.turn * t))
    rgb = np.asarray(resize(shown, *size).rgba[..., :3] / np.float32(255), np.float32)
    luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    weight = (0.08 + luma**4 * np.float32(1 + params.light))[..., None]
    top = cv2.filter2D(rgb * weight, -1, kernel, borderType=cv2.BORDER_REFLECT)
    below = cv2.filter2D(weight[..., 0], -1, kernel, borderType=cv2.BORDER_REFLECT)
    soft = np.clip(top / below[..., None] * 255, 0, 255).astype(np.uint8)
    packed = np.dstack([soft, np.full(soft.shape[:2], 255, np.uint8)])
    blurred = resize(Picture.from_rgba(packed, opaque=True), before.width, before.height)
    drawn = mix(shown, blurred, smooth(0.7, 2.5, radius))
    return lit(drawn, _spots(rgb, params, moment.seed, hump(t)))


def _spots(rgb: Light, params: Params, seed: int, swell: float) -> Light:
    """Out-of-focus lights of the shape, each in the colour of what lies under it."""
    height, width = rgb.shape[:2]
    light = np.zeros_like(rgb)
    for key in chances(seed + 97, 34, 4):
        x, y = key[0] * width, key[1] * height
        under = rgb[int(y), int(x)]
        color = np.clip(under * 0.7 + 0.3, 0, 1) * (0.25 + 0.45 * key[3]) * params.light * swell
        size = params.size * min(width, height) * (0.5 + key[2]) * swell
        reach = int(1.4 * size) + 2
        left, top = max(0, int(x) - reach), max(0, int(y) - reach)
        part = light[top : int(y) + reach, left : int(x) + reach]
        spot = np.zeros(part.shape[:2], np.uint8)
        fill(spot, placed(params.shape, x - left, y - top, size, params.turn * key[3]), (255,))
        part += (spot.astype(np.float32) / 255)[..., None] * color.astype(np.float32)
    return light


@lru_cache(maxsize=64)
def _kernel(shape: str, quarters: int, degrees: int) -> Field:
    """A shape of ``quarters`` quarter pixels radius, of sum 1."""
    side = quarters // 4 * 2 + 3
    fine = np.zeros((side * 4, side * 4), np.uint8)
    fill(fine, placed(shape, side * 2, side * 2, quarters, degrees), (255,))
    small = cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(small / max(float(small.sum()), 1e-6), np.float32)


EFFECT = Transition("shape-blur", Params, apply, "A blur into stars, hearts or bars of light.")
