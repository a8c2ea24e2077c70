"""Colour painted or light shone onto a picture, on its planes and inside its alpha.

Overlays may be drawn at a lower resolution than the picture; they are enlarged here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_YUV, half_plane, planes_from_rgba
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, multiply_alpha, solid

Light = NDArray[np.float32]
Field = NDArray[np.float32]
Canvas = NDArray[np.uint8]
Levels = NDArray[np.integer[Any]]


def painted(picture: Picture, color: Color, weight: Plane) -> Picture:
    """An opaque colour over ``picture`` as far as the H×W uint8 ``weight`` says."""
    ground = solid(picture.width, picture.height, Color(color.red, color.green, color.blue))
    if picture.opaque:
        return mix_by(picture, ground, weight)
    alpha = picture.alpha
    assert alpha is not None
    return mix_by(picture, multiply_alpha(ground, alpha), weight)


def tinted(picture: Picture, color: Color, amount: float) -> Picture:
    """An opaque colour mixed evenly into ``picture``, inside its alpha."""
    if amount <= 0.0:
        return picture
    kept = max(0.0, 1.0 - amount)
    levels = TO_YUV @ np.array([color.red, color.green, color.blue, 1.0]) * (1.0 - kept)
    y, u, v, alpha = picture.planes
    if alpha is None:
        return Picture.from_planes(
            *(
                np.asarray(cv2.addWeighted(plane, kept, plane, 0.0, float(level) * 255), np.uint8)
                for plane, level in zip((y, u, v), levels, strict=True)
            )
        )
    half = picture.chroma_alpha
    assert half is not None
    mixed = [
        np.asarray(cv2.addWeighted(plane, kept, cover, float(level), 0.0), np.uint8)
        for plane, cover, level in zip((y, u, v), (alpha, half, half), levels, strict=True)
    ]
    return Picture.from_planes(mixed[0], mixed[1], mixed[2], alpha, half)


def lit(picture: Picture, light: Light) -> Picture:
    """Light (h×w×3 RGB, 0–1, any resolution) added so that bright pixels take less of it.

    A screen blend with luma standing for all three channels, which keeps it on the planes.
    """
    matrix = TO_YUV[:, :3] * 255
    delta = np.asarray(cv2.transform(np.asarray(light, np.float32), matrix), np.float32)
    y, u, v, alpha = picture.planes
    room = np.asarray(cv2.addWeighted(y, -1.0, y, 0.0, _BRIGHTEST), np.uint8)
    if alpha is not None:
        # Premultiplied luma is small where nothing is; light must not shine there.
        room = np.asarray(cv2.multiply(room, alpha, scale=1 / 255), np.uint8)
    small_room = half_plane(room)
    changes = [np.asarray(cv2.extractChannel(delta, channel), np.float32) for channel in range(3)]
    luma = _shone(y, np.minimum(changes[0], np.float32(255)), room)
    chroma = [_shone(u, changes[1], small_room), _shone(v, changes[2], small_room)]
    if alpha is None:
        return Picture.from_planes(luma, chroma[0], chroma[1])
    half = picture.chroma_alpha
    assert half is not None
    return Picture.from_planes(
        np.minimum(luma, alpha),
        np.minimum(chroma[0], half),
        np.minimum(chroma[1], half),
        alpha,
        half,
    )


_BRIGHTEST = 250.0
"""A luma that takes no more light; black takes all of it."""
_ALL_ROOM = 234.0


def _shone(plane: Plane, change: Field, room: Plane) -> Plane:
    """``change`` levels (any resolution) on top of a plane as far as there is room.

    What it adds and what it takes away apart: each fits into bytes, and mostly there is only one.
    """
    shone = plane
    low, high, _, _ = cv2.minMaxLoc(change)
    for sign, peak, apply in ((1.0, high, cv2.add), (-1.0, -low, cv2.subtract)):
        if peak < 0.5:
            continue
        by = max(1.0, peak / 255.0)
        part = cv2.addWeighted(change, sign / by, change, 0.0, 0.0, dtype=cv2.CV_8U)
        taken = cv2.multiply(_grown(np.asarray(part, np.uint8), plane), room, scale=by / _ALL_ROOM)
        shone = np.asarray(apply(shone, taken), np.uint8)
    return shone


def _grown(small: Levels, like: Plane) -> Levels:
    size = (like.shape[1], like.shape[0])
    way = cv2.INTER_LINEAR if size[0] >= small.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(small, size, interpolation=way))


def laid_over(picture: Picture, drawing: Canvas) -> Picture:
    """A premultiplied h×w×4 RGBA drawing (any resolution) over ``picture``, inside its alpha."""
    planes = [*picture.planes[:3]]
    insides = (picture.alpha, picture.chroma_alpha, picture.chroma_alpha)
    part = _inked(drawing, picture.width, picture.height)
    if part is None:
        return picture
    y, u, v, covered = planes_from_rgba(drawing[part.rows, part.columns], opaque=False)
    assert covered is not None
    # Chroma of half resolution goes with an alpha of the same, or edges would show another colour.
    small = half_plane(covered)
    for number, (source, mask, by) in enumerate(
        ((y, covered, part.by), (u, small, part.by / 2), (v, small, part.by / 2))
    ):
        below = planes[number] if part.whole else planes[number].copy()
        at = (slice(None),) * 2 if part.whole else part.on_plane(by)
        over, cover = _grown(source, below[at]), _grown(mask, below[at])
        inside = insides[number]
        if inside is not None:
            over = np.asarray(cv2.multiply(over, inside[at], scale=1 / 255), np.uint8)
        kept = cv2.multiply(below[at], cv2.bitwise_not(cover), scale=1 / 255)
        if part.whole:
            planes[number] = np.asarray(cv2.add(kept, over), np.uint8)
        else:
            below[at] = cv2.add(kept, over)
            planes[number] = below
    if picture.opaque:
        return Picture.from_planes(*planes)
    return Picture.from_planes(planes[0], planes[1], planes[2], picture.alpha, insides[1])


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows and columns of a drawing that hold ink; ``by`` picture pixels are one of its own.

    ``whole`` for all of it, whatever its size.
    """

    rows: slice
    columns: slice
    by: float
    whole: bool

    def on_plane(self, by: float) -> tuple[slice, slice]:
        """Where the part lies on a plane with ``by`` samples for every pixel of the drawing."""
        rows, columns = (
            slice(round(way.start * by), round(way.stop * by)) for way in (self.rows, self.columns)
        )
        return rows, columns


