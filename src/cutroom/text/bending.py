"""A block set on an arc: where each point of the straight block goes.

The longest line spans the angle ``TextContent.bend_degrees`` of a circle through the block's middle;
other lines keep their distance from it. The bent block is moved so that its cells are centred on the
anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, degrees, isfinite, radians, sin
from typing import Any

from cutroom.core.geometry import Size
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia

LEAST_BEND_DEGREES = 0.5
MAX_BEND_DEGREES = 360.0


@dataclass(frozen=True, slots=True)
class Bend:
    """A circle of ``radius`` px through the block's middle, its centre below (above: negative).

    ``shift_x``, ``shift_y`` are added afterwards.
    """

    radius: float
    shift_x: float = 0.0
    shift_y: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the straight block lies."""
        angle = x / self.radius
        out = self.radius - y
        return (
            out * sin(angle) + self.shift_x,
            self.radius - out * cos(angle) + self.shift_y,
        )

    def turn(self, x: float) -> float:
        """Degrees clockwise that things at ``x`` are turned by."""
        return degrees(x / self.radius)

    def matrix(self, cell: Box) -> Any:
        """The ``skia.Matrix`` that takes a character of the straight block to its place."""
        to_x, to_y = self.point(cell.center_x, cell.center_y)
        matrix = load_skia().Matrix.Translate(-cell.center_x, -cell.center_y)
        matrix.postRotate(self.turn(cell.center_x))
        matrix.postTranslate(to_x, to_y)
        return matrix


def bend_of(bend_degrees: float, size: Size, cells: Sequence[Box]) -> tuple[Bend, Size] | None:
    """The bend of a block of ``size`` and the size it then has; None when it stays straight."""
    if not isfinite(bend_degrees) or abs(bend_degrees) < LEAST_BEND_DEGREES or not cells:
        return None
    if size.width <= 0.0:
        return None
    angle = radians(min(max(bend_degrees, -MAX_BEND_DEGREES), MAX_BEND_DEGREES))
    bend = Bend(size.width / angle)
    corners = [corner for cell in cells for corner in _corners(bend, cell)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    top, bottom = min(y for _, y in corners), max(y for _, y in corners)
    centred = replace(bend, shift_x=-(left + right) / 2, shift_y=-(top + bottom) / 2)
    return centred, Size(right - left, bottom - top)


def _corners(bend: Bend, cell: Box) -> Iterator[tuple[float, float]]:
    """Where the corners of a cell lie: it is turned as a whole, not bent itself."""
    x, y = bend.point(cell.center_x, cell.center_y)
    angle = radians(bend.turn(cell.center_x))
    half_w, half_h = (cell.right - cell.left) / 2, (cell.bottom - cell.top) / 2
    for dx, dy in ((-half_w, -half_h), (half_w, -half_h), (-half_w, half_h), (half_w, half_h)):
        yield x + dx * cos(angle) - dy * sin(angle), y + dx * sin(angle) + dy * cos(angle)
