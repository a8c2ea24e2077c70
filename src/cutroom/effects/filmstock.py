"""What age does to film: scratches, dust, flicker, an unsteady gate."""

from __future__ import annotations

from math import pi

import cv2
import numpy as np

from cutroom.effects.chance import chance
from cutroom.effects.outlines import Outline, fill
from cutroom.effects.overlays import laid_over, sketch
from cutroom.picture.picture import Picture


def scratched(picture: Picture, amount: float, key: int, slow_key: int) -> Picture:
    """Thin bright lines down the picture and specks; ``key`` changes every film frame, the other rarely."""
    canvas = sketch(picture)
    height, width = canvas.shape[:2]
    short = min(height, width)
    for number in range(round(4 * amount)):
        if chance(slow_key, 30, number) < 0.45:
            continue
        x = (chance(slow_key, 31, number) + 0.004 * chance(key, 32, number)) * width
        tone = 255 if chance(slow_key, 33, number) > 0.3 else 20
        strength = 0.25 + 0.4 * chance(key, 34, number)
        wide = max(1, round(short / 400))
        shade = round(tone * strength)
        cv2.line(
            canvas, (round(x), 0), (round(x + 0.01 * width * (chance(slow_key, 35, number) - 0.5)), height),
            (shade, shade, shade, round(255 * strength)), wide, cv2.LINE_AA,
        )  # fmt: skip
    for number in range(round(16 * amount)):
        if chance(key, 40, number) < 0.55:
            continue
        size = short * (0.002 + 0.009 * chance(key, 41, number) ** 3)
        center = (chance(key, 42, number) * width, chance(key, 43, number) * height)
        tone = 230 if chance(key, 44, number) > 0.5 else 12
        fill(canvas, _speck(center, size, key * 31 + number), (tone, tone, tone, 255))
    return laid_over(picture, canvas)


def _speck(center: tuple[float, float], size: float, key: int) -> Outline:
    """A ragged blob, sometimes long like a hair."""
    longer = 1.0 + 4.0 * chance(key, 50) ** 4
    lean = chance(key, 51) * pi
    points = []
    for corner in range(9):
        angle = 2 * pi * corner / 9
        radius = size * (0.55 + 0.6 * chance(key, 52, corner))
        x, y = np.cos(angle) * radius * longer, np.sin(angle) * radius
        points.append(
            (
                center[0] + x * np.cos(lean) - y * np.sin(lean),
                center[1] + x * np.sin(lean) + y * np.cos(lean),
            )
        )
    return np.array(points)
