"""How a canvas is divided into screens."""

from __future__ import annotations

import numpy as np

from cutroom.effects.placing import Corners

_GRIDS = {
    "2 columns": (2, 1), "3 columns": (3, 1), "5 columns": (5, 1), "2 rows": (1, 2), "3 rows": (1, 3),
    "5 rows": (1, 5), "4": (2, 2), "6": (3, 2), "9": (3, 3), "16": (4, 4),
}  # fmt: skip
_CUTS = {
    # Corners as parts of width and height, screen by screen.
    "3 slanted": (
        ((0, 0), (0.42, 0), (0.25, 1), (0, 1)),
        ((0.42, 0), (0.75, 0), (0.58, 1), (0.25, 1)),
        ((0.75, 0), (1, 0), (1, 1), (0.58, 1)),
    ),
    "2 slanted": (((0, 0), (0.62, 0), (0.38, 1), (0, 1)), ((0.62, 0), (1, 0), (1, 1), (0.38, 1))),
    "4 triangles": (
        ((0, 0), (1, 0), (0.5, 0.5)),
        ((1, 0), (1, 1), (0.5, 0.5)),
        ((1, 1), (0, 1), (0.5, 0.5)),
        ((0, 1), (0, 0), (0.5, 0.5)),
    ),
    "bolt": (
        ((0, 0), (0.62, 0), (0.44, 0.45), (0.6, 0.42), (0.36, 1), (0, 1)),
        ((0.62, 0), (1, 0), (1, 1), (0.36, 1), (0.6, 0.42), (0.44, 0.45)),
    ),
    "mosaic": (
        ((0, 0), (0.4, 0), (0.4, 0.6), (0, 0.6)),
        ((0.4, 0), (1, 0), (1, 0.35), (0.4, 0.35)),
        ((0, 0.6), (0.65, 0.6), (0.65, 1), (0, 1)),
        ((0.65, 0.35), (1, 0.35), (1, 1), (0.65, 1)),
        ((0.4, 0.35), (0.65, 0.35), (0.65, 0.6), (0.4, 0.6)),
    ),
}
LAYOUTS = (*_GRIDS, *_CUTS)
"""Every way to divide a canvas."""


def screens(layout: str, width: float, height: float) -> list[Corners]:
    """The outlines of the screens in pixels; together they are the canvas."""
    size = np.array([width, height], np.float64)
    if layout in _CUTS:
        return [np.array(points, np.float64) * size for points in _CUTS[layout]]
    columns, rows = _GRIDS[layout]
    unit = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float64)
    return [
        (unit + np.array([column, row])) / (columns, rows) * size
        for row in range(rows)
        for column in range(columns)
    ]
