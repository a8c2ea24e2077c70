"""Copies of a whole block underneath it: drawn once, then laid down as often as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, radians, sin
from typing import Any

import cv2
import numpy as np

from cutroom.core.typography import Echo
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.surface import Sheet

MAX_ECHOES = 48
MAX_WAY_EM = 200.0
MAX_SCALE = 8.0


def echo_areas(echoes: Sequence[Echo], body: Box, em_px: float) -> list[Box]:
    """What the copies of a block that covers ``body`` may cover, in layout pixels."""
    far_x, far_y = (
        max(abs(a), abs(b)) for a, b in ((body.left, body.right), (body.top, body.bottom))
    )
    around = hypot(far_x, far_y)
    areas = []
    for echo in echoes[:MAX_ECHOES]:
        dx, dy, scale = _bounded(echo)
        own = Box(-around, -around, around, around) if echo.rotation else body
        x, y = dx * em_px, dy * em_px
        areas.append(
            Box(
                own.left * scale + x,
                own.top * scale + y,
                own.right * scale + x,
                own.bottom * scale + y,
            )
        )
    return areas


def lay_echoes(sheet: Sheet, body: Sheet, echoes: Sequence[Echo], way_px: float) -> None:
    """Copies of what is on ``body``, then that itself, on ``sheet``; in the order of ``echoes``.

    ``way_px`` is the em in output pixels. Both sheets have the anchor in common, about which copies
    are scaled and turned.
    """
    skia = load_skia()
    canvas = sheet.canvas
    canvas.save()
    canvas.setMatrix(skia.Matrix.Translate(-sheet.frame.left, -sheet.frame.top))
    image = body.surface.makeImageSnapshot()
    for echo in echoes[:MAX_ECHOES]:
        alpha = min(max(echo.alpha, 0.0), 1.0)
        if alpha <= 0.0:
            continue
        paint = skia.Paint(Alphaf=alpha)
        dx, dy, scale = _bounded(echo)
        x, y = dx * way_px, dy * way_px
        if scale == 1.0 and not echo.rotation:
            at = round(body.frame.left + x), round(body.frame.top + y)
            canvas.drawImage(image, *at, skia.SamplingOptions(), paint)
        else:
            warped = _warped(sheet, body, echo.rotation, (x, y, scale))
            at = sheet.frame.left, sheet.frame.top
            canvas.drawImage(warped, *at, skia.SamplingOptions(), paint)
    canvas.drawImage(image, body.frame.left, body.frame.top)
    canvas.restore()


def _bounded(echo: Echo) -> tuple[float, float, float]:
    dx, dy = (min(max(way, -MAX_WAY_EM), MAX_WAY_EM) for way in (echo.dx, echo.dy))
    return dx, dy, min(max(echo.scale, 0.01), MAX_SCALE)


def _warped(sheet: Sheet, body: Sheet, rotation: float, way: tuple[float, float, float]) -> Any:
    """The body scaled and turned about the anchor and moved, as a ``skia.Image`` as large as the sheet."""
    x, y, scale = way
    cosine, sine = cos(radians(rotation)) * scale, sin(radians(rotation)) * scale
    left, top = body.frame.left, body.frame.top
    # Pixel centres: from the body's picture to the anchor, about it, and to the sheet's picture.
    matrix = np.array(
        [
            [
                cosine,
                -sine,
                cosine * (left + 0.5) - sine * (top + 0.5) + x - sheet.frame.left - 0.5,
            ],
            [sine, cosine, sine * (left + 0.5) + cosine * (top + 0.5) + y - sheet.frame.top - 0.5],
        ]
    )
    height, width = sheet.pixels.shape[:2]
    packed = np.ascontiguousarray(cv2.warpAffine(body.pixels, matrix, (width, height)))
    surface = load_skia().Surface(
        packed, load_skia().kRGBA_8888_ColorType, load_skia().kPremul_AlphaType
    )
    return surface.makeImageSnapshot()
