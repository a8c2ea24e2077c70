"""Curves through points, as colour tools draw them: smooth and never overshooting."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.float64]
MOST_POINTS = 64
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")


def parse_knots(notation: str) -> list[tuple[float, float]]:
    """Points of a text "x,y x,y …", both 0–1, in order of x; what cannot be read is left out."""
    numbers = [float(found) for found in _NUMBER.findall(notation[: 64 * MOST_POINTS])]
    pairs = zip(numbers[::2], numbers[1::2], strict=False)
    inside = {min(max(x, 0.0), 1.0): min(max(y, 0.0), 1.0) for x, y in pairs}
    return sorted(inside.items())[:MOST_POINTS]


def through_knots(notation: str, values: Levels) -> Levels:
    """``values`` 0–1 through the curve of a text of points; fewer than two points change nothing.

    Cubic Hermite pieces with the tangents of Fritsch and Carlson (1980), level beyond the ends.
    """
    knots = parse_knots(notation)
    if len(knots) < 2:
        return values
    x, y = (np.array(column) for column in zip(*knots, strict=True))
    run = np.maximum(np.diff(x), 1e-6)
    slope = np.diff(y) / run
    tangent = _tangents(slope)
    at = np.clip(values, x[0], x[-1])
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(run) - 1)
    t = (at - x[piece]) / run[piece]
    risen = y[piece] + (y[piece + 1] - y[piece]) * t * t * (3 - 2 * t)
    bent = tangent[piece] * t * (1 - t) ** 2 - tangent[piece + 1] * t * t * (1 - t)
    return np.asarray(np.clip(risen + run[piece] * bent, 0.0, 1.0))


def _tangents(slope: Levels) -> Levels:
    inner = np.where(slope[:-1] * slope[1:] > 0, (slope[:-1] + slope[1:]) / 2, 0.0)
    tangent = np.concatenate([slope[:1], inner, slope[-1:]])
    for index, rise in enumerate(slope):
        if rise == 0.0:
            tangent[index] = tangent[index + 1] = 0.0
            continue
        steep = float(np.hypot(tangent[index] / rise, tangent[index + 1] / rise))
        if steep > 3.0:
            tangent[index] *= 3.0 / steep
            tangent[index + 1] *= 3.0 / steep
    return tangent
