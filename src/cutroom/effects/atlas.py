"""A colour table over luma and chroma, laid out flat, so that pictures go through it on their planes.

The red, green and blue of an interpolated table become luma and chroma once; a picture then needs one
bilinear look-up for luma at full size and one for chroma at half size. Along V there are so many slices
that the nearest one will do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.picture.convert import TO_RGB, TO_YUV, half_plane
from cutroom.picture.picture import Picture, Plane

_LUMA, _U, _SLICES = 65, 33, 128
"""Points along Y, points along U, slices along V: together 8,320 wide, and remap takes 32,766."""

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Atlas:
    """``luma`` is U × (slices of V, each with its points of Y side by side); ``chroma`` so too, U and V."""

    luma: Plane
    chroma: Plane


def bake(change: Callable[[Values], Values]) -> Atlas:
    """The atlas of a change of N×3 colours 0–1."""
    y = np.linspace(0, 255, _LUMA, dtype=np.float32)
    u = np.linspace(0, 255, _U, dtype=np.float32)
    v = (np.arange(_SLICES, dtype=np.float32) + 0.5) * (256 / _SLICES) - 0.5
    grid = np.stack(np.meshgrid(u, v, y, indexing="ij"), axis=-1).reshape(-1, 3)
    coded = np.column_stack([grid[:, 2], grid[:, 0], grid[:, 1], np.full(len(grid), 255)]) / 255
    rgb = np.clip(coded @ TO_RGB.T, 0, 1).astype(np.float32)
    drawn = np.clip(change(rgb), 0, 1)
    whole = np.column_stack([drawn, np.ones(len(drawn))]) @ TO_YUV.T * 255
    levels = np.clip(np.rint(whole), 0, 255).astype(np.uint8).reshape(_U, _SLICES * _LUMA, 3)
    return Atlas(np.ascontiguousarray(levels[..., 0]), np.ascontiguousarray(levels[..., 1:]))


def through(picture: Picture, atlas: Atlas) -> Picture:
    """An opaque picture through an atlas."""
    y, u, v, _ = picture.planes
    size = (u.shape[1] * 2, u.shape[0] * 2)
    full_u, full_v = (
        np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR), np.uint8)
        for plane in (u, v)
    )
    height, width = y.shape
    luma = _looked_up(atlas.luma, y, full_u[:height, :width], full_v[:height, :width])
    chroma = _looked_up(atlas.chroma, half_plane(y), u, v)
    new_u, new_v = cv2.split(chroma)
    return Picture.from_planes(luma, np.asarray(new_u, np.uint8), np.asarray(new_v, np.uint8))


def _looked_up(table: Plane, y: Plane, u: Plane, v: Plane) -> Plane:
    x = cv2.add(cv2.LUT(y, _AT_Y), cv2.LUT(v, _AT_V))
    return np.asarray(cv2.remap(table, x, cv2.LUT(u, _AT_U), cv2.INTER_LINEAR), np.uint8)


_AT_Y = (np.arange(256) / 255 * (_LUMA - 1)).astype(np.float32)
# The last point of a slice is interpolated with the next slice at a weight of zero only.
_AT_U = (np.arange(256) / 255 * (_U - 1)).astype(np.float32)
_AT_V = (np.arange(256) * _SLICES // 256 * _LUMA).astype(np.float32)
