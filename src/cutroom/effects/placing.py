"""Pictures laid over pictures: moved, turned, tilted in perspective, with clean edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK
from cutroom.effects.outlines import fill
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import (
    Matrix,
    is_upright,
    scales,
    scaling,
    translation,
    warp_packed,
)
from cutroom.picture.sampling import crop, mix_by, solid, warp

Corners = NDArray[np.float64]
_EDGE = 2
"""Pixels more than are seen, for interpolation."""
_MARGIN = 16
"""Pixels kept around what is moved: as far as interpolation and soft outlines reach."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a canvas-sized picture stands in front of the camera.

    ``x``/``y`` move by canvas widths/heights, ``spin`` turns clockwise, ``tilt_x``/``tilt_y`` turn
    about the horizontal/vertical axis through ``pivot`` (half-size units from the centre, y down),
    all in degrees; ``away`` moves back by canvas heights; ``eye`` is the camera's distance in heights.
    """

    x: float = 0.0
    y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    spin: float = 0.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    away: float = 0.0
    pivot: tuple[float, float] = (0.0, 0.0)
    eye: float = 1.6

    def matrix(self, width: int, height: int) -> Matrix:
        """The 3×3 matrix from picture pixels to canvas pixels."""
        hinge_x, hinge_y = self.pivot[0] * width / 2, self.pivot[1] * height / 2
        turn = _rotation(self.tilt_x, self.tilt_y, self.spin)
        plane = turn @ np.diag([self.scale_x, self.scale_y, 1.0])
        moved = np.array([self.x * width + hinge_x, self.y * height + hinge_y, self.away * height])
        eye = self.eye * height
        columns = np.column_stack([plane[:, 0], plane[:, 1], moved])
        project = np.array([[eye, 0, 0], [0, eye, 0], [0, 0, 1.0]])
        columns[2, 2] += eye
        centred = project @ columns @ translation(-width / 2 - hinge_x, -height / 2 - hinge_y)
        matrix = translation(width / 2, height / 2) @ centred
        return np.asarray(matrix / matrix[2, 2] if abs(matrix[2, 2]) > 1e-9 else matrix, np.float64)


def _rotation(tilt_x: float, tilt_y: float, spin: float) -> NDArray[np.float64]:
    cx, sx = cos(radians(tilt_x)), sin(radians(tilt_x))
    cy, sy = cos(radians(tilt_y)), sin(radians(tilt_y))
    cz, sz = cos(radians(spin)), sin(radians(spin))
    about_x = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_z = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1.0]])
    return np.asarray(about_y @ about_x @ about_z, np.float64)


def corners(matrix: Matrix, width: int, height: int) -> Corners:
    """Where the corners go: top-left, top-right, bottom-right, bottom-left as 4×2."""
    points = np.array([[0, width, width, 0], [0, 0, height, height], [1, 1, 1, 1.0]])
    moved = matrix @ points
    return np.asarray((moved[:2] / np.where(moved[2] == 0, 1e-9, moved[2])).T, np.float64)


def area(matrix: Matrix, width: int, height: int) -> float:
    """The drawn area in pixels, negative when the picture is seen from behind."""
    x, y = corners(matrix, width, height).T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def paste(below: Picture, above: Picture, matrix: Matrix) -> Picture:
    """``above`` through ``matrix`` over ``below``, both opaque, edges one pixel soft.

    Only the box that the drawn quadrangle touches is worked on.
    """
    width, height = below.width, below.height
    points = corners(matrix, above.width, above.height)
    box = even_box(points, width, height)
    if box is None:
        return below
    left, top, wide, tall = box
    local = translation(-left, -top) @ matrix
    moved = moved_inside(above, local, wide, tall, points - (left, top))
    covered = np.zeros((tall, wide), np.uint8)
    fill(covered, points - (left, top), (255,))
    if (wide, tall) == (width, height) and covered.min() == 255:
        return moved
    part = mix_by(crop(below, left, top, wide, tall), moved, covered)
    planes = [np.array(plane) for plane in below.planes[:3]]
    for plane, source, by in zip(planes, part.planes[:3], (1, 2, 2), strict=True):
        rows, columns = source.shape
        plane[top // by : top // by + rows, left // by : left // by + columns] = source
    return Picture.from_planes(planes[0], planes[1], planes[2])


def moved_inside(
    picture: Picture, matrix: Matrix, width: int, height: int, outline: Corners
) -> Picture:
    """:func:`~cutroom.picture.sampling.warp` for who shows only what an outline on the result encloses.

    What lies outside is undefined. A turned or tilted picture then costs half, because OpenCV is
    fast only where nothing is repeated beyond the edges.
    """
    box = _seen(picture, matrix, outline)
    if box is None:
        return warp(picture, matrix, width, height)
    y, u, v, alpha = picture.planes
    half = scaling(0.5, 0.5) @ matrix @ scaling(2.0, 2.0)
    half_box = [edge // 2 for edge in box]
    half_size = (width + 1) // 2, (height + 1) // 2
    luma = _cut_and_moved(y, box, matrix, (width, height))
    chroma = [_cut_and_moved(plane, half_box, half, half_size) for plane in (u, v)]
    cover = picture.chroma_alpha
    if alpha is None or cover is None:
        return Picture.from_planes(luma, chroma[0], chroma[1])
    return Picture.from_planes(
        luma,
        chroma[0],
        chroma[1],
        _cut_and_moved(alpha, box, matrix, (width, height)),
        _cut_and_moved(cover, half_box, half, half_size),
    )


def _seen(picture: Picture, matrix: Matrix, outline: Corners) -> list[int] | None:
    """Even left, top, right and bottom, margin included, of what an outline on the result shows.

    None when :func:`~cutroom.picture.sampling.warp` is as fast, or has to repeat edges.
    """
    size = np.array([picture.width, picture.height])
    if (
        not picture.is_planar
        or is_upright(matrix)
        or min(scales(matrix, (picture.width, picture.height))) <= 0.5
        or abs(np.linalg.det(matrix)) < 1e-9
    ):
        return None
    back = np.column_stack([outline, np.ones(len(outline))]) @ np.linalg.inv(matrix).T
    depth = back[:, 2]
    if np.abs(depth).min() < 1e-9 or depth.min() * depth.max() < 0:
        return None
    points = back[:, :2] / depth[:, None]
    low, high = points.min(axis=0), points.max(axis=0)
    if low.min() < -1.0 or (high > size + 1.0).any():
        return None
    ends = np.floor(low) - _MARGIN, np.ceil(high) + _MARGIN
    return [int(edge // 2 * 2) for edge in np.concatenate(ends)]


def _cut_and_moved(plane: Plane, box: list[int], matrix: Matrix, size: tuple[int, int]) -> Plane:
    """The part of a plane inside a box through a matrix; the box may reach over its edges."""
    left, top, right, bottom = box
    height, width = plane.shape
    part = plane[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    over = max(0, -top), max(0, bottom - height), max(0, -left), max(0, right - width)
    if any(over):
        part = np.asarray(cv2.copyMakeBorder(part, *over, cv2.BORDER_REPLICATE), np.uint8)
    return warp_packed(part, matrix @ translation(left, top), *size)


def even_box(points: Corners, width: int, height: int) -> tuple[int, int, int, int] | None:
    """Left, top, width and height of what the points enclose on the canvas, from even corners."""
    low = np.clip(np.floor(points.min(axis=0)) - 2, 0, (width, height)).astype(int) // 2 * 2
    high = np.clip(np.ceil(points.max(axis=0)) + 2, 0, (width, height)).astype(int)
    wide, tall = (int(length) for length in high - low)
    if wide <= 0 or tall <= 0:
        return None
    # An odd end only where the canvas itself is odd, or chroma would not line up.
    wide = min(wide + wide % 2, width - int(low[0]))
    tall = min(tall + tall % 2, height - int(low[1]))
    return int(low[0]), int(low[1]), wide, tall


def mirrored(picture: Picture, matrix: Matrix) -> Picture:
    """``picture`` through an affine matrix at its own size; beyond its edges it is reflected."""
    if is_upright(matrix) and _covers(matrix, picture.width, picture.height):
        return warp(picture, matrix, picture.width, picture.height)
    y, u, v, alpha = picture.planes
    half = scaling(0.5, 0.5) @ matrix @ scaling(2.0, 2.0)
    if alpha is None:
        return Picture.from_planes(_reflected(y, matrix), _reflected(u, half), _reflected(v, half))
    cover = picture.chroma_alpha
    assert cover is not None
    return Picture.from_planes(
        _reflected(y, matrix),
        _reflected(u, half),
        _reflected(v, half),
        _reflected(alpha, matrix),
        _reflected(cover, half),
    )


def _covers(matrix: Matrix, width: int, height: int) -> bool:
    """Whether a picture of the canvas's size still fills it after an upright matrix."""
    if min(matrix[0, 0], matrix[1, 1]) < 1.0:
        return False
    low, high = corners(matrix, width, height)[[0, 2]]
    return bool((low <= 0).all() and high[0] >= width and high[1] >= height)


