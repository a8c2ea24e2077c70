"""Colour fringes: channels moved or enlarged against each other."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from cutroom.effects.placing import zoomed
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
    red, green, blue, alpha = cv2.split(picture.rgba)
    width, height = picture.width, picture.height

    def moved(plane: Plane, side: float) -> Plane:
        return transform_plane(plane, matrix(side), width, height)

    red, blue = moved(red, 1.0), moved(blue, -1.0)
    if not picture.opaque:
        # What a channel carries beyond the old edge must be covered, or it would shine.
        alpha = np.maximum(alpha, np.maximum(moved(alpha, 1.0), moved(alpha, -1.0)))
    merged = cv2.merge([red, green, blue, alpha])
    return Picture.from_rgba(np.asarray(merged, np.uint8), opaque=picture.opaque)