def _inked(drawing: Canvas, width: int, height: int) -> _Part | None:
    """What of a drawing must be laid down, None when it is empty."""
    rows, columns = drawing.shape[:2]
    left, top, wide, tall = cv2.boundingRect(np.ascontiguousarray(drawing[..., 3]))
    if wide == 0:
        return None
    by = height // rows
    lines_up = (by * rows, by * columns) == (height, width) and not (
        by % 2 or rows % 2 or columns % 2
    )
    if not lines_up or wide * tall > 0.7 * rows * columns:
        return _Part(slice(0, rows), slice(0, columns), 1.0, whole=True)
    # A pixel more on every side, and even edges for chroma: interpolation reaches that far.
    right, bottom = min(columns, (left + wide + 5) // 2 * 2), min(rows, (top + tall + 5) // 2 * 2)
    left, top = max(0, left - 4) // 2 * 2, max(0, top - 4) // 2 * 2
    return _Part(slice(top, bottom), slice(left, right), float(by), whole=False)


def enlarged(rgb: Canvas, width: int, height: int, *, smooth: bool) -> Picture:
    """An opaque picture from a small h×w×3 one; without ``smooth`` its pixels stay squares."""
    opaque = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2RGBA), np.uint8)
    way = cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST
    full, half = (width, height), (-(-width // 2), -(-height // 2))
    planes = cv2.split(np.asarray(cv2.transform(opaque, TO_YUV), np.uint8))
    grown = [
        np.asarray(cv2.resize(plane, size, interpolation=way), np.uint8)
        for plane, size in zip(planes, (full, half, half), strict=True)
    ]
    return Picture.from_planes(*grown)


def ink(color: Color, alpha: float = 1.0, shade: float = 1.0) -> tuple[float, ...]:
    """A colour as the premultiplied bytes a drawing is made of; ``shade`` darkens or lightens."""
    share = min(max(alpha * color.alpha, 0.0), 1.0)
    channels = (color.red, color.green, color.blue)
    return (*(round(255 * min(c * shade, 1.0) * share) for c in channels), round(255 * share))


def sketch(picture: Picture, short: int = 540) -> Canvas:
    """An empty RGBA canvas of the picture's shape, its short side ``short`` pixels.

    It does not depend on the picture's size, so previews and finals show the same drawing.
    """
    return np.zeros((*_shape(picture, short), 4), np.uint8)


def darkness(picture: Picture, short: int = 270) -> Light:
    """An unlit light canvas of the picture's shape, its short side ``short`` pixels."""
    return np.zeros((*_shape(picture, short), 3), np.float32)


def _shape(picture: Picture, short: int) -> tuple[int, int]:
    by = min(picture.width, picture.height) / short
    # Extreme proportions must not make a huge canvas of a few pixels.
    longest = 8 * short
    return (
        min(longest, max(2, round(picture.height / by))),
        min(longest, max(2, round(picture.width / by))),
    )
