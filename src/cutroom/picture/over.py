"""Painting pictures over one another.

A :class:`Canvas` borrows what covers it whole and copies only when something is painted over part
of it, so a single untouched picture passes through without a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import clear, crop, solid


@dataclass(frozen=True, slots=True)
class Box:
    """Whole pixels [left, right) × [top, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across, 0 when empty."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """Pixels down, 0 when empty."""
        return max(0, self.bottom - self.top)

    @property
    def is_empty(self) -> bool:
        """Whether there is no pixel inside."""
        return self.right <= self.left or self.bottom <= self.top

    def inside(self, other: Box) -> Box:
        """What both share."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def evened(self) -> Box:
        """Grown to even edges, so that whole chroma samples are covered."""
        return Box(
            self.left - self.left % 2,
            self.top - self.top % 2,
            self.right + self.right % 2,
            self.bottom + self.bottom % 2,
        )


@dataclass(frozen=True, slots=True)
class Sprite:
    """A picture with its top-left corner at even canvas coordinates.

    ``solid`` is a part of the canvas where the picture is known to be opaque; it is copied rather
    than blended.
    """

    picture: Picture
    left: int
    top: int
    solid: Box | None = None

    @property
    def box(self) -> Box:
        """Where it stands on the canvas."""
        return Box(
            self.left, self.top, self.left + self.picture.width, self.top + self.picture.height
        )


class Canvas:
    """A picture being painted. Its width and height are even."""

    def __init__(self, width: int, height: int, ground: Picture | Color | None = None) -> None:
        """``ground`` is a picture of that size or a colour; None is transparent."""
        self.box = Box(0, 0, width, height)
        if isinstance(ground, Picture):
            self._base: Picture = ground
        else:
            self._base = clear(width, height) if ground is None else solid(width, height, ground)
        self._owned = False

    def picture(self) -> Picture:
        """What has been painted so far; painting on goes into a copy."""
        self._owned = False
        return self._base

    def part(self, box: Box) -> Picture:
        """A copy of what has been painted inside an even box of the canvas."""
        # The whole is converted and remembers it; a cut-out would be converted on every frame.
        whole = Picture.from_planes(*self._base.planes, self._base.chroma_alpha)
        cut = crop(whole, box.left, box.top, box.width, box.height)
        y, u, v, alpha = cut.planes
        if alpha is None:
            return Picture.from_planes(y.copy(), u.copy(), v.copy())
        chroma_alpha = cut.chroma_alpha
        assert chroma_alpha is not None
        return Picture.from_planes(y.copy(), u.copy(), v.copy(), alpha.copy(), chroma_alpha.copy())

    def draw(self, sprite: Sprite, opacity: float = 1.0) -> None:
        """Paint ``sprite`` over what is there, ``opacity`` 0–1."""
        area = sprite.box.inside(self.box)
        if area.is_empty or opacity <= 0.0:
            return
        picture = sprite.picture
        if picture.opaque and opacity >= 1.0 and sprite.box == self.box:
            self._base, self._owned = picture, False
            return
        if picture.opaque or opacity < 1.0 or sprite.solid is None:
            self._blend(sprite, area, opacity)
            return
        for part, solid_part in _around_solid(area, sprite.solid.inside(area)):
            if solid_part:
                self._copy(sprite, part)
            else:
                self._blend(sprite, part, 1.0)

    def replace(self, sprite: Sprite) -> None:
        """Put the picture in place of what is there, alpha included."""
        if sprite.box == self.box:
            self._base, self._owned = sprite.picture, False
            return
        self._copy(sprite, sprite.box.inside(self.box))

    def _blend(self, sprite: Sprite, area: Box, opacity: float) -> None:
        if area.is_empty:
            return
        if sprite.picture.opaque and opacity >= 1.0:
            self._copy(sprite, area)
            return
        canvas = self._planes_of(area)
        above = _planes(_cut(sprite, area))
        alphas = _alphas(above)
        for index, (below, over) in enumerate(zip(canvas, above, strict=True)):
            if below is None:
                continue
            blend_plane(below, over, alphas[index], opacity)

    def _copy(self, sprite: Sprite, area: Box) -> None:
        if area.is_empty:
            return
        for below, over in zip(self._planes_of(area), _planes(_cut(sprite, area)), strict=True):
            if below is not None:
                below[...] = 255 if over is None else over

    def _planes_of(self, area: Box) -> tuple[Plane | None, ...]:
        """Writable views of Y, U, V, alpha, chroma alpha inside an even area."""
        if not self._owned:
            self._base = self.part(self.box)
            self._owned = True
        return _planes(crop(self._base, area.left, area.top, area.width, area.height))


def blend_plane(below: Plane, over: Plane | None, alpha: Plane | None, opacity: float) -> None:
    """Write ``over·opacity + below·(1 − alpha·opacity)`` into ``below``.

    ``over`` None is a plane of 255 (the alpha of an opaque picture), ``alpha`` None is opaque.
    """
    if over is None:
        over = np.full_like(below, 255)
    if alpha is None:
        cv2.addWeighted(over, opacity, below, 1.0 - opacity, 0, dst=below)
        return
    if opacity >= 1.0:
        cv2.multiply(below, cv2.bitwise_not(alpha), dst=below, scale=1 / 255)
        cv2.add(below, over, dst=below)
        return
    rest = cv2.convertScaleAbs(alpha, alpha=-opacity, beta=255)
    kept = cv2.multiply(below, rest, scale=1 / 255)
    cv2.addWeighted(over, opacity, kept, 1.0, 0, dst=below)


def _cut(sprite: Sprite, area: Box) -> Picture:
    if area == sprite.box:
        return sprite.picture
    return crop(
        sprite.picture, area.left - sprite.left, area.top - sprite.top, area.width, area.height
    )


def _planes(picture: Picture) -> tuple[Plane | None, ...]:
    y, u, v, alpha = picture.planes
    return y, u, v, alpha, picture.chroma_alpha


def _alphas(planes: tuple[Plane | None, ...]) -> tuple[Plane | None, ...]:
    alpha, chroma_alpha = planes[3], planes[4]
    return alpha, chroma_alpha, chroma_alpha, alpha, chroma_alpha


def _around_solid(area: Box, inner: Box) -> list[tuple[Box, bool]]:
    """``area`` cut into the even solid middle and the strips around it."""
    even = Box(
        inner.left + inner.left % 2,
        inner.top + inner.top % 2,
        inner.right - inner.right % 2,
        inner.bottom - inner.bottom % 2,
    )
    if even.is_empty:
        return [(area, False)]
    return [
        (even, True),
        (Box(area.left, area.top, area.right, even.top), False),
        (Box(area.left, even.bottom, area.right, area.bottom), False),
        (Box(area.left, even.top, even.left, even.bottom), False),
        (Box(even.right, even.top, area.right, even.bottom), False),
    ]
