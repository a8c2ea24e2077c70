"""The solid bodies behind extruded text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.text.engines import load_skia
from cutroom.text.ink import Ink
from cutroom.text.passes import Cast, as_silhouette, extrusion_px, widest_stroke_px
from cutroom.text.surface import frame_around

BANDS = 5
"""Colours from the glyphs to the far end."""


def paint_body(canvas: Any, ink: Ink) -> None:
    """The body of one ink, where it lies."""
    paint_bodies(canvas, [Cast(ink, load_skia().Matrix(), 1.0)])


def paint_bodies(canvas: Any, casts: Sequence[Cast]) -> None:
    """The silhouettes of inks of one style, swept from the far end to the glyphs.

    Each is swept over one band and copied for every band, the farthest of all first. All bodies point
    the same way however their characters are turned. The canvas must draw layout pixels upright.
    """
    extrusion = casts[0].ink.metrics.style.extrusion
    if extrusion is None:
        return
    skia = load_skia()
    total = canvas.getTotalMatrix()
    scale = max(total.getScaleX(), 1e-6)
    dx, dy = (way * scale for way in extrusion_px(casts[0].ink))
    swept = [one for cast in casts if (one := _swept(cast, scale, (dx / BANDS, dy / BANDS)))]
    canvas.save()
    canvas.setMatrix(skia.Matrix.Translate(total.getTranslateX(), total.getTranslateY()))
    for band in range(BANDS - 1, -1, -1):
        color = extrusion.near.mixed(extrusion.far, (band + 0.5) / BANDS)
        away = round(dx * band / BANDS), round(dy * band / BANDS)
        for one in swept:
            image = _tinted(one.covered, color.faded(one.alpha))
            canvas.drawImage(image, one.left + away[0], one.top + away[1])
    canvas.restore()


@dataclass(frozen=True, slots=True)
class _Swept:
    """Coverage of a silhouette swept over one band; its corner in output pixels from the anchor."""

    covered: NDArray[np.uint8]
    left: int
    top: int
    alpha: float


def _swept(cast: Cast, scale: float, band: tuple[float, float]) -> _Swept | None:
    bare = cast.ink.bounds()
    if bare is None or cast.ink.outline.isEmpty():
        return None
    skia = load_skia()
    reach = bare.grown(widest_stroke_px(cast.ink) / 2 + cast.ink.bold_px + 1).moved(cast.matrix)
    frame = frame_around([reach], scale)
    dx, dy = round(band[0]), round(band[1])
    left, top = frame.left + min(dx, 0), frame.top + min(dy, 0)
    size = (frame.bottom - frame.top + abs(dy), frame.right - frame.left + abs(dx), 4)
    pixels = np.zeros(size, np.uint8)
    surface = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    drawn = surface.getCanvas()
    drawn.translate(-left, -top)
    drawn.scale(scale, scale)
    drawn.concat(cast.matrix)
    paint = skia.Paint(AntiAlias=True, Color=skia.ColorWHITE)
    as_silhouette(paint, cast.ink)
    drawn.drawPath(cast.ink.outline, paint)
    return _Swept(sweep(np.ascontiguousarray(pixels[..., 3]), dx, dy), left, top, cast.alpha)


def sweep(covered: NDArray[np.uint8], dx: int, dy: int) -> NDArray[np.uint8]:
    """The most of a coverage over all places on its way by (``dx``, ``dy``) pixels.

    Doubles the way that is covered, so that long ways take few steps.
    """
    steps, done = max(abs(dx), abs(dy)), 1
    while done <= steps:
        share = min(done, steps + 1 - done) / steps
        covered = np.maximum(covered, _moved(covered, round(dx * share), round(dy * share)))
        done *= 2
    return covered


def _moved(plane: NDArray[np.uint8], dx: int, dy: int) -> NDArray[np.uint8]:
    height, width = plane.shape
    moved = np.zeros_like(plane)
    if abs(dx) < width and abs(dy) < height:
        rows = slice(max(dy, 0), height + min(dy, 0)), slice(max(-dy, 0), height - max(dy, 0))
        columns = slice(max(dx, 0), width + min(dx, 0)), slice(max(-dx, 0), width - max(dx, 0))
        moved[rows[0], columns[0]] = plane[rows[1], columns[1]]
    return moved


def _tinted(covered: NDArray[np.uint8], color: Color) -> Any:
    """Coverage in a colour, as a premultiplied ``skia.Image``."""
    skia = load_skia()
    alpha = color.alpha
    channels = (color.red * alpha, color.green * alpha, color.blue * alpha, alpha)
    packed = cv2.merge([cv2.convertScaleAbs(covered, alpha=value) for value in channels])
    surface = skia.Surface(packed, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return surface.makeImageSnapshot()
