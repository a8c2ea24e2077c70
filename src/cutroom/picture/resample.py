"""One plane (or packed array) through a matrix: exact copies, fast axis-aligned zooms, warps.

Coordinates are continuous: pixel centres at +0.5. Outside the source the edge is repeated unless something else
is asked for; who wants nothing there multiplies by :func:`coverage`.
"""

from __future__ import annotations

from math import ceil, floor, hypot
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.geometry import Affine

Plane = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Share = NDArray[np.float64]
Beyond = Literal["edge", "near edge", "nothing"]
"""What lies outside a slanted plane: its edge repeated, the same for two samples and then nothing, or nothing."""

PHASE_TOLERANCE = 1 / 48
"""How far a resampled grid may lie from the wanted one, in output pixels, before it is shifted."""
_PHASE_TRIES = 48
_TILE = 64
"""Side of the squares in which the edges of a turned or tilted picture are looked for."""
_EDGE = 2
"""Samples repeated around what is moved: as far as interpolation and a soft edge reach."""
# Outside these scales a zoom's intermediate view would be much larger than its result.
_ZOOM_LEAST, _ZOOM_MOST = 0.25, 16.0
_HALF = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5], [0.0, 0.0, 1.0]])
_UNHALF = np.array([[1.0, 0.0, -0.5], [0.0, 1.0, -0.5], [0.0, 0.0, 1.0]])


def matrix_of(affine: Affine) -> Matrix:
    """The 3×3 form."""
    return np.array(
        [[affine.a, affine.b, affine.tx], [affine.c, affine.d, affine.ty], [0.0, 0.0, 1.0]]
    )


def scaling(x: float, y: float) -> Matrix:
    """The matrix that scales about the origin."""
    return np.diag([x, y, 1.0])


def translation(x: float, y: float) -> Matrix:
    """The matrix that moves."""
    return np.array([[1.0, 0.0, x], [0.0, 1.0, y], [0.0, 0.0, 1.0]])


def transform_plane(
    plane: Plane, matrix: Matrix, width: int, height: int, beyond: Beyond = "edge"
) -> Plane:
    """``plane`` through ``matrix`` (source → output) on ``width`` × ``height`` samples.

    What is turned or tilted costs a fraction when it may have nothing ``beyond`` it: OpenCV is slow wherever
    it repeats an edge.
    """
    plane, matrix = _prefilter(*_upright(plane, matrix))
    if (
        is_upright(matrix)
        and min(abs(matrix[0, 0]), abs(matrix[1, 1])) > _ZOOM_LEAST
        and (max(abs(matrix[0, 0]), abs(matrix[1, 1])) < _ZOOM_MOST)
    ):
        plane, matrix = _unflip(plane, matrix)
        return _zoom(plane, matrix, width, height)
    if beyond == "nothing":
        return _warp(plane, matrix, width, height, cv2.BORDER_CONSTANT)
    if beyond == "near edge":
        wider = cv2.copyMakeBorder(plane, *(_EDGE,) * 4, cv2.BORDER_REPLICATE)
        by = matrix @ translation(-_EDGE, -_EDGE)
        return _warp(np.asarray(wider, np.uint8), by, width, height, cv2.BORDER_CONSTANT)
    return _warp(plane, matrix, width, height)


def spans(
    source: tuple[float, float], matrix: Matrix, width: int, height: int
) -> tuple[Share, Share]:
    """How much of each output column and row an upright (width, height) source covers, 0–1."""
    made = []
    for axis, count in ((0, width), (1, height)):
        offset = matrix[axis, 2]
        ends = sorted((offset, offset + matrix[axis, axis] * source[axis]))
        grid = np.arange(count, dtype=np.float64)
        made.append(np.clip(np.minimum(grid + 1, ends[1]) - np.maximum(grid, ends[0]), 0, 1))
    return made[0], made[1]


def coverage(source: tuple[float, float], matrix: Matrix, width: int, height: int) -> Plane:
    """How much of each output pixel the (width, height) source covers, 0–255, edges one pixel soft."""
    if is_upright(matrix):
        return product(*spans(source, matrix, width, height))
    # White at about the drawn resolution: its bilinear border is then one output pixel wide.
    scale_x, scale_y = scales(matrix, source)
    drawn = (
        max(1, min(16384, round(source[0] * scale_x))),
        max(1, min(16384, round(source[1] * scale_y))),
    )
    white = np.full((drawn[1], drawn[0]), 255, np.uint8)
    steps = matrix @ scaling(source[0] / drawn[0], source[1] / drawn[1])
    return _warped_white(white, steps, width, height)


