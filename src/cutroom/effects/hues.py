"""Colour changes that depend on hue: tables over the chroma plane, looked up at half size.

Adding grey to a colour or scaling it leaves its hue: a chroma pair has one hue whatever its luma, so
65,536 entries hold every case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.colour import through_opaque
from cutroom.picture.convert import TO_RGB, TO_YUV
from cutroom.picture.picture import Picture, Plane

BANDS = ("red", "orange", "yellow", "green", "cyan", "blue", "purple", "magenta")
CENTRES = (0.0, 30.0, 60.0, 120.0, 180.0, 240.0, 275.0, 315.0)
"""HSV hues of the eight bands, degrees; a hue between two centres belongs to both by its distance."""
HUE_REACH = 30.0
"""Degrees of hue that a full slider turns."""
_LIGHT_REACH = 0.5
_FULL_CHROMA = 0.35

Field = NDArray[np.float64]
Change = tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class HueTables:
    """Entry u·256 + v: new U, new V, and luma gain in 128ths (None where luma stays)."""

    u: Plane
    v: Plane
    gain: Plane | None


def hues_changed(picture: Picture, change: Change) -> Picture:
    """``picture`` with hue, saturation and lightness (each −1…1) changed for each band."""
    tables = _tables(change)
    return through_opaque(picture, lambda opaque: _looked_up(opaque, tables))


def _looked_up(picture: Picture, tables: HueTables) -> Picture:
    y, u, v, _ = picture.planes
    index = (u.astype(np.uint16) << 8) | v
    new_u, new_v = tables.u.take(index), tables.v.take(index)
    if tables.gain is None:
        return Picture.from_planes(y, new_u, new_v)
    small = tables.gain.take(index)
    size = (u.shape[1] * 2, u.shape[0] * 2)
    gain = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)[: y.shape[0], : y.shape[1]]
    scaled = cv2.multiply(cv2.subtract(y, 16.0), gain, scale=1 / 128)
    return Picture.from_planes(np.asarray(cv2.add(scaled, 16.0), np.uint8), new_u, new_v)


@lru_cache(maxsize=32)
def _tables(change: Change) -> HueTables:
    level = np.arange(256) - 128.0
    chroma = np.stack(np.meshgrid(level, level, indexing="ij"), axis=-1).reshape(-1, 2) / 255
    rgb = chroma @ TO_RGB[:, 1:3].T.astype(np.float64)
    high, low = rgb.max(axis=1), rgb.min(axis=1)
    size = high - low
    hue = _hue(rgb, high, size)
    weights = band_weights(hue)
    turn, saturation, light = (weights @ np.array(column) for column in zip(*change, strict=True))
    turned = _coloured(hue + turn * HUE_REACH, size * (1 + saturation))
    made = turned @ TO_YUV[1:, :3].T.astype(np.float64) * 255 + 128
    planes = np.clip(np.rint(made), 0, 255).astype(np.uint8)
    share = np.clip(size / _FULL_CHROMA, 0, 1)
    gain = np.clip(np.rint((1 + _LIGHT_REACH * light * share) * 128), 0, 255).astype(np.uint8)
    return HueTables(
        np.ascontiguousarray(planes[:, 0]),
        np.ascontiguousarray(planes[:, 1]),
        gain if light.any() else None,
    )


def band_weights(hue: Field) -> Field:
    """How far hues in degrees belong to each band: N×8, each row adding up to 1."""
    centres = np.array([*CENTRES, 360.0])
    at = np.mod(hue, 360.0)
    after = np.clip(np.searchsorted(centres, at, side="right"), 1, len(centres) - 1)
    share = (at - centres[after - 1]) / (centres[after] - centres[after - 1])
    share = share * share * (3 - 2 * share)
    weights = np.zeros((len(at), len(CENTRES)))
    rows = np.arange(len(at))
    weights[rows, after - 1] = 1 - share
    weights[rows, after % len(CENTRES)] += share
    return weights


def _hue(rgb: Field, high: Field, size: Field) -> Field:
    red, green, blue = rgb.T
    safe = np.where(size > 0, size, 1.0)
    sector = np.where(
        high == red,
        (green - blue) / safe,
        np.where(high == green, 2 + (blue - red) / safe, 4 + (red - green) / safe),
    )
    return np.asarray(np.mod(sector * 60.0, 360.0))


def _coloured(hue: Field, size: Field) -> Field:
    """Red, green and blue of hues, ``size`` from the least to the greatest of them."""
    columns = [
        np.clip(2 - np.abs(np.mod(hue / 60.0 + 2 - shift, 6.0) - 2), 0, 1) * size
        for shift in (0.0, 2.0, 4.0)
    ]
    return np.stack(columns, axis=1)
