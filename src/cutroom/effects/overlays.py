"""Colour painted or light shone onto a picture, on its planes and inside its alpha.

Overlays may be drawn at a lower resolution than the picture; they are enlarged here.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_YUV
from cutroom.picture.picture import Picture, Plane, half_plane
from cutroom.picture.sampling import mix_by, multiply_alpha, solid

Light = NDArray[np.float32]
Canvas = NDArray[np.uint8]


def painted(picture: Picture, color: Color, weight: Plane) -> Picture:
    """An opaque colour over ``picture`` as far as the H×W uint8 ``weight`` says."""
    ground = solid(picture.width, picture.height, Color(color.red, color.green, color.blue))
    if picture.opaque:
        return mix_by(picture, ground, weight)
    alpha = picture.alpha
    assert alpha is not None
    return mix_by(picture, multiply_alpha(ground, alpha), weight)


def lit(picture: Picture, light: Light) -> Picture:
    """Light (h×w×3 RGB, 0–1, any resolution) added so that bright pixels take less of it.

    A screen blend with luma standing for all three channels, which keeps it on the planes.
    """
    matrix = TO_YUV[:, :3] * 255
    delta = np.asarray(cv2.transform(np.asarray(light, np.float32), matrix), np.float32)
    y, u, v, alpha = picture.planes
    width, height = picture.width, picture.height
    half = (u.shape[1], u.shape[0])
    room = cv2.LUT(y, np.clip((250 - np.arange(256)) / 234 * 255, 0, 255).astype(np.uint8))
    if alpha is not None:
        # Premultiplied luma is small where nothing is; light must not shine there.
        room = cv2.multiply(room, alpha, scale=1 / 255)
    parts = [_signed(delta[..., 0], (width, height))]
    parts += [_signed(delta[..., channel], half) for channel in (1, 2)]
    rooms = [room, half_plane(np.asarray(room, np.uint8))]
    grown = [
        cv2.add(plane, cv2.multiply(part, free, scale=1 / 255, dtype=cv2.CV_16S), dtype=cv2.CV_8U)
        for plane, part, free in zip((y, u, v), parts, (rooms[0], rooms[1], rooms[1]), strict=True)
    ]
    planes = [np.asarray(plane, np.uint8) for plane in grown]
    if alpha is None:
        return Picture.from_planes(planes[0], planes[1], planes[2])
    return Picture.from_planes(
        np.minimum(planes[0], alpha), planes[1], planes[2], alpha, picture.chroma_alpha
    )


def _signed(delta: Light, size: tuple[int, int]) -> NDArray[np.int16]:
    small = np.clip(np.rint(delta), -512, 511).astype(np.int16)
    way = cv2.INTER_LINEAR if size[0] >= delta.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(small, size, interpolation=way), np.int16)


def laid_over(picture: Picture, drawing: Canvas) -> Picture:
    """A premultiplied h×w×4 RGBA drawing (any resolution) over ``picture``, inside its alpha."""
    width, height = picture.width, picture.height
    y, u, v, alpha = picture.planes
    half = (u.shape[1], u.shape[0])
    yuv = cv2.transform(drawing, TO_YUV)
    covered = drawing[..., 3]
    sources = [*cv2.split(yuv)]
    mixed = []
    for plane, source, size, inside in zip(
        (y, u, v),
        sources,
        ((width, height), half, half),
        (alpha, picture.chroma_alpha, picture.chroma_alpha),
        strict=True,
    ):
        way = cv2.INTER_LINEAR if size[0] >= drawing.shape[1] else cv2.INTER_AREA
        over = cv2.resize(source, size, interpolation=way)
        cover = cv2.resize(covered, size, interpolation=way)
        if inside is not None:
            over = cv2.multiply(over, inside, scale=1 / 255)
        below = cv2.multiply(plane, cv2.bitwise_not(cover), scale=1 / 255)
        mixed.append(np.asarray(cv2.add(below, over), np.uint8))
    if alpha is None:
        return Picture.from_planes(*mixed)
    return Picture.from_planes(mixed[0], mixed[1], mixed[2], alpha, picture.chroma_alpha)


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
