"""Sizes, fits and the matrix that places a picture on a canvas.

Canvas coordinates: pixels, origin top-left, x right, y down, pixel centres at +0.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point in pixels or fractions, as the field that holds it says."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners as fractions of a source picture, origin top-left."""

    top_left: Point
    top_right: Point
    bottom_left: Point
    bottom_right: Point

    @property
    def is_rectangle(self) -> bool:
        """Whether the sides are parallel to the picture's."""
        return (
            self.top_left.x == self.bottom_left.x
            and self.top_right.x == self.bottom_right.x
            and self.top_left.y == self.top_right.y
            and self.bottom_left.y == self.bottom_right.y
        )

    @property
    def is_whole(self) -> bool:
        """Whether nothing is cropped away."""
        return self == WHOLE


WHOLE = Quad(Point(0.0, 0.0), Point(1.0, 0.0), Point(0.0, 1.0), Point(1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Affine:
    """x' = a·x + b·y + tx, y' = c·x + d·y + ty."""

    a: float
    b: float
    tx: float
    c: float
    d: float
    ty: float

    def apply(self, x: float, y: float) -> Point:
        """The image of a point."""
        return Point(self.a * x + self.b * y + self.tx, self.c * x + self.d * y + self.ty)


def contain(canvas: Size, media: Size) -> Size:
    """The largest size with the media's proportions that fits the canvas: scale 1.0 of a clip."""
    scale = min(canvas.width / media.width, canvas.height / media.height)
    return Size(media.width * scale, media.height * scale)


def cover(canvas: Size, media: Size) -> Size:
    """The smallest size with the media's proportions that covers the canvas."""
    scale = max(canvas.width / media.width, canvas.height / media.height)
    return Size(media.width * scale, media.height * scale)


def place(source: Size, drawn: Size, centre: Point, degrees: float, flip: Point) -> Affine:
    """The matrix from source pixels to canvas pixels.

    Order: flip (−1 or 1 per axis), scale to ``drawn``, rotate clockwise, move the centre to
    ``centre`` (canvas pixels).
    """
    sx = drawn.width / source.width * flip.x
    sy = drawn.height / source.height * flip.y
    # Quarter turns must be exact, or an axis-aligned clip would be resampled.
    cosine, sine = _turn(degrees)
    a, b = cosine * sx, -sine * sy
    c, d = sine * sx, cosine * sy
    half_w, half_h = source.width / 2, source.height / 2
    tx = centre.x - a * half_w - b * half_h
    ty = centre.y - c * half_w - d * half_h
    return Affine(a, b, tx, c, d, ty)


def _turn(degrees: float) -> tuple[float, float]:
    exact = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}
    wrapped = degrees % 360.0
    return exact.get(wrapped, (cos(radians(wrapped)), sin(radians(wrapped))))
