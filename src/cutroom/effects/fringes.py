"""Colour fringes: channels moved or enlarged against each other."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from cutroom.effects.placing import zoomed
from cutroom.picture.convert import TO_RGB, TO_YUV, half_plane
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import Matrix, transform_plane, translation


def channels_moved(picture: Picture, dx: float, dy: float) -> Picture:
    """Red moved by (dx, dy) pixels, blue the other way; edges repeated."""
    return _channels(picture, lambda side: translation(dx * side, dy * side), abs(dx) + abs(dy))


def chroma_moved(picture: Picture, dx: float) -> Picture:
    """The two colour differences of an opaque picture moved ``dx`` pixels right and left.

    The fringes of worn tape and cheap screens, without leaving the planes.
    """
    y, u, v, _ = picture.planes
    height, width = u.shape
    one, two = (
        transform_plane(plane, translation(side * dx / 2, 0.0), width, height)
        for plane, side in ((u, 1.0), (v, -1.0))
    )
    return Picture.from_planes(y, one, two)


def channels_zoomed(picture: Picture, amount: float) -> Picture:
    """Red enlarged and blue reduced by ``amount`` (fraction) about the centre."""
    width, height = picture.width, picture.height
    return _channels(
        picture, lambda side: zoomed(width, height, 1.0 + side * amount), abs(amount) * width
    )


def _channels(picture: Picture, matrix: Callable[[float], Matrix], reach_px: float) -> Picture:
    if reach_px < 0.05:
        return picture
    width, height = picture.width, picture.height

    def moved(plane: Plane, side: float) -> Plane:
        return transform_plane(plane, matrix(side), width, height)

    if picture.opaque and picture.is_planar:
        return _on_planes(picture, moved)
    red, green, blue, alpha = (cv2.extractChannel(picture.rgba, channel) for channel in range(4))
    red, blue = moved(red, 1.0), moved(blue, -1.0)
    if not picture.opaque:
        # What a channel carries beyond the old edge must be covered, or it would shine.
        alpha = np.maximum(alpha, np.maximum(moved(alpha, 1.0), moved(alpha, -1.0)))
    merged = cv2.merge([red, green, blue, alpha])
    return Picture.from_rgba(np.asarray(merged, np.uint8), opaque=picture.opaque)


def _on_planes(picture: Picture, moved: Callable[[Plane, float], Plane]) -> Picture:
    """Only red and blue leave the planes: what their move changes is put back into all three."""
    y, u, v, _ = picture.planes
    height, width = y.shape
    size = (u.shape[1] * 2, u.shape[0] * 2)
    owns, gones = [], []
    for plane, row, side in ((v, _RED, 1.0), (u, _BLUE, -1.0)):
        grown = cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR)[:height, :width]
        weights, offset = TO_RGB[row, [0, 2 - row // 2]], float(TO_RGB[row, 3]) * 255
        own = cv2.addWeighted(y, float(weights[0]), grown, float(weights[1]), offset)
        owns.append(np.asarray(own, np.uint8))
        gones.append(moved(owns[-1], side))
    shares = float(TO_YUV[0, _RED]), float(TO_YUV[0, _BLUE])
    was, now = (cv2.addWeighted(p[0], shares[0], p[1], shares[1], 0.0) for p in (owns, gones))
    # In bytes, what comes and what goes apart: several times faster than in wider numbers.
    luma = np.asarray(cv2.subtract(cv2.add(y, cv2.subtract(now, was)), cv2.subtract(was, now)))
    ends = [half_plane(gone) for gone in gones]
    small = half_plane(luma)
    chroma = [
        np.asarray(cv2.addWeighted(end, end_by, small, luma_by, offset), np.uint8)
        for end, (end_by, luma_by, offset) in zip(ends, (_TO_V, _TO_U), strict=True)
    ]
    return Picture.from_planes(luma, chroma[1], chroma[0])


_RED, _BLUE = 0, 2


def _from_end(row: int, end: int) -> tuple[float, float, float]:
    """A colour difference from its end colour (red or blue), luma and a constant."""
    by = float(1.0 / TO_RGB[end, row])
    return by, -by * float(TO_RGB[end, 0]), -by * float(TO_RGB[end, 3]) * 255


_TO_U, _TO_V = _from_end(1, _BLUE), _from_end(2, _RED)
