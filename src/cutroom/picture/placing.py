"""A picture through a matrix onto a canvas: only its box is computed, edges are one pixel soft."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, isfinite

import numpy as np

from cutroom.picture.over import Box, Sprite
from cutroom.picture.picture import Picture
from cutroom.picture.resample import (
    Matrix,
    Share,
    coverage,
    is_copy,
    is_upright,
    scales,
    spans,
    translation,
)
from cutroom.picture.sampling import keep_upright, multiply_alpha, transpose, turned, warp_inside

_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in pixels of a picture, fractions allowed."""

    left: float
    top: float
    right: float
    bottom: float


def place(
    picture: Picture, matrix: Matrix, canvas: Box, visible: Frame | None = None
) -> Sprite | None:
    """``picture`` at ``matrix`` (source → canvas pixels) inside an even canvas box, None outside it.

    ``visible`` is the part of the picture that shows, all of it by default. A whole picture moved by
    whole even pixels is not copied.
    """
    if matrix[0, 0] == matrix[1, 1] == 0.0 and not np.any(matrix[2, :2]):
        # A quarter turn is an upright picture of the transposed one.
        turned_part = visible and Frame(visible.top, visible.left, visible.bottom, visible.right)
        return place(transpose(picture), matrix[:, [1, 0, 2]], canvas, turned_part)
    frame = visible or Frame(0.0, 0.0, picture.width, picture.height)
    framed = matrix @ translation(frame.left, frame.top)
    extent = (frame.right - frame.left, frame.bottom - frame.top)
    box = bounds(extent, framed).evened().inside(canvas)
    if box.is_empty:
        return None
    if visible is None and is_copy(matrix) and _fits(picture, matrix, box):
        return Sprite(picture, box.left, box.top, box if picture.opaque else None)
    to_box = translation(-box.left, -box.top)
    if visible is None and _turns_at_size(picture, matrix):
        return Sprite(turned(picture, to_box @ matrix, box.width, box.height), box.left, box.top)
    moved = warp_inside(picture, to_box @ matrix, box.width, box.height)
    if covered_by(extent, framed, box):
        return Sprite(moved, box.left, box.top, box if picture.opaque else None)
    if not is_upright(matrix):
        covered = coverage(extent, to_box @ framed, box.width, box.height)
        return Sprite(multiply_alpha(moved, covered), box.left, box.top)
    columns, rows = spans(extent, to_box @ framed, box.width, box.height)
    solid = _solid_part(columns, rows, box) if picture.opaque else None
    return Sprite(keep_upright(moved, columns, rows), box.left, box.top, solid)


def _turns_at_size(picture: Picture, matrix: Matrix) -> bool:
    """Whether a slanted picture is drawn at about its own resolution."""
    if is_upright(matrix) or np.any(matrix[2, :2] != 0.0):
        return False
    return all(0.5 < scale < 1.3 for scale in scales(matrix, (picture.width, picture.height)))


def covered_by(extent: tuple[float, float], matrix: Matrix, canvas: Box) -> bool:
    """Whether a picture of that size at ``matrix`` covers every pixel of the canvas box."""
    if abs(np.linalg.det(matrix)) < 1e-12:
        return False
    # Plain numbers: NumPy takes longer to look at three of them than to multiply them.
    rows = np.linalg.inv(matrix).tolist()
    for x in (canvas.left, canvas.right):
        for y in (canvas.top, canvas.bottom):
            u, v, w = (a * x + b * y + c for a, b, c in rows)
            across, down = u / max(w, 1e-12), v / max(w, 1e-12)
            if not (-_HAIR <= across <= extent[0] + _HAIR and -_HAIR <= down <= extent[1] + _HAIR):
                return False
    return True


def bounds(extent: tuple[float, float], matrix: Matrix) -> Box:
    """The whole pixels that a picture of that size at ``matrix`` touches, empty when behind the eye."""
    xs, ys = [], []
    rows = matrix.tolist()
    for x, y in ((0, 0), (extent[0], 0), (0, extent[1]), extent):
        u, v, w = (a * x + b * y + c for a, b, c in rows)
        if w <= 1e-9 or not (isfinite(u) and isfinite(v)):
            return Box(0, 0, 0, 0)
        xs.append(u / w)
        ys.append(v / w)
    limit = 1 << 24
    edges = (
        floor(max(min(xs), -limit) + _HAIR),
        floor(max(min(ys), -limit) + _HAIR),
        ceil(min(max(xs), limit) - _HAIR),
        ceil(min(max(ys), limit) - _HAIR),
    )
    return Box(*edges)


def _fits(picture: Picture, matrix: Matrix, box: Box) -> bool:
    left, top = round(matrix[0, 2]), round(matrix[1, 2])
    return box == Box(left, top, left + picture.width, top + picture.height)


def _solid_part(columns: Share, rows: Share, box: Box) -> Box | None:
    """The part of the canvas where an upright coverage of ``box`` is whole."""
    across, down = np.flatnonzero(columns == 1), np.flatnonzero(rows == 1)
    if not len(across) or not len(down):
        return None
    return Box(
        box.left + int(across[0]),
        box.top + int(down[0]),
        box.left + int(across[-1]) + 1,
        box.top + int(down[-1]) + 1,
    )