def _warped_white(white: Plane, matrix: Matrix, width: int, height: int) -> Plane:
    """A white plane through a matrix, black around it; only where its edges run is anything worked out."""
    depths = _depths(white, matrix, width, height)
    if depths is None:
        return _warp(white, matrix, width, height, cv2.BORDER_CONSTANT)
    reach = _TILE * 0.71 + 2.0
    inside = np.asarray(depths > reach, np.uint8) * np.uint8(255)
    size = (depths.shape[1] * _TILE, depths.shape[0] * _TILE)
    tiles = cv2.resize(inside, size, interpolation=cv2.INTER_NEAREST)
    covered = np.ascontiguousarray(tiles[:height, :width])
    for row, crossed in enumerate(np.abs(depths) <= reach):
        steps = np.flatnonzero(np.diff(np.concatenate([[False], crossed, [False]]).astype(np.int8)))
        for first, last in zip(steps[::2], steps[1::2], strict=True):
            left, top = int(first) * _TILE, row * _TILE
            part = covered[top : top + _TILE, left : int(last) * _TILE]
            local = translation(-left, -top) @ matrix
            part[...] = _warp(white, local, part.shape[1], part.shape[0], cv2.BORDER_CONSTANT)
    return covered


def _depths(white: Plane, matrix: Matrix, width: int, height: int) -> NDArray[np.float64] | None:
    """How far inside the moved plane the middle of every tile of the output lies, in pixels.

    None where the output is small, or the plane partly behind the eye or seen from its edge.
    """
    tall, wide = white.shape
    moved = np.array([[0, 0, 1], [wide, 0, 1], [wide, tall, 1], [0, tall, 1]]) @ matrix.T
    if width * height < 16 * _TILE * _TILE or moved[:, 2].min() <= 1e-6:
        return None
    points = moved[:, :2] / moved[:, 2:]
    sides = np.roll(points, -1, axis=0) - points
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 1.0:
        return None
    normals = np.column_stack([-sides[:, 1], sides[:, 0]]) / lengths[:, None]
    if float(normals[0] @ (points[2] - points[0])) < 0.0:
        normals = -normals
    x = (np.arange(-(-width // _TILE)) + 0.5) * _TILE
    y = (np.arange(-(-height // _TILE)) + 0.5) * _TILE
    offsets = (normals * points).sum(axis=1)
    depths = normals[:, :1, None] * x + normals[:, 1:, None] * y[:, None] - offsets[:, None, None]
    return np.asarray(depths.min(axis=0), np.float64)


def product(columns: Share, rows: Share) -> Plane:
    """round(255 · rows ⊗ columns), cheap because almost all of either is 0 or 1."""
    covered = np.zeros((len(rows), len(columns)), np.uint8)
    whole_rows, whole_columns = np.flatnonzero(rows == 1), np.flatnonzero(columns == 1)
    if len(whole_rows) and len(whole_columns):
        covered[whole_rows[0] : whole_rows[-1] + 1, whole_columns[0] : whole_columns[-1] + 1] = 255
    for row in np.flatnonzero((rows > 0) & (rows < 1)):
        covered[row] = np.rint(255 * rows[row] * columns)
    for column in np.flatnonzero((columns > 0) & (columns < 1)):
        covered[:, column] = np.rint(255 * columns[column] * rows)
    return covered


def scales(matrix: Matrix, source: tuple[float, float]) -> tuple[float, float]:
    """Output pixels per source pixel along the source's axes, at its centre."""
    x, y = source[0] / 2, source[1] / 2
    rows = matrix.tolist()
    u, v, w = (a * x + b * y + c for a, b, c in rows)
    shown, last = (u / w, v / w), rows[2]
    along_x = [(row[0] - last[0] * at) / w for row, at in zip(rows, shown, strict=False)]
    along_y = [(row[1] - last[1] * at) / w for row, at in zip(rows, shown, strict=False)]
    return hypot(*along_x), hypot(*along_y)


def is_copy(matrix: Matrix) -> bool:
    """Whether the matrix only moves by whole pixels."""
    moved = matrix[0, 2] == round(matrix[0, 2]) and matrix[1, 2] == round(matrix[1, 2])
    return bool(moved and np.array_equal(matrix[:, :2], np.eye(3)[:, :2]))


def is_upright(matrix: Matrix) -> bool:
    """Whether the sides stay parallel to the axes, without a quarter turn."""
    return bool(
        matrix[0, 1] == matrix[1, 0] == matrix[2, 0] == matrix[2, 1] == 0.0
        and matrix[2, 2] == 1.0
        and matrix[0, 0] != 0.0
        and matrix[1, 1] != 0.0
    )


def _upright(plane: Plane, matrix: Matrix) -> tuple[Plane, Matrix]:
    """A quarter turn as an upright picture of the transposed plane."""
    if matrix[0, 0] == matrix[1, 1] == 0.0 and matrix[2, 0] == matrix[2, 1] == 0.0:
        return np.asarray(cv2.transpose(plane), np.uint8), matrix[:, [1, 0, 2]]
    return plane, matrix


def _prefilter(plane: Plane, matrix: Matrix) -> tuple[Plane, Matrix]:
    """Average whole blocks first when shrinking to half or less, or details would alias."""
    height, width = plane.shape[:2]
    scale_x, scale_y = scales(matrix, (width, height))
    by_x, by_y = (max(1, floor(1 / max(s, 1 / 4096) + 1e-6)) for s in (scale_x, scale_y))
    if by_x == by_y == 1:
        return plane, matrix
    right, bottom = -width % by_x, -height % by_y
    if right or bottom:
        plane = cv2.copyMakeBorder(plane, 0, bottom, 0, right, cv2.BORDER_REPLICATE)
    size = (plane.shape[1] // by_x, plane.shape[0] // by_y)
    small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), matrix @ scaling(by_x, by_y)


def _unflip(plane: Plane, matrix: Matrix) -> tuple[Plane, Matrix]:
    height, width = plane.shape[:2]
    if matrix[0, 0] < 0:
        plane, matrix = plane[:, ::-1], matrix @ np.array([[-1.0, 0, width], [0, 1, 0], [0, 0, 1]])
    if matrix[1, 1] < 0:
        plane, matrix = plane[::-1], matrix @ np.array([[1.0, 0, 0], [0, -1, height], [0, 0, 1]])
    return plane, matrix


def _warp(
    plane: Plane, matrix: Matrix, width: int, height: int, border: int = cv2.BORDER_REPLICATE
) -> Plane:
    indexed = _UNHALF @ matrix @ _HALF
    if indexed[2, 0] == indexed[2, 1] == 0.0:
        warped = cv2.warpAffine(
            plane,
            indexed[:2] / indexed[2, 2],
            (width, height),
            flags=cv2.INTER_LINEAR,
            borderMode=border,
        )
    else:
        warped = cv2.warpPerspective(
            plane, indexed, (width, height), flags=cv2.INTER_LINEAR, borderMode=border
        )
    return np.asarray(warped, np.uint8)


def warp_packed(packed: Plane, matrix: Matrix, width: int, height: int) -> Plane:
    """An H×W×4 array through an affine matrix, zero outside."""
    return _warp(packed, matrix, width, height, cv2.BORDER_CONSTANT)


def _zoom(plane: Plane, matrix: Matrix, width: int, height: int) -> Plane:
    """An upright, unflipped zoom and move, several times faster than a warp."""
    scale_x, scale_y = float(matrix[0, 0]), float(matrix[1, 1])
    across = _line_up(scale_x, float(matrix[0, 2]), width, plane.shape[1])
    down = _line_up(scale_y, float(matrix[1, 2]), height, plane.shape[0])
    view = _view(plane, across, down)
    if scale_x != 1.0 or scale_y != 1.0:
        view = np.asarray(
            cv2.resize(view, None, fx=scale_x, fy=scale_y, interpolation=cv2.INTER_LINEAR), np.uint8
        )
    view = _shifted(view, across[2], width, axis=1)
    return _shifted(view, down[2], height, axis=0)


def _line_up(scale: float, offset: float, count: int, extent: int) -> tuple[int, int, float]:
    """(first source sample, end, output samples to skip) of one axis.

    Resizing a view that starts at a whole source sample gives a grid of fixed phase. Starting some
    samples earlier changes the phase; the start is chosen where it lies nearest to the wanted one,
    and only what is left over has to be shifted by interpolation.
    """
    latest = floor(-offset / scale)
    best, best_error = latest, 2.0
    for start in range(latest, latest - _PHASE_TRIES, -1):
        skip = -offset - start * scale
        error = abs(skip - round(skip))
        if error < best_error - 1e-9:
            best, best_error = start, error
        if best_error < PHASE_TOLERANCE:
            break
    skip = -offset - best * scale
    if abs(skip - round(skip)) < PHASE_TOLERANCE:
        skip = float(round(skip))
    end = best + ceil((skip + count + 1) / scale) + 2
    return best, max(end, best + 1), skip


def _view(plane: Plane, across: tuple[int, int, float], down: tuple[int, int, float]) -> Plane:
    """Samples [start, end) of either axis, the edge repeated where the plane has none."""
    height, width = plane.shape[:2]
    left, right = min(max(across[0], 0), width - 1), max(min(across[1], width), 1)
    top, bottom = min(max(down[0], 0), height - 1), max(min(down[1], height), 1)
    left, top = min(left, right - 1), min(top, bottom - 1)
    view = plane[top:bottom, left:right]
    margins = (
        max(0, top - down[0]),
        max(0, down[1] - bottom),
        max(0, left - across[0]),
        max(0, across[1] - right),
    )
    if not any(margins):
        return view
    return np.asarray(cv2.copyMakeBorder(view, *margins, cv2.BORDER_REPLICATE), np.uint8)


def _shifted(view: Plane, skip: float, count: int, axis: int) -> Plane:
    whole = floor(skip)
    part = skip - whole
    first = view[:, whole : whole + count] if axis else view[whole : whole + count]
    if part == 0.0:
        return first
    second = view[:, whole + 1 : whole + 1 + count] if axis else view[whole + 1 : whole + 1 + count]
    return np.asarray(cv2.addWeighted(first, 1 - part, second, part, 0), np.uint8)
