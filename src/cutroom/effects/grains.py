"""A picture's grains on their way with the wind."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.overlays import Canvas
from cutroom.picture.convert import TO_YUV
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import resize

_ROWS = 30


@dataclass(frozen=True, slots=True)
class Wind:
    """``angle`` degrees clockwise from right, ``distance`` in short sides, ``wild`` how much grains
    scatter, ``tint`` 0–1 how far they take on ``color``."""

    angle: float
    distance: float
    wild: float
    tint: float
    color: Color


def grains(
    canvas: Canvas, picture: Picture, wind: Wind, amount: float, seed: int, *, planar: bool = False
) -> Plane:
    """Draws the grains that fly at ``amount`` 0–1 onto a canvas; returns 255 where none has left yet.

    The last to leave is where the wind blows to; each flies for 40 % of the time, shrinking. The
    canvas is premultiplied RGBA, with ``planar`` Y, U, V and alpha.
    """
    width, height = picture.width, picture.height
    tile = min(width, height) / _ROWS
    columns, rows = round(width / tile), round(height / tile)
    random = chances(seed + 71, columns * rows, 4)
    across, down = cos(radians(wind.angle)), sin(radians(wind.angle))
    x, y = (np.indices((rows, columns))[::-1].reshape(2, -1) + 0.5) * tile
    along = ((x / width - 0.5) * across + (y / height - 0.5) * down) / (abs(across) + abs(down))
    start = 0.6 * np.clip(0.75 * (along + 0.5) + 0.25 * random[:, 0], 0, 1)
    age = np.clip((amount - start) / 0.4, 0, 1)
    still = (age <= 0.0).astype(np.uint8).reshape(rows, columns) * np.uint8(255)
    flying = np.flatnonzero((age > 0.0) & (age < 1.0))
    inks = _inks(picture, (columns, rows), wind)[flying]
    if planar:
        luma_chroma = np.clip(np.rint(inks @ TO_YUV.T.astype(np.float64)), 0, inks[:, 3:])
        inks = np.column_stack([luma_chroma.astype(int), inks[:, 3]])
    scale = min(canvas.shape[:2]) / min(width, height)
    way = age[flying] ** 1.5 * wind.distance * min(width, height) * (0.6 + 0.8 * random[flying, 1])
    stray = wind.wild * way * (random[flying, 2] - 0.5)
    centre_x = (x[flying] + across * way - down * stray) * scale
    centre_y = (y[flying] + down * way + across * stray) * scale
    reach = tile * scale * 0.7 * (1.0 - age[flying])
    turn = 2 * np.pi * random[flying, 3][:, None] + np.arange(4) * (np.pi / 2)
    at_x = centre_x[:, None] + reach[:, None] * np.cos(turn)
    at_y = centre_y[:, None] + reach[:, None] * np.sin(turn)
    # Many small squares: converting them one by one would cost more than drawing them.
    fixed = np.rint((np.stack([at_x, at_y], axis=2) - 0.5) * 16).astype(np.int32)
    for square, ink in zip(fixed, inks.tolist(), strict=True):
        cv2.fillConvexPoly(canvas, square, ink, cv2.LINE_AA, 4)
    return np.asarray(cv2.resize(still, (width, height), interpolation=cv2.INTER_NEAREST), np.uint8)


def _inks(
    picture: Picture, size: tuple[int, int], wind: Wind
) -> np.ndarray[tuple[int, ...], np.dtype[np.int_]]:
    """The premultiplied colour of every grain."""
    inks = resize(picture, *size).rgba.reshape(-1, 4).astype(int)
    if wind.tint > 0.0:
        goal = np.array(wind.color.as_bytes()[:3])
        bright = inks[:, :3].max(axis=1, keepdims=True) / 255
        mixed = inks[:, :3] + (goal * (0.4 + 0.6 * bright) - inks[:, :3]) * wind.tint
        inks[:, :3] = np.minimum(np.rint(mixed).astype(int), inks[:, 3:])
    return inks