def slid(picture: Picture, dx: float, dy: float) -> Picture:
    """An opaque picture moved by pixels, rounded to even ones; beyond its edges it is reflected.

    Several times faster than :func:`mirrored` when the way is longer than the picture.
    """
    across, down = round(dx / 2), round(dy / 2)
    y, u, v, _ = picture.planes
    return Picture.from_planes(
        _moved(y, 2 * across, 2 * down), _moved(u, across, down), _moved(v, across, down)
    )


def _moved(plane: Plane, across: int, down: int) -> Plane:
    for axis, way in ((1, across), (0, down)):
        if way:
            count = plane.shape[axis]
            at = (np.arange(count) - way) % (2 * count)
            plane = np.take(plane, np.minimum(at, 2 * count - 1 - at), axis=axis)
    return plane


def _reflected(plane: Plane, matrix: Matrix) -> Plane:
    height, width = plane.shape
    border = cv2.BORDER_REFLECT
    reach = _reach(matrix, width, height)
    if reach is not None:
        # OpenCV is slow wherever it reflects: what is seen beyond the edges is laid there first.
        plane = np.asarray(cv2.copyMakeBorder(plane, *reach, border), np.uint8)
        matrix, border = matrix @ translation(-reach[2], -reach[0]), cv2.BORDER_CONSTANT
    # OpenCV counts from pixel centres.
    indexed = translation(-0.5, -0.5) @ matrix @ translation(0.5, 0.5)
    moved = cv2.warpAffine(
        plane, indexed[:2], (width, height), flags=cv2.INTER_LINEAR, borderMode=border
    )
    return np.asarray(moved, np.uint8)


