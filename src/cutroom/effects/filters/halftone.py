"""Printed in dots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.fields import Field
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, always, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize


@dataclass(frozen=True, slots=True)
class Params:
    """Dots, ink and paper."""

    size: float = number(0.014, 0.003, 0.1, "distance of the dots in short sides")
    angle: float = number(40.0, -90.0, 90.0, "turn of the grid in degrees")
    shape: str = choice("dots", ("dots", "lines"), "dots or lines")
    ink: Color = colour(Color(0.10, 0.08, 0.16), "colour of the ink")
    paper: Color = colour(Color(0.98, 0.95, 0.88), "colour of the paper")
    keep: float = number(0.0, 0.0, 1.0, "how much of the picture's own colour shows on the paper")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Dots grow with darkness."""
    width, height = picture.width, picture.height
    pitch = params.size * min(width, height)
    by = max(1.0, pitch * 0.7)
    small = resize(picture, max(2, round(width / by)), max(2, round(height / by))).planes.y
    luma = cv2.resize(small.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    screen = _screen(width, height, pitch, (params.angle, params.shape))
    # The screen is even in 0–1, so the inked share equals the darkness; one pixel of softness.
    steep = max(2.0, pitch * 0.6) * 255
    weight = cv2.addWeighted(
        luma, -steep / 219, screen, -steep, steep * 235 / 219 + 127.5, dtype=cv2.CV_8U
    )
    drawn = tinted(picture, params.paper, 1.0 - params.keep)
    return painted(drawn, params.ink, np.asarray(weight, np.uint8))


@lru_cache(maxsize=2)
def _screen(width: int, height: int, pitch: float, kind: tuple[float, str]) -> Field:
    """Between the dots 1, in their middles 0."""
    angle, shape = kind
    c = np.float32(np.cos(np.radians(angle)) * 2 * np.pi / pitch)
    s = np.float32(np.sin(np.radians(angle)) * 2 * np.pi / pitch)
    x = np.arange(width, dtype=np.float32) - np.float32(width / 2)
    y = (np.arange(height, dtype=np.float32) - np.float32(height / 2))[:, None]
    along, across = x * c + y * s, y * c - x * s
    if shape == "lines":
        return np.asarray(0.5 + 0.5 * np.cos(along), np.float32)
    return np.asarray(0.5 + 0.25 * (np.cos(along) + np.cos(across)), np.float32)


EFFECT = Filter("halftone", Params, apply, "Printed in dots or lines.", timeless=always)
