"""What fills the canvas behind a clip of the bottom layer: a colour, a blurred copy, an image."""

from __future__ import annotations

from cutroom.core.color import BLACK, Color
from cutroom.core.geometry import Point, Size, cover, place
from cutroom.picture.over import Box
from cutroom.picture.picture import Picture
from cutroom.picture.resample import matrix_of, scaling
from cutroom.picture.sampling import blur, flatten, warp

_WEAKEST, _STRONGEST = 0.006, 0.055
"""Gaussian sigma at level 0 and 1, as fractions of the canvas's longer side; the levels users know
(0.0625, 0.375, 0.75, 1) come out at 17, 46, 82 and 106 px on a 1080×1920 canvas."""
_KEPT_SIGMA = 4.5
"""Sigma of the small copy in its own pixels: wide enough that growing it linearly leaves no facets."""


def covering(picture: Picture, canvas: Box) -> Picture:
    """The middle of ``picture`` scaled to cover the canvas, on black."""
    whole = Size(canvas.width, canvas.height)
    size = Size(picture.width, picture.height)
    centre = Point(canvas.width / 2, canvas.height / 2)
    matrix = matrix_of(place(size, cover(whole, size), centre, 0.0, Point(1.0, 1.0)))
    return flatten(warp(picture, matrix, canvas.width, canvas.height), BLACK)


def blurred_fill(picture: Picture, level: float, canvas: Box, ground: Color) -> Picture:
    """A blurred copy of ``picture`` that covers the canvas, over a colour where it is transparent.

    It is made small, blurred there and grown: a wide Gaussian has no detail to lose.
    """
    longer = max(canvas.width, canvas.height)
    sigma = (_WEAKEST + (_STRONGEST - _WEAKEST) * min(max(level, 0.0), 1.0)) * longer
    by = max(1.0, sigma / _KEPT_SIGMA)
    width, height = (max(2, round(n / by)) for n in (canvas.width, canvas.height))
    size = Size(picture.width, picture.height)
    small_canvas = Size(width, height)
    centre = Point(width / 2, height / 2)
    matrix = matrix_of(place(size, cover(small_canvas, size), centre, 0.0, Point(1.0, 1.0)))
    small = flatten(warp(picture, matrix, width, height), ground)
    small = blur(small, sigma * width / canvas.width, sigma * height / canvas.height)
    grow = scaling(canvas.width / width, canvas.height / height)
    return warp(small, grow, canvas.width, canvas.height)
