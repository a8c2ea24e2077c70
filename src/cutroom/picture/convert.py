"""BT.709 limited-range YUV 4:2:0 ↔ full-range RGBA, 8 bit, premultiplied on both sides.

Matrix and ranges: ITU-R BT.709-6, 8-bit: Y 16–235, Cb/Cr 16–240 around 128. Chroma is the mean of
2×2 pixels. Premultiplication commutes with the matrix because the offsets are multiplied too.
Results are within one level of the exact ones: sums are rounded once.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

_KR, _KB = 0.2126, 0.0722
_KG = 1.0 - _KR - _KB


def _to_yuv() -> NDArray[np.float32]:
    """Rows Y, U, V over columns R, G, B, A: the offsets ride on alpha."""
    y = np.array([_KR, _KG, _KB]) * 219 / 255
    u = np.array([-_KR, -_KG, 1 - _KB]) / (2 * (1 - _KB)) * 224 / 255
    v = np.array([1 - _KR, -_KG, -_KB]) / (2 * (1 - _KR)) * 224 / 255
    offsets = np.array([[16 / 255], [128 / 255], [128 / 255]])
    return np.hstack([np.vstack([y, u, v]), offsets]).astype(np.float32)


TO_YUV = _to_yuv()
TO_RGB = np.linalg.inv(np.vstack([TO_YUV, [[0, 0, 0, 1]]]))[:3].astype(np.float32)
# With alpha 255 throughout, its column is a constant to add.
_OPAQUE = np.array([1, 1, 1, 255], np.float32)
_OPAQUE_TO_YUV, _OPAQUE_TO_RGB = TO_YUV * _OPAQUE, TO_RGB * _OPAQUE


def planes_from_rgba(rgba: Plane, *, opaque: bool) -> tuple[Plane, Plane, Plane, Plane | None]:
    """Y, U, V and alpha (None when ``opaque``) of an H×W×4 picture."""
    height, width = rgba.shape[:2]
    half = _halve(rgba, width, height)
    if not opaque:
        alpha = np.ascontiguousarray(rgba[..., 3])
        return _row(rgba, 0), _row(half, 1), _row(half, 2), alpha
    rgb, small = (np.asarray(cv2.cvtColor(p, cv2.COLOR_RGBA2RGB), np.uint8) for p in (rgba, half))
    return *_planes_of(rgb, small), None


def planes_from_rgb(rgb: Plane) -> tuple[Plane, Plane, Plane]:
    """Y, U and V of an opaque H×W×3 picture."""
    return _planes_of(rgb, _halve(rgb, rgb.shape[1], rgb.shape[0]))


def _planes_of(rgb: Plane, half: Plane) -> tuple[Plane, Plane, Plane]:
    # All three at once: OpenCV has fast code for three channels to three, not for three to one.
    large, small = cv2.transform(rgb, _OPAQUE_TO_YUV), cv2.transform(half, _OPAQUE_TO_YUV)
    return _channel(large, 0), _channel(small, 1), _channel(small, 2)


def rgba_from_planes(y: Plane, u: Plane, v: Plane, alpha: Plane | None) -> Plane:
    """The H×W×4 picture of planes."""
    if alpha is None:
        return np.asarray(cv2.cvtColor(rgb_from_planes(y, u, v), cv2.COLOR_RGB2RGBA), np.uint8)
    matrix = np.vstack([TO_RGB, np.array([[0, 0, 0, 1]], np.float32)])
    up_u, up_v = _under_own_alpha(doubled(u, y), doubled(v, y), alpha)
    packed = np.asarray(cv2.transform(cv2.merge([y, up_u, up_v, alpha]), matrix), np.uint8)
    return _within_alpha(packed)


def rgb_from_planes(y: Plane, u: Plane, v: Plane) -> Plane:
    """The H×W×3 picture of opaque planes."""
    packed = cv2.merge([y, doubled(u, y), doubled(v, y)])
    return np.asarray(cv2.transform(packed, _OPAQUE_TO_RGB), np.uint8)


def doubled(plane: Plane, like: Plane) -> Plane:
    """A plane of chroma size at the size of luma."""
    size = (plane.shape[1] * 2, plane.shape[0] * 2)
    grown = cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown[: like.shape[0], : like.shape[1]], np.uint8)


def _under_own_alpha(up_u: Plane, up_v: Plane, alpha: Plane) -> tuple[Plane, Plane]:
    """Chroma premultiplied by its own pixel's alpha instead of the 2×2 mean: else sharp edges turn green."""
    if cv2.minMaxLoc(alpha)[0] == 255:
        return up_u, up_v
    mean = half_plane(alpha)
    share = cv2.divide(alpha, cv2.max(doubled(mean, alpha), 1), dtype=cv2.CV_32F)
    made = [cv2.multiply(plane, share, dtype=cv2.CV_8U) for plane in (up_u, up_v)]
    return np.asarray(made[0], np.uint8), np.asarray(made[1], np.uint8)


def _row(rgba: Plane, row: int) -> Plane:
    """One output channel: a weighted sum of R, G, B and alpha."""
    return np.asarray(cv2.transform(rgba, TO_YUV[row : row + 1]), np.uint8)


def _channel(packed: NDArray[Any], index: int) -> Plane:
    return np.asarray(cv2.extractChannel(packed, index), np.uint8)


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
