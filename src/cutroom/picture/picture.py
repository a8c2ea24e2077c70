"""The one picture type of the engine.

A ``Picture`` is 8-bit planar YUV 4:2:0 (BT.709, limited range) with an optional alpha plane, or
packed RGBA (sRGB-coded BT.709 primaries, full range). It converts lazily and remembers.

With alpha, both forms are premultiplied: every plane (offsets included) is multiplied by alpha/255,
so *over* is ``fg + (1 − alpha)·bg`` on any plane and resampling leaves no fringes.
Pictures are immutable by convention: nobody writes into an array of a picture they did not make.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.picture.convert import (
    half_plane,
    planes_from_rgba,
    rgb_from_planes,
    rgba_from_planes,
)

Plane = NDArray[np.uint8]


class Planes(NamedTuple):
    """Y of H×W, U and V of ⌈H/2⌉×⌈W/2⌉, alpha of H×W or None when opaque."""

    y: Plane
    u: Plane
    v: Plane
    alpha: Plane | None


class Picture:
    """One picture; see the module docstring."""

    __slots__ = ("_chroma_alpha", "_planes", "_rgba", "height", "opaque", "width")

    def __init__(self, planes: Planes | None, rgba: Plane | None, *, opaque: bool) -> None:
        """Use :meth:`from_planes` or :meth:`from_rgba`."""
        shape = planes.y.shape if planes is not None else rgba.shape[:2]  # type: ignore[union-attr]
        self.height, self.width = int(shape[0]), int(shape[1])
        self._planes, self._rgba, self.opaque = planes, rgba, opaque
        self._chroma_alpha: Plane | None = None

    @classmethod
    def from_planes(
        cls,
        y: Plane,
        u: Plane,
        v: Plane,
        alpha: Plane | None = None,
        chroma_alpha: Plane | None = None,
    ) -> Picture:
        """A picture from premultiplied planes (no alpha = opaque).

        ``chroma_alpha`` is the alpha that U and V were multiplied by, at their size, for makers
        that know it; else it is the 2×2 mean of ``alpha``.
        """
        made = cls(Planes(y, u, v, alpha), None, opaque=alpha is None)
        made._chroma_alpha = chroma_alpha
        return made

    @classmethod
    def from_rgba(cls, rgba: Plane, *, opaque: bool = False) -> Picture:
        """A picture from premultiplied H×W×4 RGBA; ``opaque`` promises that alpha is 255."""
        return cls(None, rgba, opaque=opaque)

    @property
    def planes(self) -> Planes:
        """The planar form."""
        if self._planes is None:
            assert self._rgba is not None
            self._planes = Planes(*planes_from_rgba(self._rgba, opaque=self.opaque))
        return self._planes

    @property
    def rgba(self) -> Plane:
        """The packed form, H×W×4, premultiplied."""
        if self._rgba is None:
            assert self._planes is not None
            self._rgba = rgba_from_planes(*self._planes)
        return self._rgba

    @property
    def rgb(self) -> Plane:
        """H×W×3 of an opaque picture, not remembered."""
        if self._rgba is not None:
            return np.asarray(cv2.cvtColor(self._rgba, cv2.COLOR_RGBA2RGB), np.uint8)
        return rgb_from_planes(*self.planes[:3])

    @property
    def alpha(self) -> Plane | None:
        """Alpha of H×W without converting anything, None when opaque."""
        if self.opaque:
            return None
        if self._planes is not None:
            return self._planes.alpha
        assert self._rgba is not None
        return np.ascontiguousarray(self._rgba[..., 3])

    @property
    def chroma_alpha(self) -> Plane | None:
        """The alpha U and V are multiplied by, at their size; None when opaque."""
        if self.opaque:
            return None
        if self._chroma_alpha is None:
            alpha = self.planes.alpha
            assert alpha is not None
            self._chroma_alpha = half_plane(alpha)
        return self._chroma_alpha

    @property
    def is_planar(self) -> bool:
        """Whether the planar form exists already (asking for it costs nothing)."""
        return self._planes is not None

    @property
    def byte_size(self) -> int:
        """Bytes held by the forms that exist, for caches with a budget."""
        arrays = [self._rgba, self._chroma_alpha, *(self._planes or ())]
        return sum(array.nbytes for array in arrays if array is not None)
