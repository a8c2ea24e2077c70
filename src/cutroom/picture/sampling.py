"""Picture arithmetic that effects and the renderer share.

Every function takes and returns immutable pictures, keeps the form (planar or packed) a picture
already has, and leaves premultiplication intact. Lengths are pixels, coordinates continuous with
pixel centres at +0.5. Pictures of two operands must have the same size.

``border`` says what lies outside a picture: "clamp" repeats the edge, "transparent" is nothing
(the result gets alpha), "mirror" reflects, "wrap" repeats the picture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_YUV, half_plane
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import (
    Beyond,
    Matrix,
    Share,
    coverage,
    product,
    scaling,
    transform_plane,
)

Border = Literal["clamp", "transparent", "mirror", "wrap"]
Map = NDArray[np.float32]

_CV_BORDER = {
    "clamp": cv2.BORDER_REPLICATE,
    "transparent": cv2.BORDER_REPLICATE,
    "mirror": cv2.BORDER_REFLECT,
    "wrap": cv2.BORDER_WRAP,
}


# -- making ----------------------------------------------------------------------------------------


def solid(width: int, height: int, color: Color) -> Picture:
    """A picture of one colour, planar, with alpha unless the colour is opaque."""
    alpha = min(max(color.alpha, 0.0), 1.0)
    straight = np.array([color.red, color.green, color.blue, 1.0])
    levels = np.rint(np.clip(TO_YUV.astype(np.float64) @ straight * 255, 0, 255) * alpha)
    half = ((height + 1) // 2, (width + 1) // 2)
    y = np.full((height, width), levels[0], np.uint8)
    u, v = (np.full(half, level, np.uint8) for level in levels[1:])
    if alpha >= 1.0:
        return Picture.from_planes(y, u, v)
    opacity = round(255 * alpha)
    full = np.full((height, width), opacity, np.uint8)
    return Picture.from_planes(y, u, v, full, np.full(half, opacity, np.uint8))


def clear(width: int, height: int) -> Picture:
    """A wholly transparent picture."""
    return solid(width, height, Color(0.0, 0.0, 0.0, 0.0))


def noise(width: int, height: int, seed: int) -> Map:
    """White noise in [0, 1) of H×W, the same for the same seed and size on every machine."""
    generator = np.random.Generator(np.random.PCG64(seed & 0xFFFFFFFFFFFFFFFF))
    return generator.random((height, width), dtype=np.float32)


def cloud(width: int, height: int, cell_px: float, seed: int, octaves: int = 3) -> Map:
    """Smooth noise in [0, 1] of H×W whose largest features are about ``cell_px`` wide."""
    total = np.zeros((height, width), np.float32)
    weight_sum = 0.0
    for octave in range(octaves):
        weight, cell = 0.5**octave, max(1.0, cell_px / 2**octave)
        columns, rows = (max(2, min(n, int(n / cell) + 2)) for n in (width, height))
        coarse = noise(columns, rows, seed * 31 + octave)
        fine = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        total += np.asarray(fine, np.float32) * weight
        weight_sum += weight
    return np.asarray(np.clip(total / weight_sum, 0.0, 1.0), np.float32)


# -- moving pixels ---------------------------------------------------------------------------------


def warp(
    picture: Picture, matrix: Matrix, width: int, height: int, border: Border = "clamp"
) -> Picture:
    """``picture`` through a 3×3 matrix (source → output, perspective allowed) on a new size."""
    if border in ("mirror", "wrap"):
        return _warp_by_map(picture, matrix, width, height, border)
    beyond: Beyond = "near edge" if border == "transparent" else "edge"
    moved = _warp_planes(picture, matrix, width, height, beyond)
    if border == "clamp":
        return moved
    covered = coverage((picture.width, picture.height), matrix, width, height)
    if covered.min() == 255:
        return moved
    return multiply_alpha(moved, covered)


def warp_inside(picture: Picture, matrix: Matrix, width: int, height: int) -> Picture:
    """:func:`warp` for who shows only what lies inside the picture's outline; further out it is undefined."""
    return _warp_planes(picture, matrix, width, height, "near edge")


