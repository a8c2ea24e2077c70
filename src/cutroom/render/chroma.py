"""Cutting out a colour: distance in chroma decides alpha, spill and rims of the screen are taken out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_RGB, TO_YUV, half_plane
from cutroom.picture.picture import Picture, Plane, Planes
from cutroom.picture.sampling import multiply_alpha
from cutroom.timeline.model import ChromaKey

_FARTHEST = 150.0
"""Chroma distance, in 8-bit levels, that full intensity still cuts out."""
_LIGHTING = (1.0, 1.8)
"""How much darker than the key a part of the screen may be and still be compared evenly."""


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
    tint out of what stays; where an edge is soft as much of it is taken as the screen shines through,
    so that no rim is left.
    """
    if state.intensity <= 0.0:
        return picture
    straight = _straight(picture)
    keep = _kept(straight, state)
    if state.shadow > 0.0:
        darkness = np.clip(1.0 - (straight.y.astype(np.float32) - 16.0) / 110.0, 0, 1)
        keep = np.maximum(keep, darkness * np.float32(state.shadow))
    kept = np.rint(keep * 255).astype(np.uint8)
    cut = multiply_alpha(Picture.from_planes(straight.y, *_unspilled(straight, state, kept)), kept)
    alpha = picture.alpha
    return cut if alpha is None else multiply_alpha(cut, alpha)


def _straight(picture: Picture) -> Planes:
    """The planes without their alpha."""
    alpha, half = picture.alpha, picture.chroma_alpha
    if alpha is None or half is None:
        return picture.planes
    y, u, v, _ = picture.planes
    y, u, v = (
        np.asarray(cv2.divide(plane, weight, scale=255), np.uint8)
        for plane, weight in ((y, alpha), (u, half), (v, half))
    )
    return Planes(y, u, v, None)


def _levels(color: Color) -> tuple[float, float, float]:
    """Y, U and V of a colour, 8 bit."""
    straight = np.array([color.red, color.green, color.blue, 1.0])
    y, u, v = (TO_YUV @ straight * 255).tolist()
    return y, u, v


def _kept(planes: Planes, state: KeyState) -> NDArray[np.float32]:
    """How much of every pixel stays, 0–1.

    A darker part of the screen has less chroma: it is scaled to the key's luma before it is compared.
    """
    y, u, v, _ = planes
    key_y, key_u, key_v = _levels(state.color)
    luma = cv2.resize(y, (u.shape[1], u.shape[0]), interpolation=cv2.INTER_AREA)
    scale = np.maximum(key_y - 16, 8) / np.maximum(luma.astype(np.float32) - 16, 8)
    scale = np.clip(scale, *_LIGHTING)
    from_u = (u.astype(np.float32) - 128) * scale - np.float32(key_u - 128)
    from_v = (v.astype(np.float32) - 128) * scale - np.float32(key_v - 128)
    distance = np.asarray(cv2.magnitude(from_u, from_v))
    limit, soft = state.intensity * _FARTHEST, 4.0 + state.edge * 40.0
    keep = np.clip((distance - limit) / np.float32(soft) + np.float32(0.5), 0, 1)
    size = (u.shape[1] * 2, u.shape[0] * 2)
    full = cv2.resize(keep, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(full[: y.shape[0], : y.shape[1]], np.float32)


def _unspilled(planes: Planes, state: KeyState, kept: Plane) -> tuple[Plane, Plane]:
    """U and V with the excess of the key's own channels over the others taken out.

    What a green screen throws on skin is green beyond the mean of red and blue; colours that have
    none of that stay as they are.
    """
    _y, u, v, _ = planes
    channels = np.array([state.color.red, state.color.green, state.color.blue])
    least, middle, most = np.sort(channels)
    if most - least < 0.05:
        return u, v
    own = channels >= (most + least) / 2 if middle - least > most - middle else channels >= most
    weights = np.where(own, 1.0 / own.sum(), -1.0 / (~own).sum())
    from_u, from_v = (weights @ TO_RGB[:, 1:3].astype(np.float64)).tolist()
    excess = (u.astype(np.float32) - 128) * np.float32(from_u)
    excess += (v.astype(np.float32) - 128) * np.float32(from_v)
    through = 1 - half_plane(kept).astype(np.float32) / 255
    taken = np.maximum(excess, 0) * np.maximum(np.float32(state.spill), through)
    # An amount taken off channels and given back as grey moves U and V by their columns alone.
    share = TO_YUV[1:, :3].astype(np.float64) @ own.astype(np.float64)
    fixed = (
        np.clip(np.rint(plane - taken * np.float32(part)), 0, 255).astype(np.uint8)
        for plane, part in zip((u, v), share, strict=True)
    )
    fixed_u, fixed_v = fixed
    return fixed_u, fixed_v
