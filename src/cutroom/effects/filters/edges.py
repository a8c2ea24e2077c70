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
    height, width = shape[:2]
    x = np.linspace(0, 1, width, dtype=np.float32)
    y = np.linspace(0, 0.5, height, dtype=np.float32)[:, None]
    phase = (x + y - np.float32(turns))[..., None] - np.array([0, 1 / 3, 2 / 3], np.float32)
    return np.asarray(0.5 + 0.5 * np.cos(np.float32(2 * np.pi) * phase), np.float32)


EFFECT = Filter("edges", Params, apply, "Glowing neon outlines.")
