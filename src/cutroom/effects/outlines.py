"""Outlines of simple things as closed polygons, y down, reaching about 1 from their centre."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import pi

import cv2
import numpy as np
from numpy.typing import NDArray

Outline = NDArray[np.float64]
SHAPES = (
    "circle", "heart", "star", "sparkle", "petal", "leaf", "flower", "square", "strip", "diamond",
    "triangle", "cloud", "arrow", "butterfly", "hexagon", "feather", "drop", "bat", "note", "snowflake",
    "maple",
)  # fmt: skip
_SUBPIXEL_BITS = 4


@cache
def outline(shape: str) -> Outline:
    """The polygon of a shape as N×2."""
    t = np.linspace(0, 2 * pi, 72, endpoint=False)
    if shape in _POLAR:
        radius = _POLAR[shape](t)
        return np.column_stack([np.sin(t) * radius, -np.cos(t) * radius])
    if shape == "heart":
        x = 16 * np.sin(t) ** 3
        y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
        return np.column_stack([x, y - 2.5]) / 16.5
    if shape == "petal":
        return np.column_stack([0.55 * np.sin(t) * (1 - 0.35 * np.cos(t)), -np.cos(t)])
    if shape == "leaf":
        return np.column_stack([0.5 * np.sin(t) * np.abs(np.sin(t / 2)), -np.cos(t)])
    if shape == "feather":
        return np.column_stack([0.24 * np.sin(t) + 0.18 * np.cos(t) ** 2, -np.cos(t)])
    if shape == "drop":
        return np.column_stack([0.62 * np.sin(t) * np.sin(t / 2) ** 1.4, -np.cos(t)])
    return np.array(_POINTS[shape], np.float64)


_POLAR: dict[str, Callable[[Outline], Outline]] = {
    "circle": lambda t: np.ones_like(t),
    "star": lambda t: _spiked(t, 5, 0.42),
    "sparkle": lambda t: 0.10 + 0.90 * np.abs(np.cos(2 * t)) ** 7,
    "flower": lambda t: 0.62 + 0.38 * np.abs(np.cos(2.5 * t)),
    "diamond": lambda t: 1.0 / (np.abs(np.sin(t)) / 0.72 + np.abs(np.cos(t))),
    "triangle": lambda t: 0.5 / np.cos((t + pi / 3) % (2 * pi / 3) - pi / 3),
    "hexagon": lambda t: np.cos(pi / 6) / np.cos((t + pi / 6) % (pi / 3) - pi / 6),
    "cloud": lambda t: (
        (0.78 + 0.16 * np.abs(np.sin(3.5 * t + 0.3))) * (1 - 0.18 * np.abs(np.cos(t)))
    ),
    "butterfly": lambda t: (
        0.12 + 0.88 * np.abs(np.sin(t)) ** 0.8 * np.abs(np.sin(2 * t + 0.25)) ** 0.6
    ),
    "snowflake": lambda t: 0.14 + 0.86 * np.abs(np.cos(3 * t)) ** 9,
}
_HALF_MAPLE = [
    (0, -1), (0.13, -0.66), (0.3, -0.74), (0.26, -0.36), (0.5, -0.56), (0.58, -0.42), (0.95, -0.4),
    (0.82, -0.14), (0.92, -0.02), (0.5, 0.3), (0.55, 0.46), (0.06, 0.38), (0.06, 0.95),
]  # fmt: skip
_POINTS = {
    "square": [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
    "strip": [(-0.28, -1), (0.28, -1), (0.28, 1), (-0.28, 1)],
    "arrow": [(-1, -0.4), (0.1, -0.4), (0.1, -0.9), (1, 0), (0.1, 0.9), (0.1, 0.4), (-1, 0.4)],
    "bat": [(-1, -0.3), (-0.55, -0.42), (-0.3, -0.1), (-0.14, -0.12), (-0.1, -0.4), (0, -0.25), (0.1, -0.4),
            (0.14, -0.12), (0.3, -0.1), (0.55, -0.42), (1, -0.3), (0.7, 0.05), (0.55, 0.3), (0.3, 0.2),
            (0, 0.5), (-0.3, 0.2), (-0.55, 0.3), (-0.7, 0.05)],
    "note": [(0.1, -1), (0.7, -0.75), (0.7, -0.45), (0.28, -0.62), (0.28, 0.6), (0.1, 0.9), (-0.3, 0.95),
             (-0.5, 0.75), (-0.4, 0.5), (-0.1, 0.4), (0.1, 0.45)],
    "maple": [*_HALF_MAPLE, *((-x, y) for x, y in reversed(_HALF_MAPLE[1:]))],
}  # fmt: skip


def _spiked(t: NDArray[np.float64], points: int, inner: float) -> NDArray[np.float64]:
    """The exact straight-edged star with an inner radius."""
    half = pi / points
    fold = np.abs((t + half) % (2 * half) - half)
    # Where the ray at ``fold`` meets the edge from (1, 0) to inner·(cos half, sin half).
    far_x, far_y = inner * np.cos(half), inner * np.sin(half)
    slope = far_y / (far_x - 1.0)
    return np.asarray(-slope / (np.sin(fold) - slope * np.cos(fold)))


def fill(
    canvas: NDArray[np.uint8],
    points: Outline,
    color: tuple[float, ...],
) -> None:
    """A polygon (pixel coordinates, centres at +0.5) with smooth edges onto a uint8 canvas."""
    fixed = np.rint((points - 0.5) * (1 << _SUBPIXEL_BITS))
    fixed = np.clip(fixed, -(1 << 24), 1 << 24).astype(np.int32)
    cv2.fillPoly(canvas, [fixed], color, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)


def stroke(
    canvas: NDArray[np.uint8], points: Outline, color: tuple[float, ...], width: float
) -> None:
    """An open line through points (pixel coordinates) with smooth edges, at least a pixel wide."""
    fixed = np.rint((points - 0.5) * (1 << _SUBPIXEL_BITS))
    fixed = np.clip(fixed, -(1 << 24), 1 << 24).astype(np.int32)
    thickness = max(1, min(round(width), 255))
    cv2.polylines(
        canvas, [fixed], False, color, thickness, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS
    )


def placed(
    shape: str, x: float, y: float, size: float, degrees: float = 0.0, squash: float = 1.0
) -> Outline:
    """A shape at a pixel place: ``size`` is its radius, ``squash`` narrows it before it turns."""
    points = outline(shape) * (size * squash, size)
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned = points @ np.array([[c, s], [-s, c]])
    return np.asarray(turned + np.array([x, y]))
