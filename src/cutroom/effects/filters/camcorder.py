"""A digital camcorder of the years around 2000: interlaced, a little soft, with its display burnt in."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.chance import tick
from cutroom.effects.detail import rows_darkened
from cutroom.effects.displays import write
from cutroom.effects.grain import grained
from cutroom.effects.overlays import Canvas, laid_over, sketch
from cutroom.effects.spec import Filter, Moment, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur_plane

_DAYS = 28


@dataclass(frozen=True, slots=True)
class Params:
    """The tape and the display."""

    lines: float = number(0.28, 0.0, 1.0, "depth of the interlaced lines")
    noise: float = number(0.25, 0.0, 1.0, "noise of the sensor")
    softness: float = number(0.5, 0.0, 1.0, "loss of fine detail sideways")
    color: Color = colour(WHITE, "colour of the display")
    year: int = number(2003, 1985, 2030, "year in the date")
    display: bool = flag(True, "show mode, tape time, date and battery")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Sideways softness with an edge of sharpening, lines, noise, then the display."""
    drawn = _softened(picture, params.softness)
    drawn = grained(drawn, 0.12 * params.noise, 1 / 420, moment.seed + tick(moment.time_s, 25))
    if params.lines:
        drawn = _interlaced(drawn, params.lines)
    if not params.display:
        return drawn
    canvas = sketch(picture, 720)
    _display(canvas, params, moment)
    return laid_over(drawn, canvas)


def _softened(picture: Picture, amount: float) -> Picture:
    if not amount:
        return picture
    y, u, v, alpha = picture.planes
    short = min(picture.width, picture.height)
    reach = 0.003 * amount * short
    soft = blur_plane(y, reach, 0.01)
    wide = blur_plane(soft, 2 * reach, 0.01)
    crisp = np.asarray(cv2.addWeighted(soft, 1.5, wide, -0.5, 0), np.uint8)
    u, v = (blur_plane(plane, 1.5 * reach, 0.01) for plane in (u, v))
    if alpha is None:
        return Picture.from_planes(crisp, u, v)
    half = picture.chroma_alpha
    assert half is not None
    inside = (np.minimum(crisp, alpha), np.minimum(u, half), np.minimum(v, half))
    return Picture.from_planes(*inside, alpha, half)


def _interlaced(picture: Picture, depth: float) -> Picture:
    rows = np.arange(picture.height) * (288 / picture.height)
    return rows_darkened(picture, 1 - 0.5 * depth * (1 - np.cos(2 * np.pi * rows)) / 2)


def _display(canvas: Canvas, params: Params, moment: Moment) -> None:
    ink = params.color.as_bytes()
    height, width = canvas.shape[:2]
    left, top, bottom = round(0.08 * height), round(0.13 * height), round(0.92 * height)
    if min(height, width) != height:
        left = round(0.08 * width)
    write(canvas, "PLAY", (left, top), 0.05, ink)
    arrow = np.array([(left + 105, top - 34), (left + 105, top), (left + 134, top - 17)])
    cv2.fillPoly(canvas, [arrow], ink, cv2.LINE_AA)
    seconds = int(moment.time_s)
    write(
        canvas,
        f"SP 0:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
        (width - left - 230, top),
        0.045,
        ink,
    )
    day = 1 + moment.seed % _DAYS
    minutes = 14 * 60 + moment.seed % 60 + seconds // 60
    write(canvas, f"PM {minutes // 60 - 12}:{minutes % 60:02d}", (left, bottom - 48), 0.045, ink)
    write(canvas, f"{8 + moment.seed % 4}. {day}. {int(params.year)}", (left, bottom), 0.045, ink)
    _battery(canvas, (width - left - 60, bottom - 26), ink)


def _battery(canvas: Canvas, at: tuple[int, int], ink: tuple[int, int, int, int]) -> None:
    x, y = at
    cv2.rectangle(canvas, (x, y), (x + 50, y + 24), ink, 3)
    cv2.rectangle(canvas, (x + 50, y + 8), (x + 56, y + 16), ink, -1)
    for bar in range(2):
        cv2.rectangle(canvas, (x + 7 + 14 * bar, y + 7), (x + 15 + 14 * bar, y + 17), ink, -1)


EFFECT = Filter("camcorder", Params, apply, "A digital camcorder with its display.")