def turned(picture: Picture, matrix: Matrix, width: int, height: int) -> Picture:
    """A slanted :func:`warp` with transparent surroundings, for scales near 1.

    Premultiplied planes that fade to nothing at their ends need no coverage; edges are as soft as a source pixel.
    """
    if picture.opaque:
        if not picture.is_planar:
            return _warp_planes(Picture.from_rgba(picture.rgba), matrix, width, height, "nothing")
        y, u, v, _ = picture.planes
        white = np.full_like(y, 255), np.full_like(u, 255)
        picture = Picture.from_planes(y, u, v, *white)
    if picture.is_planar and (picture.width % 2 or picture.height % 2):
        picture = _ending_inside(picture)
    return _warp_planes(picture, matrix, width, height, "nothing")


def _ending_inside(picture: Picture) -> Picture:
    """A planar picture of odd size with half of its last colours: the other half lies beyond its edge."""
    y, u, v, alpha = picture.planes
    halves = [np.array(plane) for plane in (u, v, picture.chroma_alpha)]
    for plane in halves:
        if picture.width % 2:
            plane[:, -1] = (plane[:, -1].astype(np.uint16) + 1) // 2
        if picture.height % 2:
            plane[-1] = (plane[-1].astype(np.uint16) + 1) // 2
    return Picture.from_planes(y, halves[0], halves[1], alpha, halves[2])


def resize(picture: Picture, width: int, height: int) -> Picture:
    """``picture`` at another size; shrinking averages, growing interpolates."""
    if (width, height) == (picture.width, picture.height):
        return picture
    matrix = scaling(width / picture.width, height / picture.height)
    return _warp_planes(picture, matrix, width, height)


def remap(picture: Picture, map_x: Map, map_y: Map, border: Border = "clamp") -> Picture:
    """Each output pixel takes the source at continuous (map_x, map_y); maps are H×W float32."""
    mode = _CV_BORDER[border]

    def look_up(plane: Plane, at_x: Map, at_y: Map) -> Plane:
        taken = cv2.remap(plane, at_x, at_y, cv2.INTER_LINEAR, borderMode=mode)
        return np.asarray(taken, np.uint8)

    full_x, full_y = map_x - np.float32(0.5), map_y - np.float32(0.5)
    if picture.is_planar:
        half_x, half_y = _half_map(map_x), _half_map(map_y)
        moved = _apply(
            picture,
            lambda plane: look_up(plane, full_x, full_y),
            lambda plane: look_up(plane, half_x, half_y),
        )
    else:
        moved = _apply(picture, lambda plane: look_up(plane, full_x, full_y))
    if border != "transparent":
        return moved
    inside_x = np.clip(np.minimum(map_x, picture.width - map_x) + 0.5, 0, 1)
    inside_y = np.clip(np.minimum(map_y, picture.height - map_y) + 0.5, 0, 1)
    return multiply_alpha(moved, np.rint(inside_x * inside_y * 255).astype(np.uint8))


def shift(picture: Picture, dx: float, dy: float, border: Border = "clamp") -> Picture:
    """``picture`` moved right and down by (fractional) pixels."""
    matrix = np.array([[1.0, 0.0, dx], [0.0, 1.0, dy], [0.0, 0.0, 1.0]])
    return warp(picture, matrix, picture.width, picture.height, border)


