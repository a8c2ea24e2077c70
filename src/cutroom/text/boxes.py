"""Rectangles in layout pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutroom.text.engines import load_skia


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the block's centre."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def center_x(self) -> float:
        """Middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def center_y(self) -> float:
        """Middle between top and bottom."""
        return (self.top + self.bottom) / 2

    def joined(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def grown(self, by: float) -> Box:
        """The box with every side moved out."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def rect(self) -> Any:
        """The box as a ``skia.Rect``."""
        return load_skia().Rect.MakeLTRB(self.left, self.top, self.right, self.bottom)

    def moved(self, matrix: Any) -> Box:
        """The box around this one under a ``skia.Matrix``."""
        rect = matrix.mapRect(self.rect())
        return Box(rect.left(), rect.top(), rect.right(), rect.bottom())
