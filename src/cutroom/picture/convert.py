"""BT.709 limited-range YUV 4:2:0 ↔ full-range RGBA, 8 bit, premultiplied on both sides.

Matrix and ranges: ITU-R BT.709-6, 8-bit: Y 16–235, Cb/Cr 16–240 around 128. Chroma is the mean of
2×2 pixels. Premultiplication commutes with the matrix because the offsets are multiplied too.
Results are within one level of the exact ones: sums run in 16 bits and are rounded once.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
Wide = NDArray[np.int16]

_KR, _KB = 0.2126, 0.0722
_KG = 1.0 - _KR - _KB
_STEPS = 64.0
"""Sub-levels of a 16-bit intermediate sum: 255 · 64 still fits with sign."""


def _to_yuv() -> NDArray[np.float32]:
    """Rows Y, U, V over columns R, G, B, A: the offsets ride on alpha."""
    y = np.array([_KR, _KG, _KB]) * 219 / 255
    u = np.array([-_KR, -_KG, 1 - _KB]) / (2 * (1 - _KB)) * 224 / 255
    v = np.array([1 - _KR, -_KG, -_KB]) / (2 * (1 - _KR)) * 224 / 255
    offsets = np.array([[16 / 255], [128 / 255], [128 / 255]])
    return np.hstack([np.vstack([y, u, v]), offsets]).astype(np.float32)


TO_YUV = _to_yuv()
TO_RGB = np.linalg.inv(np.vstack([TO_YUV, [[0, 0, 0, 1]]]))[:3].astype(np.float32)


def planes_from_rgba(rgba: Plane, *, opaque: bool) -> tuple[Plane, Plane, Plane, Plane | None]:
    """Y, U, V and alpha (None when ``opaque``) of an H×W×4 picture."""
    height, width = rgba.shape[:2]
    half = _halve(rgba, width, height)
    alpha = None if opaque else np.ascontiguousarray(rgba[..., 3])
    return _row(rgba, 0, opaque), _row(half, 1, opaque), _row(half, 2, opaque), alpha


def rgba_from_planes(y: Plane, u: Plane, v: Plane, alpha: Plane | None) -> Plane:
    """The H×W×4 picture of planes."""
    height, width = y.shape
    size = (u.shape[1] * 2, u.shape[0] * 2)
    up_u = cv2.resize(u, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    up_v = cv2.resize(v, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    if alpha is not None:
        matrix = np.vstack([TO_RGB, np.array([[0, 0, 0, 1]], np.float32)])
        up_u, up_v = _under_own_alpha(up_u, up_v, alpha)
        packed = np.asarray(cv2.transform(cv2.merge([y, up_u, up_v, alpha]), matrix), np.uint8)
        return _within_alpha(packed)
    (luma, _, red_v, red_0), (_, green_u, green_v, green_0), (_, blue_u, _, blue_0) = (
        TO_RGB.tolist()
    )
    red = cv2.addWeighted(y, luma, up_v, red_v, red_0 * 255)
    blue = cv2.addWeighted(y, luma, up_u, blue_u, blue_0 * 255)
    chroma = cv2.addWeighted(
        up_u.astype(np.int16), green_u * _STEPS, up_v.astype(np.int16), green_v * _STEPS, 0
    )
    green = _rounded(
        cv2.addWeighted(y.astype(np.int16), luma * _STEPS, chroma, 1.0, green_0 * 255 * _STEPS)
    )
    return np.asarray(cv2.merge([red, green, blue, np.full_like(y, 255)]), np.uint8)


def _under_own_alpha(up_u: Plane, up_v: Plane, alpha: Plane) -> tuple[Plane, Plane]:
    """Chroma premultiplied by its own pixel's alpha instead of the 2×2 mean: else sharp edges turn green."""
    if cv2.minMaxLoc(alpha)[0] == 255:
        return up_u, up_v
    height, width = alpha.shape
    mean = half_plane(alpha)
    size = (mean.shape[1] * 2, mean.shape[0] * 2)
    spread = cv2.resize(mean, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    share = cv2.divide(alpha, cv2.max(spread, 1), dtype=cv2.CV_32F)
    made = [cv2.multiply(plane, share, dtype=cv2.CV_8U) for plane in (up_u, up_v)]
    return np.asarray(made[0], np.uint8), np.asarray(made[1], np.uint8)


def _row(rgba: Plane, row: int, opaque: bool) -> Plane:
    """One output channel: a weighted sum of R, G, B and alpha."""
    if not opaque:
        return np.asarray(cv2.transform(rgba, TO_YUV[row : row + 1]), np.uint8)
    red, green, blue, offset = (float(weight) * _STEPS for weight in TO_YUV[row])
    channels = [
        np.asarray(cv2.extractChannel(rgba, i), np.uint8).astype(np.int16) for i in range(3)
    ]
    partial = cv2.addWeighted(channels[0], red, channels[1], green, offset * 255)
    return _rounded(cv2.addWeighted(partial, 1.0, channels[2], blue, 0))


def _rounded(levels: Wide) -> Plane:
    """16-bit sub-levels as 8-bit levels, kept in range."""
    # Not cv2.max, which takes an array of one pixel for a scalar.
    positive = cv2.threshold(levels, 0, 0, cv2.THRESH_TOZERO)[1]
    return np.asarray(cv2.convertScaleAbs(positive, alpha=1 / _STEPS), np.uint8)


def _within_alpha(packed: Plane) -> Plane:
    """Rounding must not leave a colour above its alpha, or the picture would not be premultiplied."""
    alpha = np.asarray(cv2.merge([np.ascontiguousarray(packed[..., 3])] * 4), np.uint8)
    return np.asarray(cv2.min(packed, alpha), np.uint8)


def _halve(rgba: Plane, width: int, height: int) -> Plane:
    if width % 2 or height % 2:
        rgba = cv2.copyMakeBorder(rgba, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)


def half_plane(plane: Plane) -> Plane:
    """The plane at chroma size: the mean of 2×2 samples, an odd last row or column repeated."""
    height, width = plane.shape
    if height % 2 or width % 2:
        plane = cv2.copyMakeBorder(plane, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (plane.shape[1] // 2, plane.shape[0] // 2)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
