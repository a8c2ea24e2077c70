"""The canvas that a sprite is drawn on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia

MAX_SIDE_PX = 16384
MAX_PIXELS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Frame:
    """Edges of a sprite in output pixels from the anchor."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A cleared premultiplied RGBA array of H×W×4 and a ``skia.Canvas`` on it in layout pixels.

    ``surface`` owns what the canvas draws on and must live as long as it.
    """

    frame: Frame
    pixels: NDArray[np.uint8]
    surface: Any
    canvas: Any


def frame_around(areas: Sequence[Box], scale: float) -> Frame:
    """The frame of a sprite that holds all areas (layout pixels), at least 1×1.

    No side reaches farther than ``MAX_SIDE_PX`` / 2 from the anchor, and a sprite of more than
    ``MAX_PIXELS`` is cut above and below: memory stays bounded whatever the text.
    """
    if not areas or not (isfinite(scale) and scale > 0.0):
        return Frame(0, 0, 1, 1)
    # One pixel more on each side for anti-aliased edges.
    left = _edge(min(area.left for area in areas) * scale, floor) - 1
    top = _edge(min(area.top for area in areas) * scale, floor) - 1
    right = _edge(max(area.right for area in areas) * scale, ceil) + 1
    bottom = _edge(max(area.bottom for area in areas) * scale, ceil) + 1
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    if (right - left) * (bottom - top) > MAX_PIXELS:
        half = MAX_PIXELS // (right - left) // 2
        top, bottom = max(top, -half), min(bottom, half)
    return Frame(left, top, right, max(bottom, top + 1))


def open_sheet(frame: Frame, scale: float) -> Sheet:
    """A sheet whose canvas has the anchor as origin and draws layout pixels at ``scale``."""
    skia = load_skia()
    size = (frame.bottom - frame.top, frame.right - frame.left, 4)
    pixels = np.zeros(size, np.uint8)
    surface = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    canvas.translate(-frame.left, -frame.top)
    canvas.scale(scale, scale)
    return Sheet(frame, pixels, surface, canvas)


def _edge(value: float, rounded: Callable[[float], int]) -> int:
    limit = MAX_SIDE_PX / 2 - 2
    return rounded(min(max(value, -limit), limit)) if isfinite(value) else 0
