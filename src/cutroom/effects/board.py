"""A canvas on which parts of pictures are laid in place: pieces, panels, cards, nested frames."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.outlines import fill
from cutroom.effects.placing import Corners, even_box, moved_inside
from cutroom.picture.convert import half_plane
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, translation
from cutroom.picture.sampling import crop, mix_by, solid


class Board:
    """Starts as a copy of a picture; whatever is put on it afterwards costs only its own box."""

    def __init__(self, ground: Picture) -> None:
        """``ground`` itself is not touched. What is put on has its form, and alpha where it has."""
        if not ground.is_planar:
            self.picture = Picture.from_rgba(ground.rgba.copy(), opaque=ground.opaque)
            return
        y, u, v, alpha = (None if p is None else np.array(p) for p in ground.planes)
        assert y is not None
        assert u is not None
        assert v is not None
        chroma = None if alpha is None else np.array(ground.chroma_alpha)
        self.picture = Picture.from_planes(y, u, v, alpha, chroma)

    def put(self, source: Picture, matrix: Matrix, outline: Corners, strength: float = 1.0) -> None:
        """``source`` through ``matrix`` inside an outline of canvas pixels, its edge one pixel soft.

        What lay there before is replaced as far as ``strength`` 0–1 says, alpha included.
        """
        box = self._box(outline) if strength > 0.0 else None
        if box is None:
            return
        left, top, wide, tall = box
        if self.picture.is_planar:
            # Converted as a whole once, not piece by piece.
            source = Picture.from_planes(*source.planes, source.chroma_alpha)
        inside = outline - (left, top)
        moved = moved_inside(source, translation(-left, -top) @ matrix, wide, tall, inside)
        covered: NDArray[np.uint8] = np.zeros((tall, wide), np.uint8)
        fill(covered, inside, (round(255 * min(1.0, strength)),))
        self.lay(moved, covered, left, top)

    def lay(self, part: Picture, covered: NDArray[np.uint8], left: int, top: int) -> None:
        """``part`` as far as the weights ``covered`` of its size say, at even canvas pixels."""
        below = crop(self.picture, left, top, part.width, part.height)
        if not self.picture.is_planar:
            below.rgba[...] = mix_by(below, part, covered).rgba
            return
        half = half_plane(covered)
        planes = zip(
            (*below.planes, below.chroma_alpha),
            (*part.planes, part.chroma_alpha),
            (covered, half, half, covered, half),
            strict=True,
        )
        for plane, new, weight in planes:
            if plane is None:
                continue
            shown = weight if new is None else cv2.multiply(new, weight, scale=1 / 255)
            kept = cv2.multiply(plane, cv2.bitwise_not(weight), scale=1 / 255)
            cv2.add(kept, shown, dst=plane)

    def paint(self, color: Color, outline: Corners, strength: float = 1.0) -> None:
        """An opaque colour inside an outline of canvas pixels, on what is nothing as well."""
        box = self._box(outline) if strength > 0.0 else None
        if box is None:
            return
        left, top, wide, tall = box
        covered: NDArray[np.uint8] = np.zeros((tall, wide), np.uint8)
        fill(covered, outline - (left, top), (round(255 * min(1.0, strength)),))
        self.lay(solid(wide, tall, Color(color.red, color.green, color.blue)), covered, left, top)

    def _box(self, outline: Corners) -> tuple[int, int, int, int] | None:
        if not np.isfinite(outline).all():
            return None
        return even_box(outline, self.picture.width, self.picture.height)


def through(matrix: Matrix, points: Corners) -> Corners:
    """N×2 points through a 3×3 matrix."""
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    depth = np.where(np.abs(moved[:, 2:]) < 1e-9, 1e-9, moved[:, 2:])
    return np.asarray(moved[:, :2] / depth, np.float64)


def rectangle(left: float, top: float, right: float, bottom: float) -> Corners:
    """The four corners of a box."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float64)


def rounded(box: tuple[float, float, float, float], radius: float) -> Corners:
    """A box (left, top, right, bottom) with round corners as a polygon."""
    left, top, right, bottom = box
    radius = max(0.0, min(radius, (right - left) / 2, (bottom - top) / 2))
    turn = np.linspace(0, np.pi / 2, 7)
    arcs = []
    for quarter, (x, y) in enumerate(
        (
            (right - radius, bottom - radius),
            (left + radius, bottom - radius),
            (left + radius, top + radius),
            (right - radius, top + radius),
        )
    ):
        angle = turn + quarter * np.pi / 2
        arcs.append(np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)]))
    return np.concatenate(arcs)
