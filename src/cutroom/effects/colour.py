"""Colour work on pictures with or without alpha: straight RGB in, same alpha out."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha

Rgb = NDArray[np.uint8]
Table = NDArray[np.uint8]


def recolour(picture: Picture, change: Callable[[Rgb], Rgb]) -> Picture:
    """``change`` applied to the straight H×W×3 RGB of a picture; its alpha is kept."""
    if picture.opaque:
        rgb = np.asarray(cv2.cvtColor(picture.rgba, cv2.COLOR_RGBA2RGB), np.uint8)
        return packed(change(rgb))
    rgba = picture.rgba
    alpha = rgba[..., 3]
    share = np.maximum(alpha, 1)[..., None].astype(np.float32)
    straight = np.minimum(rgba[..., :3] * (np.float32(255) / share), 255).astype(np.uint8)
    changed = change(np.ascontiguousarray(straight))
    weight = cv2.merge([alpha, alpha, alpha])
    premultiplied = cv2.multiply(changed, weight, scale=1 / 255)
    return Picture.from_rgba(np.asarray(cv2.merge([*cv2.split(premultiplied), alpha]), np.uint8))


def through_opaque(picture: Picture, change: Callable[[Picture], Picture]) -> Picture:
    """``change``, which takes opaque pictures, applied to any: straight colours in, same alpha out."""
    if picture.opaque:
        return change(picture)
    alpha = picture.alpha
    assert alpha is not None
    straight = cv2.divide(picture.rgba, cv2.merge([alpha] * 4), scale=255)
    drawn = change(Picture.from_rgba(np.asarray(straight, np.uint8), opaque=True))
    return multiply_alpha(drawn, alpha)


def packed(rgb: Rgb) -> Picture:
    """An opaque picture of H×W×3 RGB."""
    return Picture.from_rgba(
        np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA), np.uint8), opaque=True
    )


def table(values: NDArray[np.floating]) -> Table:
    """256 values of 0–1 as an 8-bit look-up table."""
    return np.asarray(np.rint(np.clip(values, 0.0, 1.0) * 255), np.uint8)


def chroma_scaled(picture: Picture, amount: float) -> Picture:
    """Saturation times ``amount`` (0 is grey), on the planes."""
    y, u, v, alpha = picture.planes
    if alpha is None:
        lut = np.clip(np.rint((np.arange(256) - 128) * amount + 128), 0, 255).astype(np.uint8)
        return Picture.from_planes(
            y, np.asarray(cv2.LUT(u, lut), np.uint8), np.asarray(cv2.LUT(v, lut), np.uint8)
        )
    half = picture.chroma_alpha
    assert half is not None
    grey = cv2.multiply(half, 1.0, scale=128 / 255)

    def scaled(plane: Rgb) -> Rgb:
        return np.asarray(cv2.addWeighted(plane, amount, grey, 1.0 - amount, 0), np.uint8)

    return Picture.from_planes(y, scaled(u), scaled(v), alpha, half)
