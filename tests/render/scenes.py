"""Small timelines and the pictures they are made of."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.core.curves import Curve, Key
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size, contain
from cutroom.core.time import steady
from cutroom.timeline.model import (
    AdjustLayer,
    Clip,
    ColorContent,
    Layer,
    MediaContent,
    Source,
    Timeline,
)

WIDTH, HEIGHT, FPS = 320, 240, Fraction(30)
CANVAS = Size(WIDTH, HEIGHT)
RED, GREEN, BLUE = Color(1.0, 0.0, 0.0), Color(0.0, 1.0, 0.0), Color(0.0, 0.0, 1.0)
WHITE, BLACK, GREY = Color(1.0, 1.0, 1.0), Color(0.0, 0.0, 0.0), Color(0.5, 0.5, 0.5)


def whole(color: Color, **fields: object) -> Clip:
    """A clip of one colour that fills the canvas for 30 frames."""
    return box(color, CANVAS, **fields)


def box(color: Color, size: Size, **fields: object) -> Clip:
    """A clip of one colour, ``size`` pixels at scale 1, on frames 0–29 unless said."""
    made: dict[str, object] = {
        "where": "clip",
        "start_frame": 0,
        "length_frames": 30,
        "content": ColorContent((color,)),
        "fitted": size,
    }
    return Clip(**(made | fields))  # type: ignore[arg-type]


def still(timeline_source: int, facts: MediaFacts, **fields: object) -> Clip:
    """A clip that shows a media file, contain-fitted, on frames 0–29 unless said."""
    made: dict[str, object] = {
        "where": "clip",
        "start_frame": 0,
        "length_frames": 30,
        "content": MediaContent(timeline_source, steady(Fraction(0), Fraction(1), Fraction(1))),
        "fitted": contain(CANVAS, Size(facts.width, facts.height)),
    }
    return Clip(**(made | fields))  # type: ignore[arg-type]


def layers(*clips: Clip) -> Timeline:
    """Every clip on a layer of its own, back to front."""
    return timeline(*(Layer("layer", (clip,)) for clip in clips))


def timeline(*made: Layer | AdjustLayer, sources: tuple[MediaFacts, ...] = ()) -> Timeline:
    """A second of layers on a black canvas of 320×240."""
    return Timeline(WIDTH, HEIGHT, FPS, 30, tuple(Source(facts) for facts in sources), made)


def ramp(*pairs: tuple[float, float]) -> Curve:
    """A linear curve through (seconds, value) pairs."""
    return Curve(tuple(Key(time_s, value) for time_s, value in pairs))


def quadrants(path: Path, width: int = 160, height: int = 120) -> MediaFacts:
    """A PNG of four colours: red, green / blue, white."""
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[: height // 2, : width // 2] = (255, 0, 0)
    rgb[: height // 2, width // 2 :] = (0, 255, 0)
    rgb[height // 2 :, : width // 2] = (0, 0, 255)
    rgb[height // 2 :, width // 2 :] = (255, 255, 255)
    assert cv2.imwrite(str(path), cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    return MediaFacts(str(path), "image", width, height)


def extent(mask: np.ndarray) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a boolean picture, in pixel edges."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