def _reach(matrix: Matrix, width: int, height: int) -> tuple[int, int, int, int] | None:
    """How far the canvas sees beyond the top, bottom, left and right of such a picture; None for too far."""
    if abs(np.linalg.det(matrix)) < 1e-6:
        return None
    seen = corners(np.asarray(np.linalg.inv(matrix), np.float64), width, height)
    (left, top), (right, bottom) = seen.min(axis=0), seen.max(axis=0)
    up, down, before, after = (
        max(0, ceil(length) + _EDGE) for length in (-top, bottom - height, -left, right - width)
    )
    too_far = max(up, down) >= height or max(before, after) >= width
    return None if too_far or up + down + before + after > width else (up, down, before, after)


def over_black(
    width: int, height: int, stack: Sequence[tuple[Picture, tuple[float, float]]]
) -> Picture:
    """Pictures moved by pixels, first ones below, on black."""
    drawn = solid(width, height, BLACK)
    for picture, (dx, dy) in stack:
        drawn = paste(drawn, picture, translation(dx, dy))
    return drawn


def zoomed(width: int, height: int, scale: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    """The matrix that scales about a point (half-size units from the centre, y down)."""
    at_x, at_y = width / 2 * (1 + x), height / 2 * (1 + y)
    return translation(at_x, at_y) @ scaling(scale, scale) @ translation(-at_x, -at_y)


def spun(width: int, height: int, degrees: float, scale: float = 1.0) -> Matrix:
    """The matrix that turns clockwise about the centre and scales."""
    c, s = cos(radians(degrees)) * scale, sin(radians(degrees)) * scale
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    return np.asarray(
        translation(width / 2, height / 2) @ turn @ translation(-width / 2, -height / 2), np.float64
    )
