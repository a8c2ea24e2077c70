"""Scalar fields over a picture, and soft thresholds of them: what wipes and vignettes are made of.

A field is an H×W float32 plane; thresholding one gives the uint8 mask that ``sampling.mix_by`` takes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cos, hypot, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Mask = NDArray[np.uint8]


def grid(width: int, height: int) -> tuple[Field, Field]:
    """x and y of every pixel centre, in half short sides from the picture's centre (y down)."""
    half = min(width, height) / 2
    x = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) / half
    y = (np.arange(height, dtype=np.float32) + 0.5 - height / 2) / half
    wide, tall = np.broadcast_to(x, (height, width)), np.broadcast_to(y[:, None], (height, width))
    return wide, tall


def coarse(
    width: int, height: int, build: Callable[[Field, Field], Field], most: int = 240
) -> Field:
    """A smooth field computed on a coarse grid (``most`` cells on the short side) and interpolated.

    ``build`` gets x and y as :func:`grid` has them. The grid reaches one cell beyond every edge, so
    that interpolation is right up to the border.
    """
    by = max(1, round(min(width, height) / most))
    return _refined(build(*_coarse_grid(width, height, by)), width, height, by)


def coarse_mask(
    width: int, height: int, build: Callable[[Field, Field], Field], most: int = 240
) -> Mask:
    """As :func:`coarse`, from 0–1 to 0–255: several times faster where a byte is enough."""
    by = max(1, round(min(width, height) / most))
    small = np.rint(np.clip(build(*_coarse_grid(width, height, by)), 0, 1) * np.float32(255))
    size = (small.shape[1] * by, small.shape[0] * by)
    grown = cv2.resize(small.astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(grown[by : by + height, by : by + width])


Places = tuple[Field, Field]


def coarse_places(
    width: int, height: int, build: Callable[[Field, Field], Places], most: int = 240
) -> tuple[Places, Places]:
    """Where every luma and every chroma sample comes from, counted in samples of its own plane.

    ``build`` gives places in pixels, counted from pixel centres, on a grid as :func:`coarse` has it.
    """
    by = max(1, round(min(width, height) / most))
    # Cells of an even size are whole ones at chroma size as well.
    by += by % 2 if by > 1 else 0
    x, y = build(*_coarse_grid(width, height, by))
    whole = _refined(x, width, height, by), _refined(y, width, height, by)
    if by == 1:
        x, y = build(*_coarse_grid(width, height, 2))
    half = (-(-width // 2), -(-height // 2), max(1, by // 2))
    return whole, (_refined(_chroma_places(x), *half), _refined(_chroma_places(y), *half))


def _chroma_places(places: Field) -> Field:
    return np.asarray(places * np.float32(0.5) - np.float32(0.25), np.float32)


def _coarse_grid(width: int, height: int, by: int) -> tuple[Field, Field]:
    half = min(width, height) / 2
    x = ((np.arange(-(-width // by) + 2, dtype=np.float32) - 0.5) * by - width / 2) / half
    y = ((np.arange(-(-height // by) + 2, dtype=np.float32) - 0.5) * by - height / 2) / half
    across, down = np.meshgrid(x, y)
    return np.asarray(across, np.float32), np.asarray(down, np.float32)


def _refined(small: Field, width: int, height: int, by: int) -> Field:
    size = (small.shape[1] * by, small.shape[0] * by)
    grown = np.asarray(small, np.float32)
    if by > 1:
        grown = cv2.resize(grown, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(grown[by : by + height, by : by + width], np.float32)


@lru_cache(maxsize=4)
def ramp(width: int, height: int, degrees: float) -> Field:
    """0–1 from one edge to the opposite one along a direction, degrees clockwise from right."""
    x, y = grid(width, height)
    across, down = cos(radians(degrees)), sin(radians(degrees))
    half = min(width, height) / 2
    reach = (abs(across) * width + abs(down) * height) / 2 / half
    along = x[:1] * np.float32(across) + y[:, :1] * np.float32(down)
    return np.asarray(along / np.float32(2 * reach) + np.float32(0.5), np.float32)


@lru_cache(maxsize=3)
def distance(width: int, height: int, x: float = 0.0, y: float = 0.0) -> Field:
    """Distance from a point (half short sides from the centre); 1 at the farthest corner."""
    across, down = grid(width, height)
    half = min(width, height) / 2
    far = hypot(width / 2 / half + abs(x), height / 2 / half + abs(y))
    gap = cv2.magnitude(
        np.ascontiguousarray(across - np.float32(x)), np.ascontiguousarray(down - np.float32(y))
    )
    return np.asarray(gap / np.float32(far), np.float32)


@lru_cache(maxsize=3)
def clock(width: int, height: int, start_degrees: float = -90.0) -> Field:
    """0–1 around the centre, clockwise from a start angle (−90 is twelve o'clock)."""
    across, down = grid(width, height)
    angle = cv2.phase(np.ascontiguousarray(across), np.ascontiguousarray(down))
    turned = angle / np.float32(2 * pi) - np.float32(start_degrees / 360.0)
    return np.asarray(turned - np.floor(turned), np.float32)


def threshold(field: Field, level: float, softness: float) -> Mask:
    """255 where ``field`` is below ``level``, 0 above, soft over ``softness``.

    ``level`` 0 gives nothing and 1 gives all of a 0–1 field, whatever the softness.
    """
    soft = max(softness, 1e-4)
    edge = level * (1.0 + soft)
    mask = cv2.addWeighted(field, -255.0 / soft, field, 0.0, 255.0 * edge / soft, dtype=cv2.CV_8U)
    return np.asarray(mask, np.uint8)


def evened(field: Field) -> Field:
    """A field stretched so that its least value is 0 and its greatest 1."""
    low, high = float(field.min()), float(field.max())
    return np.asarray((field - np.float32(low)) / np.float32(max(high - low, 1e-6)), np.float32)


@lru_cache(maxsize=4)
def corners_mask(width: int, height: int, radius: float, amount: float) -> Mask:
    """0 inside ``radius`` (1 is the corner), then growing with the square to 255·``amount``."""
    far = distance(width, height) - np.float32(radius)
    share = np.clip(far / np.float32(max(1.0 - radius, 0.05)), 0, 1)
    return np.asarray(np.rint(share * share * np.float32(255 * amount)), np.uint8)


def hair(width: int, height: int) -> float:
    """The softness that makes a full-run edge about one pixel wide."""
    return 1.5 / max(width, height, 2)
