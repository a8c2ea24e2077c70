"""Small coloured drawings: animals, faces, gifts, things of the day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.outlines import fill, outline
from cutroom.effects.overlays import Canvas

_SIDE = 320
_RED, _GOLD, _WHITE, _BLACK = (230, 46, 52), (255, 204, 51), (255, 255, 255), (36, 30, 40)
_ORANGE, _GREEN, _PINK, _BLUE = (255, 146, 43), (52, 168, 83), (255, 130, 160), (66, 140, 255)
_BROWN, _GREY, _LEAF, _CREAM = (140, 92, 56), (150, 154, 166), (88, 190, 90), (255, 240, 214)

# Parts from back to front: ("o", x, y, rx, ry, degrees, ink) an ellipse, ("p", points, ink) a polygon,
# ("l", points, width, ink) a line, ("s", shape, x, y, size, degrees, ink) an outline. Reaching about 1.
_ICONS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "duck": (
        ("o", -0.1, 0.35, 0.7, 0.48, 0, _GOLD),
        ("p", ((-0.75, 0.2), (-1.0, -0.1), (-0.5, 0.1)), _GOLD),
        ("o", 0.35, -0.3, 0.4, 0.4, 0, _GOLD),
        ("o", 0.8, -0.22, 0.26, 0.12, 8, _ORANGE),
        ("o", 0.45, -0.42, 0.08, 0.1, 0, _BLACK),
        ("o", -0.2, 0.3, 0.34, 0.22, -15, (240, 176, 30)),
    ),
    "horn": (
        ("p", ((-0.5, -0.2), (0.55, -0.75), (0.55, 0.65), (-0.5, 0.15)), _RED),
        ("o", 0.55, -0.05, 0.16, 0.7, 0, (255, 120, 110)),
        ("p", ((-0.8, -0.22), (-0.5, -0.22), (-0.5, 0.17), (-0.8, 0.17)), _GOLD),
        ("p", ((-0.4, 0.15), (-0.12, 0.2), (0.0, 0.75), (-0.28, 0.75)), _BLACK),
        ("l", ((0.8, -0.35), (1.0, -0.5)), 0.08, _GOLD),
        ("l", ((0.84, -0.05), (1.06, -0.05)), 0.08, _GOLD),
        ("l", ((0.8, 0.25), (1.0, 0.4)), 0.08, _GOLD),
    ),
    "devil": (
        ("p", ((-0.7, -0.35), (-0.78, -1.0), (-0.3, -0.66)), (120, 20, 90)),
        ("p", ((0.7, -0.35), (0.78, -1.0), (0.3, -0.66)), (120, 20, 90)),
        ("o", 0, 0.08, 0.82, 0.82, 0, (170, 60, 200)),
        ("p", ((-0.6, -0.3), (-0.15, -0.05), (-0.45, 0.1)), _WHITE),
        ("p", ((0.6, -0.3), (0.15, -0.05), (0.45, 0.1)), _WHITE),
        ("o", -0.38, -0.03, 0.07, 0.1, 0, _BLACK),
        ("o", 0.38, -0.03, 0.07, 0.1, 0, _BLACK),
        (
            "p",
            (
                (-0.5, 0.3),
                (-0.25, 0.42),
                (0, 0.46),
                (0.25, 0.42),
                (0.5, 0.3),
                (0.3, 0.62),
                (0, 0.7),
                (-0.3, 0.62),
            ),
            _BLACK,
        ),
        ("p", ((-0.3, 0.4), (-0.14, 0.44), (-0.2, 0.56)), _WHITE),
        ("p", ((0.3, 0.4), (0.14, 0.44), (0.2, 0.56)), _WHITE),
    ),
    "angry": (
        ("o", 0, 0, 0.95, 0.95, 0, (240, 84, 56)),
        ("l", ((-0.6, -0.4), (-0.16, -0.14)), 0.12, _BLACK),
        ("l", ((0.6, -0.4), (0.16, -0.14)), 0.12, _BLACK),
        ("o", -0.36, 0.02, 0.11, 0.14, 0, _BLACK),
        ("o", 0.36, 0.02, 0.11, 0.14, 0, _BLACK),
        ("l", ((-0.4, 0.56), (-0.2, 0.42), (0.2, 0.42), (0.4, 0.56)), 0.12, _BLACK),
        ("s", "cloud", -0.85, -0.7, 0.3, 0, _WHITE),
        ("s", "cloud", 0.85, -0.7, 0.3, 0, _WHITE),
    ),
    "smile": (
        ("o", 0, 0, 0.95, 0.95, 0, _GOLD),
        ("o", -0.34, -0.2, 0.11, 0.17, 0, _BLACK),
        ("o", 0.34, -0.2, 0.11, 0.17, 0, _BLACK),
        ("p", ((-0.55, 0.15), (0.55, 0.15), (0.4, 0.5), (0.0, 0.66), (-0.4, 0.5)), _BLACK),
        ("o", 0, 0.5, 0.26, 0.12, 0, _RED),
        ("o", -0.64, 0.12, 0.13, 0.09, 0, _PINK),
        ("o", 0.64, 0.12, 0.13, 0.09, 0, _PINK),
    ),
    "thumb": (
        ("p", ((-0.9, -0.1), (-0.5, -0.1), (-0.5, 0.85), (-0.9, 0.85)), _BLUE),
        (
            "p",
            (
                (-0.4, -0.1),
                (-0.05, -0.45),
                (0.0, -0.95),
                (0.28, -0.9),
                (0.34, -0.5),
                (0.25, -0.15),
                (0.85, -0.15),
                (0.9, 0.1),
                (0.8, 0.6),
                (0.62, 0.85),
                (-0.4, 0.8),
            ),
            _GOLD,
        ),
        ("l", ((0.45, 0.12), (0.85, 0.12)), 0.05, _ORANGE),
        ("l", ((0.45, 0.36), (0.82, 0.36)), 0.05, _ORANGE),
        ("l", ((0.42, 0.6), (0.75, 0.6)), 0.05, _ORANGE),
    ),
    "clock": (
        ("o", -0.55, -0.7, 0.3, 0.24, -35, _RED),
        ("o", 0.55, -0.7, 0.3, 0.24, 35, _RED),
        ("l", ((-0.5, 0.7), (-0.72, 0.98)), 0.13, _BLACK),
        ("l", ((0.5, 0.7), (0.72, 0.98)), 0.13, _BLACK),
        ("o", 0, 0.05, 0.8, 0.8, 0, _RED),
        ("o", 0, 0.05, 0.64, 0.64, 0, _CREAM),
        ("l", ((0, 0.05), (0, -0.4)), 0.08, _BLACK),
        ("l", ((0, 0.05), (0.3, 0.22)), 0.08, _BLACK),
        ("o", 0, 0.05, 0.08, 0.08, 0, _RED),
    ),
    "clover": (
        ("l", ((0, 0.1), (0.12, 0.6), (0.35, 0.98)), 0.11, (40, 120, 60)),
        ("s", "heart", 0, -0.5, 0.5, 0, _LEAF),
        ("s", "heart", 0, 0.46, 0.5, 180, _LEAF),
        ("s", "heart", -0.48, -0.02, 0.5, 270, _GREEN),
        ("s", "heart", 0.48, -0.02, 0.5, 90, _GREEN),
    ),
    "bomb": (
        ("o", -0.1, 0.2, 0.75, 0.75, 0, _BLACK),
        ("p", ((0.25, -0.55), (0.6, -0.25), (0.42, -0.08), (0.1, -0.38)), (80, 80, 92)),
        ("l", ((0.42, -0.4), (0.6, -0.7), (0.8, -0.68)), 0.07, _BROWN),
        ("s", "sparkle", 0.84, -0.72, 0.3, 20, _GOLD),
        ("o", -0.38, -0.05, 0.16, 0.1, -40, _GREY),
    ),
    "gift": (
        ("p", ((-0.75, -0.1), (0.75, -0.1), (0.75, 0.9), (-0.75, 0.9)), _RED),
        ("p", ((-0.9, -0.4), (0.9, -0.4), (0.9, -0.05), (-0.9, -0.05)), (250, 84, 84)),
        ("p", ((-0.14, -0.4), (0.14, -0.4), (0.14, 0.9), (-0.14, 0.9)), _GOLD),
        ("o", -0.33, -0.62, 0.34, 0.2, 25, _GOLD),
        ("o", 0.33, -0.62, 0.34, 0.2, -25, _GOLD),
        ("o", 0, -0.5, 0.14, 0.14, 0, _ORANGE),
    ),
    "tree": (
        ("p", ((-0.14, 0.6), (0.14, 0.6), (0.14, 0.98), (-0.14, 0.98)), _BROWN),
        ("p", ((0, -0.1), (0.8, 0.7), (-0.8, 0.7)), _GREEN),
        ("p", ((0, -0.5), (0.64, 0.28), (-0.64, 0.28)), (60, 184, 98)),
        ("p", ((0, -0.86), (0.46, -0.14), (-0.46, -0.14)), _LEAF),
        ("s", "star", 0, -0.82, 0.26, 0, _GOLD),
        ("o", -0.3, 0.5, 0.1, 0.1, 0, _RED),
        ("o", 0.25, 0.56, 0.1, 0.1, 0, _GOLD),
        ("o", 0.1, 0.12, 0.09, 0.09, 0, _RED),
        ("o", -0.14, -0.22, 0.08, 0.08, 0, _GOLD),
    ),
    "packet": (
        ("p", ((-0.58, -0.9), (0.58, -0.9), (0.58, 0.9), (-0.58, 0.9)), _RED),
        ("p", ((-0.58, -0.9), (0.58, -0.9), (0.58, -0.3), (0, 0.0), (-0.58, -0.3)), (250, 92, 72)),
        ("o", 0, -0.05, 0.26, 0.26, 0, _GOLD),
        ("p", ((-0.09, -0.14), (0.09, -0.14), (0.09, 0.04), (-0.09, 0.04)), _RED),
    ),
    "coin": (
        ("o", 0, 0, 0.9, 0.9, 0, (222, 150, 20)),
        ("o", 0, 0, 0.8, 0.8, 0, _GOLD),
        ("o", 0, 0, 0.62, 0.62, 0, (244, 184, 40)),
        ("p", ((-0.2, -0.2), (0.2, -0.2), (0.2, 0.2), (-0.2, 0.2)), (190, 120, 10)),
    ),
    "rabbit": (
        ("o", -0.3, -0.6, 0.17, 0.42, -10, _WHITE),
        ("o", 0.3, -0.6, 0.17, 0.42, 10, _WHITE),
        ("o", -0.3, -0.6, 0.08, 0.3, -10, _PINK),
        ("o", 0.3, -0.6, 0.08, 0.3, 10, _PINK),
        ("o", 0, 0.25, 0.72, 0.62, 0, _WHITE),
        ("o", -0.28, 0.15, 0.08, 0.11, 0, _BLACK),
        ("o", 0.28, 0.15, 0.08, 0.11, 0, _BLACK),
        ("o", 0, 0.34, 0.08, 0.06, 0, _PINK),
        ("l", ((-0.14, 0.5), (0, 0.42), (0.14, 0.5)), 0.05, _BLACK),
        ("o", -0.48, 0.38, 0.12, 0.08, 0, (255, 190, 200)),
        ("o", 0.48, 0.38, 0.12, 0.08, 0, (255, 190, 200)),
    ),
    "dragon": (
        ("p", ((-0.55, -0.5), (-0.5, -0.98), (-0.2, -0.66)), _GOLD),
        ("p", ((0.55, -0.5), (0.5, -0.98), (0.2, -0.66)), _GOLD),
        ("o", 0, 0.1, 0.82, 0.74, 0, _RED),
        ("o", 0, 0.46, 0.52, 0.34, 0, _CREAM),
        ("o", -0.36, -0.08, 0.16, 0.2, 0, _WHITE),
        ("o", 0.36, -0.08, 0.16, 0.2, 0, _WHITE),
        ("o", -0.34, -0.05, 0.08, 0.12, 0, _BLACK),
        ("o", 0.34, -0.05, 0.08, 0.12, 0, _BLACK),
        ("o", -0.18, 0.38, 0.05, 0.04, 0, _RED),
        ("o", 0.18, 0.38, 0.05, 0.04, 0, _RED),
        ("l", ((-0.8, 0.3), (-1.0, 0.1)), 0.06, _GOLD),
        ("l", ((0.8, 0.3), (1.0, 0.1)), 0.06, _GOLD),
    ),
    "camera": (
        ("p", ((-0.35, -0.75), (0.35, -0.75), (0.45, -0.45), (-0.45, -0.45)), (70, 74, 88)),
        ("p", ((-0.95, -0.48), (0.95, -0.48), (0.95, 0.7), (-0.95, 0.7)), (70, 74, 88)),
        ("p", ((-0.95, -0.2), (0.95, -0.2), (0.95, 0.1), (-0.95, 0.1)), (224, 150, 92)),
        ("o", 0, 0.1, 0.5, 0.5, 0, _BLACK),
        ("o", 0, 0.1, 0.36, 0.36, 0, (60, 110, 190)),
        ("o", -0.12, -0.02, 0.1, 0.1, 0, _WHITE),
        ("o", 0.72, -0.34, 0.1, 0.08, 0, _RED),
    ),
    "popcorn": (
        ("o", -0.35, -0.1, 0.45, 0.42, 0, _CREAM),
        ("o", 0.35, -0.05, 0.48, 0.4, 0, _WHITE),
        ("o", 0, 0.38, 0.46, 0.42, 0, (255, 246, 200)),
        ("o", 0.02, -0.42, 0.42, 0.36, 0, _WHITE),
        ("o", 0.05, 0.05, 0.16, 0.14, 0, (240, 190, 90)),
    ),
    "candy": (
        ("p", ((-0.5, 0), (-0.98, -0.4), (-0.98, 0.4)), _PINK),
        ("p", ((0.5, 0), (0.98, -0.4), (0.98, 0.4)), _PINK),
        ("s", "heart", 0, 0, 0.66, 0, (255, 96, 140)),
        ("s", "heart", -0.1, -0.12, 0.3, 0, (255, 170, 190)),
    ),
    "heart": (
        ("s", "heart", 0, 0, 0.98, 0, (255, 64, 100)),
        ("o", -0.45, -0.38, 0.16, 0.1, -35, (255, 190, 200)),
    ),
}
ICONS = tuple(_ICONS)
"""Every drawing."""


@lru_cache(maxsize=4)
def icon(name: str) -> Canvas:
    """A drawing with a white rim as a premultiplied square RGBA sprite; it must not be written to."""
    canvas = np.zeros((_SIDE, _SIDE, 4), np.uint8)
    for part in _ICONS[name]:
        _draw(canvas, part)
    alpha = canvas[..., 3]
    rim = cv2.dilate(alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (13, 13)))
    rest = (255 - alpha[..., None].astype(np.int32)) * rim[..., None] // 255
    rimmed: Canvas = np.clip(canvas.astype(np.int32) + rest, 0, 255).astype(np.uint8)
    rimmed.setflags(write=False)
    return rimmed


def _draw(canvas: Canvas, part: tuple[Any, ...]) -> None:
    half = _SIDE / 2
    scale = half * 0.86
    ink = (*part[-1], 255)
    if part[0] == "o":
        _, x, y, across, down, degrees, _ = part
        t = np.linspace(0, 2 * np.pi, 60, endpoint=False)
        points = np.column_stack([np.cos(t) * across, np.sin(t) * down]) @ _turn(degrees)
        fill(canvas, (points + np.array([x, y])) * scale + half, ink)
    elif part[0] == "s":
        _, shape, x, y, size, degrees, _ = part
        fill(
            canvas, (outline(shape) @ _turn(degrees) * size + np.array([x, y])) * scale + half, ink
        )
    elif part[0] == "p":
        fill(canvas, np.array(part[1]) * scale + half, ink)
    else:
        fixed = np.rint((np.array(part[1]) * scale + half) * 16).astype(np.int32)
        cv2.polylines(canvas, [fixed], False, ink, max(1, round(part[2] * scale)), cv2.LINE_AA, 4)


def _turn(degrees: float) -> NDArray[np.float64]:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, s], [-s, c]])


def stamp(
    canvas: Canvas, sprite: Canvas, at: tuple[float, float], size: float, degrees: float
) -> None:
    """``sprite`` over a premultiplied canvas: its middle at a pixel place, ``size`` half its width."""
    if size < 1.0:
        return
    reach = int(size * 1.45) + 2
    left, top = int(at[0]) - reach, int(at[1]) - reach
    height, width = canvas.shape[:2]
    x0, y0, x1, y1 = (
        max(0, left),
        max(0, top),
        min(width, left + 2 * reach),
        min(height, top + 2 * reach),
    )
    if x1 <= x0 or y1 <= y0:
        return
    scale = size / (_SIDE / 2)
    # Shrunk far, a sprite is averaged first, or its lines would flicker.
    by = max(1, int(1 / scale / 1.5))
    source = (
        sprite
        if by == 1
        else cv2.resize(sprite, (_SIDE // by, _SIDE // by), interpolation=cv2.INTER_AREA)
    )
    turn = _turn(degrees).T * (scale * _SIDE / source.shape[0])
    shift = np.array(at) - (x0, y0) - turn @ np.array([source.shape[1] / 2, source.shape[0] / 2])
    matrix = np.column_stack([turn, shift])
    drawn = cv2.warpAffine(source, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR)
    below = canvas[y0:y1, x0:x1]
    rest = cv2.merge([cv2.bitwise_not(np.ascontiguousarray(drawn[..., 3]))] * 4)
    below[:] = cv2.add(cv2.multiply(below, rest, scale=1 / 255), drawn)
