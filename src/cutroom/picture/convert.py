"""BT.709 limited-range YUV 4:2:0 ↔ full-range RGBA, 8 bit, premultiplied on both sides.

Matrix and ranges: ITU-R BT.709-6, 8-bit: Y 16–235, Cb/Cr 16–240 around 128. Chroma is the mean of
2×2 pixels. Premultiplication commutes with the matrix because the offsets are multiplied too.
"""

from __future__ import annotations

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


def planes_from_rgba(rgba: Plane, *, opaque: bool) -> tuple[Plane, Plane, Plane, Plane | None]:
    """Y, U, V and alpha (None when ``opaque``) of an H×W×4 picture."""
    height, width = rgba.shape[:2]
    y = cv2.transform(rgba, TO_YUV[:1])
    half = _halve(rgba, width, height)
    uv = cv2.transform(half, TO_YUV[1:])
    u, v = cv2.split(uv)
    return y, u, v, None if opaque else np.ascontiguousarray(rgba[..., 3])


def rgba_from_planes(y: Plane, u: Plane, v: Plane, alpha: Plane | None) -> Plane:
    """The H×W×4 picture of planes."""
    height, width = y.shape
    full_alpha = np.full_like(y, 255) if alpha is None else alpha
    size = (u.shape[1] * 2, u.shape[0] * 2)
    up_u = cv2.resize(u, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    up_v = cv2.resize(v, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
    yuva = cv2.merge([y, up_u, up_v, full_alpha])
    matrix = np.vstack([TO_RGB, np.array([[0, 0, 0, 1]], np.float32)])
    return np.asarray(cv2.transform(yuva, matrix), np.uint8)


def _halve(rgba: Plane, width: int, height: int) -> Plane:
    if width % 2 or height % 2:
        rgba = cv2.copyMakeBorder(rgba, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    return np.asarray(cv2.resize(rgba, size, interpolation=cv2.INTER_AREA), np.uint8)
