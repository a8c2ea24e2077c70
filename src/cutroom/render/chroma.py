"""Cutting out a colour: distance in chroma from the key decides alpha, spill is pulled to grey."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_YUV
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import multiply_alpha
from cutroom.timeline.model import ChromaKey

_FARTHEST = 150.0
"""Chroma distance, in 8-bit levels, that full intensity still cuts out."""


@dataclass(frozen=True, slots=True)
class KeyState:
    """A chroma key at a time, every number 0–1."""

    color: Color
    intensity: float
    shadow: float
    edge: float
    spill: float


def key_state(key: ChromaKey, time_s: float) -> KeyState:
    """The key at seconds from the clip's nominal start."""
    curves = (key.intensity, key.shadow, key.edge, key.spill)
    return KeyState(key.color, *(min(max(curve.at(time_s), 0.0), 1.0) for curve in curves))


def keyed(picture: Picture, state: KeyState) -> Picture:
    """``picture`` without the key colour.

    Chroma nearer to the key than ``intensity`` allows is cut, over a soft margin that ``edge``
    widens; ``shadow`` brings back dark pixels of the key colour as shadow; ``spill`` takes the key's
    tint out of what stays.
    """
    if state.intensity <= 0.0:
        return picture
    y, u, v, alpha = picture.planes
    chroma_alpha = picture.chroma_alpha
    red_green_blue = np.array([state.color.red, state.color.green, state.color.blue, 1.0])
    key_u, key_v = (float(row @ red_green_blue) * 255 for row in TO_YUV[1:])
    from_u, from_v = _centred(u, chroma_alpha, key_u), _centred(v, chroma_alpha, key_v)
    distance = cv2.magnitude(from_u, from_v)
    limit = state.intensity * _FARTHEST
    soft = 4.0 + state.edge * 40.0
    keep = np.clip((np.asarray(distance) - limit) / np.float32(soft) + np.float32(0.5), 0, 1)
    full = np.asarray(
        cv2.resize(keep, (u.shape[1] * 2, u.shape[0] * 2), interpolation=cv2.INTER_LINEAR),
        np.float32,
    )[: picture.height, : picture.width]
    if state.shadow > 0.0:
        darkness = np.clip(1.0 - (y.astype(np.float32) - 16.0) / 110.0, 0, 1)
        full = np.maximum(full, darkness * np.float32(state.shadow))
    cut = Picture.from_planes(y, *_unspilled(picture, state), alpha, chroma_alpha)
    return multiply_alpha(cut, np.rint(full * 255).astype(np.uint8))


def _centred(plane: Plane, alpha: Plane | None, level: float) -> NDArray[np.float32]:
    """Chroma minus the key's, of premultiplied samples."""
    if alpha is None:
        return plane.astype(np.float32) - np.float32(level)
    straight = cv2.divide(plane, alpha, scale=255, dtype=cv2.CV_32F)
    return np.asarray(straight, np.float32) - np.float32(level)


def _unspilled(picture: Picture, state: KeyState) -> tuple[Plane, Plane]:
    """U and V with the component along the key's hue reduced."""
    _y, u, v, _alpha = picture.planes
    if state.spill <= 0.0:
        return u, v
    chroma_alpha = picture.chroma_alpha
    neutral = np.float32(128) if chroma_alpha is None else chroma_alpha * np.float32(128 / 255)
    colour = np.array([state.color.red, state.color.green, state.color.blue, 1.0])
    hue = np.array([float(row @ colour) * 255 - 128 for row in TO_YUV[1:]])
    length = float(np.hypot(*hue))
    if length < 1.0:
        return u, v
    hue /= length
    from_u, from_v = u - neutral, v - neutral
    along = np.maximum(from_u * np.float32(hue[0]) + from_v * np.float32(hue[1]), 0)
    taken = along * np.float32(state.spill)
    fixed = (
        np.rint(plane - taken * np.float32(part)) for plane, part in ((u, hue[0]), (v, hue[1]))
    )
    fixed_u, fixed_v = (np.clip(plane, 0, 255).astype(np.uint8) for plane in fixed)
    return fixed_u, fixed_v
