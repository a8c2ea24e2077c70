"""Colours inverted."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.spec import Filter, Moment, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """What is inverted, and when."""

    keep_hue: bool = flag(False, "invert brightness only")
    rate: float = number(0.0, 0.0, 20.0, "changes to and fro a second; 0 stays inverted")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """On the planes: luma mirrored about its middle, chroma about grey."""
    if params.rate and int(moment.time_s * params.rate * 2 + 1e-6) % 2:
        return picture
    y, u, v, alpha = picture.planes
    if alpha is None:
        luma = cv2.LUT(y, np.clip(251 - np.arange(256), 0, 255).astype(np.uint8))
        turned = [u, v] if params.keep_hue else [cv2.LUT(plane, _mirror()) for plane in (u, v)]
        return Picture.from_planes(*(np.asarray(plane, np.uint8) for plane in (luma, *turned)))
    half = picture.chroma_alpha
    assert half is not None
    luma = cv2.subtract(cv2.multiply(alpha, 1.0, scale=251 / 255), y)
    whole = cv2.multiply(half, 1.0, scale=256 / 255)
    turned = [u, v] if params.keep_hue else [cv2.subtract(whole, plane) for plane in (u, v)]
    planes = [np.asarray(plane, np.uint8) for plane in (luma, *turned)]
    return Picture.from_planes(planes[0], planes[1], planes[2], alpha, half)


def _mirror() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.clip(256 - np.arange(256), 0, 255).astype(np.uint8)


EFFECT = Filter("negative", Params, apply, "Colours inverted.")
