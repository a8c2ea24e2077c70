"""The blend modes: a = what is below, b = the clip, on gamma-coded RGB, mixed by coverage.

multiply a·b · color-dodge min(1, a/(1−b)) · color-burn 1−min(1, (1−a)/b) · linear-burn a+b−1 ·
soft-light after the W3C compositing note · hard-light = overlay with a and b swapped ·
screen 1−(1−a)(1−b) · overlay a ≤ ½: 2ab, else 1−2(1−a)(1−b) · lighten max · darken min.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.picture.convert import planes_from_rgb
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix
from cutroom.timeline.model import BlendMode


def blend(below: Picture, above: Picture, mode: BlendMode, opacity: float) -> Picture:
    """``above`` over ``below``, of one size, with a blend mode; ``opacity`` 0–1."""
    if below.opaque and above.opaque:
        mixed = planes_from_rgb(_formula(below.rgb, above.rgb, mode))
        return mix(below, Picture.from_planes(*mixed), opacity)
    return Picture.from_rgba(blended(below.rgba, above.rgba, mode, opacity), opaque=below.opaque)


def blended(below: Plane, above: Plane, mode: BlendMode, opacity: float) -> Plane:
    """``above`` over ``below`` with a blend mode; both H×W×4 premultiplied, so is the result."""
    over_alpha = _spread(above[..., 3])
    if opacity < 1.0:
        above = np.asarray(cv2.convertScaleAbs(above, alpha=opacity), np.uint8)
        over_alpha = np.asarray(cv2.convertScaleAbs(over_alpha, alpha=opacity), np.uint8)
    below_alpha = _spread(below[..., 3])
    mixed = _formula(_straight(below, below_alpha), _straight(above, over_alpha), mode)
    # W3C compositing: co = αs·αb·B(cb, cs) + αs·(1−αb)·cs + (1−αs)·αb·cb, the last two premultiplied.
    both = cv2.multiply(over_alpha, below_alpha, scale=1 / 255)
    colour = cv2.multiply(mixed, both, scale=1 / 255)
    colour = cv2.add(
        colour, cv2.multiply(below[..., :3], cv2.bitwise_not(over_alpha), scale=1 / 255)
    )
    colour = cv2.add(
        colour, cv2.multiply(above[..., :3], cv2.bitwise_not(below_alpha), scale=1 / 255)
    )
    alpha = cv2.add(
        over_alpha, cv2.multiply(below_alpha, cv2.bitwise_not(over_alpha), scale=1 / 255)
    )
    return np.asarray(
        cv2.merge([*cv2.split(colour), np.ascontiguousarray(alpha[..., 0])]), np.uint8
    )


def _spread(alpha: Plane) -> Plane:
    return np.asarray(cv2.merge([alpha] * 3), np.uint8)


def _straight(packed: Plane, alpha: Plane) -> Plane:
    """RGB without premultiplication; black where nothing is."""
    colour = np.ascontiguousarray(packed[..., :3])
    if alpha.min() == 255:
        return colour
    return np.asarray(cv2.divide(colour, alpha, scale=255), np.uint8)


def _formula(a: Plane, b: Plane, mode: BlendMode) -> Plane:
    if mode == "normal":
        return b
    if mode == "multiply":
        return np.asarray(cv2.multiply(a, b, scale=1 / 255), np.uint8)
    if mode == "screen":
        dark = cv2.multiply(cv2.bitwise_not(a), cv2.bitwise_not(b), scale=1 / 255)
        return np.asarray(cv2.bitwise_not(dark), np.uint8)
    if mode == "lighten":
        return np.asarray(cv2.max(a, b), np.uint8)
    if mode == "darken":
        return np.asarray(cv2.min(a, b), np.uint8)
    if mode == "linear-burn":
        return np.asarray(cv2.subtract(a, cv2.bitwise_not(b)), np.uint8)
    index = (a.astype(np.uint16) << 8) | b
    return np.asarray(np.take(_table(mode), index), np.uint8)


@cache
def _table(mode: BlendMode) -> Plane:
    """Result by (a·256 + b), for the modes that have no quicker form."""
    a, b = np.meshgrid(np.arange(256) / 255, np.arange(256) / 255, indexing="ij")
    with np.errstate(divide="ignore", invalid="ignore"):
        result = _exact(a, b, mode)
    return np.rint(np.clip(np.nan_to_num(result), 0, 1) * 255).astype(np.uint8).ravel()


def _exact(a: NDArray[np.float64], b: NDArray[np.float64], mode: BlendMode) -> NDArray[np.float64]:
    if mode == "color-dodge":
        return np.where(a == 0, 0.0, np.where(b >= 1, 1.0, np.minimum(1, a / (1 - b))))
    if mode == "color-burn":
        return np.where(a >= 1, 1.0, np.where(b <= 0, 0.0, 1 - np.minimum(1, (1 - a) / b)))
    if mode == "overlay":
        return np.where(a <= 0.5, 2 * a * b, 1 - 2 * (1 - a) * (1 - b))
    if mode == "hard-light":
        return np.where(b <= 0.5, 2 * a * b, 1 - 2 * (1 - a) * (1 - b))
    curve = np.where(a <= 0.25, ((16 * a - 12) * a + 4) * a, np.sqrt(a))
    return np.where(b <= 0.5, a - (1 - 2 * b) * a * (1 - a), a + (2 * b - 1) * (curve - a))
