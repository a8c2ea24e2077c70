"""Square tiles of mean colour, shared by what pixelates."""

from __future__ import annotations

import cv2
import numpy as np

from cutroom.picture.picture import Picture, Plane


def mosaic(picture: Picture, size: float) -> Picture:
    """``picture`` in tiles of ``size`` short sides, laid out from the centre."""
    tile = size * min(picture.width, picture.height)
    if tile < 1.5:
        return picture
    if not picture.is_planar:
        return Picture.from_rgba(_tiled(picture.rgba, tile), opaque=picture.opaque)
    y, u, v, alpha = picture.planes
    if alpha is None:
        return Picture.from_planes(_tiled(y, tile), _tiled(u, tile / 2), _tiled(v, tile / 2))
    half = picture.chroma_alpha
    assert half is not None
    return Picture.from_planes(
        _tiled(y, tile),
        _tiled(u, tile / 2),
        _tiled(v, tile / 2),
        _tiled(alpha, tile),
        _tiled(half, tile / 2),
    )


def _tiled(plane: Plane, tile: float) -> Plane:
    """Means over a grid of ``tile`` pixels, which need not be whole, with a line through the centre."""
    height, width = plane.shape[:2]
    left, columns = _tiles(width, tile)
    top, rows = _tiles(height, tile)
    right, bottom = (
        round((columns[-1] + 1) * tile) - width - left,
        round((rows[-1] + 1) * tile) - height - top,
    )
    whole = cv2.copyMakeBorder(
        plane, top, max(0, bottom), left, max(0, right), cv2.BORDER_REPLICATE
    )
    small = cv2.resize(whole, (columns[-1] + 1, rows[-1] + 1), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(np.asarray(small, np.uint8)[rows][:, columns])


def _tiles(length: int, tile: float) -> tuple[int, list[int]]:
    """Pixels of the first tile that lie outside, and the tile of every pixel."""
    centred = np.floor((np.arange(length) + 0.5 - length / 2) / tile)
    outside = round(-centred[0] * tile - length / 2)
    return max(0, outside), [int(number) for number in centred - centred[0]]
