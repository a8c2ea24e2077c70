"""The test chart: two small scenes drawn by formula at any size, and a line of letter blocks.

A disc, bars of every hue, a grey ramp, thin lines and flat areas: enough that a change of place,
colour or sharpness shows, and smooth enough that the pictures stay small. Its arrays refuse to be written into.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cutroom.picture.picture import Picture

Plane = NDArray[np.float64]
WARM = ((0.98, 0.78, 0.52), (0.80, 0.32, 0.30), (0.99, 0.93, 0.72), (0.30, 0.17, 0.26))
COOL = ((0.55, 0.80, 0.95), (0.18, 0.42, 0.66), (0.93, 0.98, 1.00), (0.08, 0.20, 0.30))
HUES = (
    (0.9, 0.15, 0.15),
    (0.95, 0.75, 0.1),
    (0.2, 0.7, 0.25),
    (0.15, 0.6, 0.85),
    (0.45, 0.25, 0.75),
)


@lru_cache(maxsize=16)
def chart(width: int, height: int, which: str) -> Picture:
    """The "before" (warm, disc left, face) or "after" (cool, disc right) scene, opaque and planar."""
    colors = WARM if which == "before" else COOL
    side = -1.0 if which == "before" else 1.0
    x, y = _grid(width, height)
    pixel = 2.0 / height
    picture = _blend(np.array(colors[0]), np.array(colors[1]), (y + 1.0) / 2.0)
    picture = _over(picture, colors[2], _disc(x - side * 0.75, y + 0.25, 0.42, pixel))
    picture = _over(picture, colors[3], _below(y - 0.45 - 0.12 * np.sin(3.0 * x + side), pixel))
    for number, hue in enumerate(HUES):
        left = -side * 0.95 - 0.5 + number * 0.2
        picture = _over(picture, hue, _box(x, y, (left, -0.55, left + 0.2, 0.15), pixel))
    if which == "before":
        for eye in (-0.15, 0.15):
            picture = _over(picture, colors[3], _disc(x + 0.75 - eye, y + 0.33, 0.05, pixel))
    for line in range(6):
        at = -1.6 + line * 0.07
        picture = _over(picture, (1, 1, 1), _box(x, y, (at, 0.62, at + 0.03, 0.9), pixel))
    ramp = np.clip((x + 0.2) / 1.6, 0, 1)[..., None] * np.ones(3)
    picture = np.where(_box(x, y, (-0.2, 0.68, 1.4, 0.85), pixel)[..., None] > 0.5, ramp, picture)
    return _planar(picture)


@lru_cache(maxsize=8)
def letter(width: int, height: int, index: int) -> Picture:
    """A glyph-like block with alpha: a rounded letter cut out of one hue."""
    x, y = _grid(width, height)
    pixel = 2.0 / height
    shape = _box(x, y, (-0.62, -0.85, 0.62, 0.85), pixel)
    hole = _box(x, y, (-0.25, -0.55, 0.25, -0.1), pixel)
    if index % 2:
        hole = np.maximum(hole, _box(x, y, (-0.25, 0.2, 0.62, 0.55), pixel))
    alpha = np.clip(shape - hole, 0, 1)
    color = np.array(HUES[index % len(HUES)]) * 0.4 + 0.6
    rgba = np.dstack([color[None, None, :] * alpha[..., None], alpha])
    packed = np.rint(rgba * 255).astype(np.uint8)
    packed.setflags(write=False)
    return Picture.from_rgba(packed)


def _grid(width: int, height: int) -> tuple[Plane, Plane]:
    """Half heights from the centre."""
    x = (np.arange(width) + 0.5 - width / 2) / (height / 2)
    y = (np.arange(height) + 0.5 - height / 2) / (height / 2)
    across, down = np.meshgrid(x, y)
    return across, down


def _blend(top: Plane, bottom: Plane, share: Plane) -> Plane:
    return top + (bottom - top) * np.clip(share, 0, 1)[..., None]


def _over(picture: Plane, color: tuple[float, ...], cover: Plane) -> Plane:
    return picture + (np.array(color) - picture) * cover[..., None]


def _disc(x: Plane, y: Plane, radius: float, pixel: float) -> Plane:
    return np.clip((radius - np.hypot(x, y)) / pixel + 0.5, 0, 1)


def _below(y: Plane, pixel: float) -> Plane:
    return np.clip(y / pixel + 0.5, 0, 1)


def _box(x: Plane, y: Plane, box: tuple[float, float, float, float], pixel: float) -> Plane:
    across = np.clip(np.minimum(x - box[0], box[2] - x) / pixel + 0.5, 0, 1)
    down = np.clip(np.minimum(y - box[1], box[3] - y) / pixel + 0.5, 0, 1)
    return across * down


def _planar(picture: Plane) -> Picture:
    rgb = np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)
    alpha = np.full((*rgb.shape[:2], 1), 255, np.uint8)
    planes = Picture.from_rgba(np.dstack([rgb, alpha]), opaque=True).planes
    for plane in planes[:3]:
        plane.setflags(write=False)
    return Picture.from_planes(planes.y, planes.u, planes.v)
