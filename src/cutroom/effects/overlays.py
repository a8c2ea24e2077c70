"""Colour painted or light shone onto a picture, on its planes and inside its alpha.

Overlays may be drawn at a lower resolution than the picture; they are enlarged here.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.convert import TO_YUV, half_plane, planes_from_rgba
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, multiply_alpha, solid

Light = NDArray[np.float32]
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
    room = np.asarray(cv2.LUT(y, _ROOM), np.uint8)
    if alpha is not None:
        # Premultiplied luma is small where nothing is; light must not shine there.
        room = np.asarray(cv2.multiply(room, alpha, scale=1 / 255), np.uint8)
    shine = _grown(np.clip(np.rint(delta[..., 0]), 0, 255).astype(np.uint8), y)
    luma = cv2.add(y, cv2.multiply(shine, room, scale=1 / 255))
    small_room = half_plane(room)
    chroma = []
    for plane, channel in ((u, 1), (v, 2)):
        tint = _grown(np.clip(np.rint(delta[..., channel]), -512, 511).astype(np.int16), plane)
        part = cv2.multiply(tint, small_room, scale=1 / 255, dtype=cv2.CV_16S)
        chroma.append(np.asarray(cv2.add(plane, part, dtype=cv2.CV_8U), np.uint8))
    if alpha is None:
        return Picture.from_planes(np.asarray(luma, np.uint8), chroma[0], chroma[1])
    half = picture.chroma_alpha
    assert half is not None
    return Picture.from_planes(
        np.minimum(luma, alpha),
        np.minimum(chroma[0], half),
        np.minimum(chroma[1], half),
        alpha,
        half,
    )


_ROOM = np.clip((250 - np.arange(256)) / 234 * 255, 0, 255).astype(np.uint8)
"""How much light a luma still takes, 0–255."""


def _grown(small: Levels, like: Plane) -> Levels:
    size = (like.shape[1], like.shape[0])
    way = cv2.INTER_LINEAR if size[0] >= small.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(small, size, interpolation=way))


def laid_over(picture: Picture, drawing: Canvas) -> Picture:
    """A premultiplied h×w×4 RGBA drawing (any resolution) over ``picture``, inside its alpha."""
    y, u, v, alpha = picture.planes
    *sources, covered = planes_from_rgba(drawing, opaque=False)
    assert covered is not None
    mixed = []
    # Chroma of half resolution goes with an alpha of the same, or edges would show another colour.
    small = half_plane(covered)
    for plane, source, mask, inside in zip(
        (y, u, v),
        sources,
        (covered, small, small),
        (alpha, picture.chroma_alpha, picture.chroma_alpha),
        strict=True,
    ):
        over = _grown(source, plane)
        cover = _grown(mask, plane)
        if inside is not None:
            over = cv2.multiply(over, inside, scale=1 / 255)
        below = cv2.multiply(plane, cv2.bitwise_not(cover), scale=1 / 255)
        mixed.append(np.asarray(cv2.add(below, over), np.uint8))
    if alpha is None:
        return Picture.from_planes(*mixed)
    return Picture.from_planes(mixed[0], mixed[1], mixed[2], alpha, picture.chroma_alpha)


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