def crop(picture: Picture, left: int, top: int, width: int, height: int) -> Picture:
    """The part of ``picture`` inside a rectangle that lies within it; even offsets copy nothing."""

    def cut(plane: Plane) -> Plane:
        return plane[top : top + height, left : left + width]

    if left % 2 or top % 2:
        matrix = np.array([[1.0, 0.0, -left], [0.0, 1.0, -top], [0.0, 0.0, 1.0]])
        return _warp_planes(picture, matrix, width, height)

    def cut_half(plane: Plane) -> Plane:
        bottom, right = (top + height + 1) // 2, (left + width + 1) // 2
        return plane[top // 2 : bottom, left // 2 : right]

    return _apply(picture, cut, cut_half)


def flip(picture: Picture, *, horizontal: bool = False, vertical: bool = False) -> Picture:
    """``picture`` mirrored left-right and/or top-bottom."""
    if not (horizontal or vertical):
        return picture
    code = -1 if horizontal and vertical else 1 if horizontal else 0
    if (horizontal and picture.width % 2) or (vertical and picture.height % 2):
        across, down = (-1.0, picture.width) if horizontal else (1.0, 0.0), (1.0, 0.0)
        if vertical:
            down = (-1.0, picture.height)
        matrix = np.array([[across[0], 0, across[1]], [0, down[0], down[1]], [0, 0, 1.0]])
        return _warp_planes(picture, matrix, picture.width, picture.height)
    return _apply(picture, lambda plane: np.asarray(cv2.flip(plane, code), np.uint8))


def transpose(picture: Picture) -> Picture:
    """``picture`` with rows and columns exchanged."""
    return _apply(picture, lambda plane: np.asarray(cv2.transpose(plane), np.uint8))


def blur(picture: Picture, sigma_x_px: float, sigma_y_px: float | None = None) -> Picture:
    """Gaussian blur, edges repeated; ``sigma_y_px`` defaults to ``sigma_x_px``."""
    sigma_y = sigma_x_px if sigma_y_px is None else sigma_y_px
    if sigma_x_px < 0.05 and sigma_y < 0.05:
        return picture
    return _apply(
        picture,
        lambda plane: blur_plane(plane, sigma_x_px, sigma_y),
        lambda plane: blur_plane(plane, sigma_x_px / 2, sigma_y / 2),
    )


def blur_plane(plane: Plane, sigma_x_px: float, sigma_y_px: float) -> Plane:
    """Gaussian blur of one array; wide ones are done at reduced size, where they cost little."""
    height, width = plane.shape[:2]
    # A Gaussian of sigma ≥ 4 leaves nothing that sampling at every second pixel would lose.
    by_x = int(min(max(1, sigma_x_px // 2 if sigma_x_px >= 4 else 1), max(1, width // 8)))
    by_y = int(min(max(1, sigma_y_px // 2 if sigma_y_px >= 4 else 1), max(1, height // 8)))
    if by_x > 1 or by_y > 1:
        small = transform_plane(
            plane, scaling(1 / by_x, 1 / by_y), -(-width // by_x), -(-height // by_y)
        )
        small = _gauss(small, _left(sigma_x_px, by_x), _left(sigma_y_px, by_y))
        return transform_plane(small, scaling(by_x, by_y), width, height)
    return _gauss(plane, sigma_x_px, sigma_y_px)


def _left(sigma_px: float, by: int) -> float:
    """What is left of a Gaussian at a ``by``-th of the size, beside the means that shrink and grow."""
    if by == 1:
        return sigma_px
    # A box of n samples and a triangle of 2n: variances (n² − 1)/12 and (n² − 1)/6.
    return float(max(0.25, sigma_px**2 - (by * by - 1) / 4) ** 0.5 / by)


def _gauss(plane: Plane, sigma_x: float, sigma_y: float) -> Plane:
    blurred = cv2.GaussianBlur(
        plane,
        (0, 0),
        max(sigma_x, 0.01),
        sigmaY=max(sigma_y, 0.01),
        borderType=cv2.BORDER_REPLICATE,
    )
    return np.asarray(blurred, np.uint8)


# -- mixing ----------------------------------------------------------------------------------------


def mix(a: Picture, b: Picture, amount: float) -> Picture:
    """``a·(1 − amount) + b·amount``."""
    if amount <= 0.0:
        return a
    if amount >= 1.0:
        return b

    def weigh(x: Plane, y: Plane) -> Plane:
        return np.asarray(cv2.addWeighted(x, 1.0 - amount, y, amount, 0), np.uint8)

    return _combine(a, b, weigh, weigh)


def mix_by(a: Picture, b: Picture, amount: Plane) -> Picture:
    """Per pixel ``a·(1 − amount/255) + b·amount/255``; ``amount`` is an H×W uint8 plane."""
    if a.is_planar or b.is_planar:
        half = half_plane(amount)
        return _combine(
            a, b, lambda x, y: _weigh_by(x, y, amount), lambda x, y: _weigh_by(x, y, half)
        )
    return _combine(a, b, lambda x, y: _weigh_by(x, y, amount), None)


def fade(picture: Picture, amount: float) -> Picture:
    """``picture`` with its opacity multiplied by ``amount`` 0–1."""
    if amount >= 1.0:
        return picture
    covered = np.full((picture.height, picture.width), round(max(amount, 0.0) * 255), np.uint8)
    return multiply_alpha(picture, covered)


def multiply_alpha(picture: Picture, covered: Plane) -> Picture:
    """``picture`` kept only as far as the H×W uint8 plane says."""
    if not picture.is_planar:
        if picture.opaque:
            packed = cv2.cvtColor(picture.rgba, cv2.COLOR_RGBA2RGB)
            packed = cv2.multiply(packed, cv2.merge([covered] * 3), scale=1 / 255)
            return Picture.from_rgba(np.asarray(cv2.merge([*cv2.split(packed), covered]), np.uint8))
        return Picture.from_rgba(_scaled(picture.rgba, cv2.merge([covered] * 4)))
    y, u, v, alpha = picture.planes
    half = half_plane(covered)
    chroma_alpha = picture.chroma_alpha
    return Picture.from_planes(
        _scaled(y, covered),
        _scaled(u, half),
        _scaled(v, half),
        covered if alpha is None else _scaled(alpha, covered),
        half if chroma_alpha is None else _scaled(chroma_alpha, half),
    )


def keep_upright(picture: Picture, columns: Share, rows: Share) -> Picture:
    """``picture`` multiplied by a coverage of columns and rows 0–1: only edges are touched."""
    if not picture.is_planar:
        packed = _edged(picture.rgba, columns, rows)
        return Picture.from_rgba(packed)
    half_columns, half_rows = _halved(columns), _halved(rows)
    y, u, v, alpha = picture.planes
    chroma_alpha = picture.chroma_alpha
    return Picture.from_planes(
        _edged(y, columns, rows),
        _edged(u, half_columns, half_rows),
        _edged(v, half_columns, half_rows),
        product(columns, rows) if alpha is None else _edged(alpha, columns, rows),
        product(half_columns, half_rows)
        if chroma_alpha is None
        else _edged(chroma_alpha, half_columns, half_rows),
    )


def _halved(shares: Share) -> Share:
    """The mean of pairs, an odd last one with itself."""
    if len(shares) % 2:
        shares = np.append(shares, shares[-1])
    return np.asarray((shares[::2] + shares[1::2]) / 2, np.float64)


def _edged(plane: Plane, columns: Share, rows: Share) -> Plane:
    edged = plane.copy()
    for column in np.flatnonzero(columns < 1):
        edged[:, column] = np.rint(edged[:, column] * columns[column])
    for row in np.flatnonzero(rows < 1):
        edged[row] = np.rint(edged[row] * rows[row])
    return edged


def flatten(picture: Picture, color: Color) -> Picture:
    """``picture`` over an opaque colour."""
    if picture.opaque:
        return picture
    ground = solid(picture.width, picture.height, color)
    planes, below = picture.planes, ground.planes
    assert planes.alpha is not None
    chroma_alpha = picture.chroma_alpha
    assert chroma_alpha is not None
    rest, chroma_rest = cv2.bitwise_not(planes.alpha), cv2.bitwise_not(chroma_alpha)
    return Picture.from_planes(
        np.asarray(cv2.add(planes.y, _scaled(below.y, rest)), np.uint8),
        np.asarray(cv2.add(planes.u, _scaled(below.u, chroma_rest)), np.uint8),
        np.asarray(cv2.add(planes.v, _scaled(below.v, chroma_rest)), np.uint8),
    )


# -- the two forms ---------------------------------------------------------------------------------


def _apply(
    picture: Picture, full: Callable[[Plane], Plane], half: Callable[[Plane], Plane] | None = None
) -> Picture:
    """The same operation on every plane (``half`` for chroma), or on the packed array."""
    if not picture.is_planar:
        return Picture.from_rgba(full(picture.rgba), opaque=picture.opaque)
    half = half or full
    y, u, v, alpha = picture.planes
    if alpha is None:
        return Picture.from_planes(full(y), half(u), half(v))
    chroma_alpha = picture.chroma_alpha
    assert chroma_alpha is not None
    return Picture.from_planes(full(y), half(u), half(v), full(alpha), half(chroma_alpha))


def _combine(
    a: Picture,
    b: Picture,
    full: Callable[[Plane, Plane], Plane],
    half: Callable[[Plane, Plane], Plane] | None,
) -> Picture:
    opaque = a.opaque and b.opaque
    if half is None or not (a.is_planar or b.is_planar):
        return Picture.from_rgba(full(a.rgba, b.rgba), opaque=opaque)
    one, two = a.planes, b.planes
    y, u, v = full(one.y, two.y), half(one.u, two.u), half(one.v, two.v)
    if opaque:
        return Picture.from_planes(y, u, v)
    alpha = full(_alpha_or_full(one.alpha, one.y), _alpha_or_full(two.alpha, two.y))
    chroma = half(_alpha_or_full(a.chroma_alpha, one.u), _alpha_or_full(b.chroma_alpha, two.u))
    return Picture.from_planes(y, u, v, alpha, chroma)


def _alpha_or_full(alpha: Plane | None, like: Plane) -> Plane:
    return np.full_like(like, 255) if alpha is None else alpha


def _scaled(plane: Plane, by: Plane) -> Plane:
    return np.asarray(cv2.multiply(plane, by, scale=1 / 255), np.uint8)


def _weigh_by(x: Plane, y: Plane, amount: Plane) -> Plane:
    if x.ndim == 3:
        amount = np.asarray(cv2.merge([amount] * x.shape[2]), np.uint8)
    return np.asarray(
        cv2.add(_scaled(x, np.asarray(cv2.bitwise_not(amount))), _scaled(y, amount)), np.uint8
    )


def _warp_planes(
    picture: Picture, matrix: Matrix, width: int, height: int, beyond: Beyond = "edge"
) -> Picture:
    if not picture.is_planar:
        moved = transform_plane(picture.rgba, matrix, width, height, beyond)
        return Picture.from_rgba(moved, opaque=picture.opaque)
    half = scaling(0.5, 0.5) @ matrix @ scaling(2.0, 2.0)
    half_width, half_height = (width + 1) // 2, (height + 1) // 2
    return _apply(
        picture,
        lambda plane: transform_plane(plane, matrix, width, height, beyond),
        lambda plane: transform_plane(plane, half, half_width, half_height, beyond),
    )


def _warp_by_map(
    picture: Picture, matrix: Matrix, width: int, height: int, border: Border
) -> Picture:
    inverse = np.linalg.inv(matrix)
    x, y = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
    w = inverse[2, 0] * x + inverse[2, 1] * y + inverse[2, 2]
    w = np.where(np.abs(w) < 1e-9, 1e-9, w)
    map_x = (inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]) / w
    map_y = (inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]) / w
    return remap(picture, map_x.astype(np.float32), map_y.astype(np.float32), border)


def _half_map(plane: Map) -> Map:
    height, width = plane.shape
    if height % 2 or width % 2:
        plane = cv2.copyMakeBorder(plane, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (plane.shape[1] // 2, plane.shape[0] // 2)
    small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small * np.float32(0.5) - np.float32(0.5), np.float32)
