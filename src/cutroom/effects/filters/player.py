"""The controls of a video player over the picture: title bar, play button, a line that fills."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.displays import write
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture

_DARK = Color(0.05, 0.05, 0.06)


@dataclass(frozen=True, slots=True)
class Params:
    """Which player."""

    style: str = choice(
        "bar", ("bar", "card", "window"), "a bar below, a rounded card, a desktop window"
    )
    color: Color = colour(Color(1.0, 0.28, 0.36), "colour of the line that fills")
    length_s: float = number(0.0, 0.0, 36000.0, "seconds shown as the whole; 0 is the span")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The line follows the span."""
    canvas = sketch(picture, 720)
    {"bar": _bar, "card": _card, "window": _window}[params.style](canvas, params, moment)
    return laid_over(picture, canvas)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60 % 100:02d}:{int(seconds) % 60:02d}"


def _line(canvas: Canvas, y: int, ends: tuple[int, int], params: Params, moment: Moment) -> None:
    left, right = ends
    at = round(left + (right - left) * min(max(moment.progress, 0.0), 1.0))
    cv2.line(canvas, (left, y), (right, y), ink(WHITE, 0.35), 5, cv2.LINE_AA)
    cv2.line(canvas, (left, y), (at, y), ink(params.color), 5, cv2.LINE_AA)
    cv2.circle(canvas, (at, y), 10, ink(params.color), -1, cv2.LINE_AA)


def _times(params: Params, moment: Moment) -> tuple[str, str]:
    whole = params.length_s or moment.duration_s
    return _clock(whole * moment.progress), _clock(whole)


def _bar(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    deep = round(0.17 * min(width, height))
    fade = np.linspace(0, 0.75, deep)[:, None, None]
    canvas[height - deep :] = (fade * np.array(ink(_DARK), np.float64)).astype(np.uint8)
    y = height - 34
    arrow = np.array([(32, y - 16), (32, y + 16), (58, y)])
    cv2.fillPoly(canvas, [arrow], ink(WHITE), cv2.LINE_AA)
    now, whole = _times(params, moment)
    write(canvas, now, (80, y + 9), 0.03, WHITE.as_bytes())
    write(canvas, whole, (width - 110, y + 9), 0.03, WHITE.as_bytes())
    _line(canvas, y, (180, width - 130), params, moment)


def _card(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    border = round(0.06 * min(width, height))
    low = round(0.26 * min(width, height))
    canvas[:] = ink(Color(0.97, 0.96, 0.95))
    canvas[border : height - low, border : width - border] = 0
    dark = Color(0.16, 0.16, 0.18)
    y, x = height - low // 2 - 8, width // 2
    _line(canvas, height - low + 34, (border, width - border), params, moment)
    now, whole = _times(params, moment)
    write(canvas, now, (border, height - low + 74), 0.026, dark.as_bytes())
    write(canvas, whole, (width - border - 72, height - low + 74), 0.026, dark.as_bytes())
    for side in (-1, 1):
        tip = np.array([(x + side * 70, y + 12), (x + side * 70, y + 48), (x + side * 104, y + 30)])
        cv2.fillPoly(canvas, [tip], ink(dark), cv2.LINE_AA)
    cv2.circle(canvas, (x, y + 30), 32, ink(dark), 5, cv2.LINE_AA)
    for side in (-8, 8):
        cv2.line(canvas, (x + side, y + 18), (x + side, y + 42), ink(dark), 6)


def _window(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    grey, blue = Color(0.76, 0.76, 0.74), Color(0.04, 0.14, 0.5)
    top, border = 54, 12
    frame = canvas.copy()
    frame[:] = ink(grey)
    frame[top : height - 40, border : width - border] = 0
    canvas[:] = frame
    cv2.rectangle(canvas, (border, 8), (width - border, top - 8), ink(blue), -1)
    for place in range(3):
        left = width - border - 40 * (place + 1)
        cv2.rectangle(canvas, (left, 13), (left + 32, top - 13), ink(grey), -1)
        cv2.rectangle(canvas, (left, 13), (left + 32, top - 13), ink(Color(0.25, 0.25, 0.25)), 2)
    write(canvas, "VIDEO.AVI", (border + 14, top - 18), 0.03, WHITE.as_bytes())
    _line(canvas, height - 20, (border + 8, width - border - 8), params, moment)


EFFECT = Filter("player", Params, apply, "The controls of a video player over the picture.")
