"""Glowing outlines on a dark ground, or drawn over the picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.contours import contours
from cutroom.effects.overlays import Light, lit, tinted
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The light and the ground."""

    color: Color = colour(Color(0.2, 0.9, 1.0), "colour of the outlines")
    rainbow: bool = flag(True, "let the colour run through the rainbow")
    amount: float = number(1.2, 0.0, 4.0, "brightness")
    dark: float = number(0.55, 0.0, 1.0, "darkness of the ground")
    width: float = number(0.004, 0.001, 0.03, "width of a line in short sides")
    rate: float = number(0.3, 0.0, 5.0, "rounds of the rainbow a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Sobel edges of luma, sharp and blurred, added."""
    lines = contours(picture, params.width, 360).astype(np.float32) / 255
    halo = cv2.GaussianBlur(lines, (0, 0), max(1.0, min(lines.shape) * 0.012))
    glow = np.asarray(lines + halo * np.float32(1.3), np.float32)[..., None]
    tint = (
        _rainbow(lines.shape, params.rate * moment.time_s)
        if params.rainbow
        else _even(params.color)
    )
    return lit(
        tinted(picture, BLACK, params.dark),
        np.asarray(glow * tint * np.float32(params.amount), np.float32),
    )


def _even(color: Color) -> Light:
    return np.array([color.red, color.green, color.blue], np.float32)


def _rainbow(shape: tuple[int, ...], turns: float) -> Light:
    """Hues along the diagonal, worked out for every fourth pixel: they change slowly."""
    height, width = shape[:2]
    columns, rows = max(2, width // 4), max(2, height // 4)
    x = (np.arange(columns, dtype=np.float32) + 0.5) / columns
    y = (np.arange(rows, dtype=np.float32)[:, None] + 0.5) / rows / 2
    phase = (x + y - np.float32(turns))[..., None] - np.array([0, 1 / 3, 2 / 3], np.float32)
    coarse = 0.5 + 0.5 * np.cos(np.float32(2 * np.pi) * phase)
    return np.asarray(cv2.resize(coarse.astype(np.float32), (width, height)), np.float32)


EFFECT = Filter("edges", Params, apply, "Glowing neon outlines.")
