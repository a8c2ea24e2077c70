"""A counting leader: big numbers, a hand that sweeps round, two rings."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch, tinted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture

_PAPER = Color(0.16, 0.15, 0.14)


@dataclass(frozen=True, slots=True)
class Params:
    """From where it counts and how it looks."""

    style: str = choice("leader", ("leader", "ring", "plain"), "film leader, a ring, numbers alone")
    start: int = number(3, 1, 99, "the first number; the span is divided evenly")
    color: Color = colour(WHITE, "colour of numbers and lines")
    veil: float = number(0.35, 0.0, 1.0, "how much the picture is darkened")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The last number is 1; each lasts as long as any other."""
    left = (1.0 - moment.progress) * int(params.start)
    shown = min(max(ceil(left - 1e-9), 1), int(params.start))
    part = min(max(shown - left, 0.0), 1.0)
    canvas = sketch(picture, 540)
    if params.style == "leader":
        _leader(canvas, params.color, part)
    elif params.style == "ring":
        _ring(canvas, params.color, part)
    _number(canvas, str(shown), params.color, 1.0 + 0.25 * (1 - part) ** 4)
    return laid_over(tinted(picture, _PAPER, params.veil), canvas)


def _centre(canvas: Canvas) -> tuple[tuple[int, int], int]:
    height, width = canvas.shape[:2]
    return (width // 2, height // 2), min(width, height)


def _leader(canvas: Canvas, color: Color, part: float) -> None:
    centre, unit = _centre(canvas)
    far = sum(canvas.shape[:2])
    if part > 0.0:
        pale = ink(color, 0.25)
        cv2.ellipse(canvas, centre, (far, far), -90, 0, round(360 * part), pale, -1, cv2.LINE_AA)
    line, thin = ink(color, 0.9), max(1, round(0.006 * unit))
    for radius in (0.36, 0.4):
        cv2.circle(canvas, centre, round(radius * unit), line, thin, cv2.LINE_AA)
    cv2.line(canvas, (0, centre[1]), (canvas.shape[1], centre[1]), line, thin)
    cv2.line(canvas, (centre[0], 0), (centre[0], canvas.shape[0]), line, thin)
    end = (
        round(centre[0] + far * np.sin(2 * np.pi * part)),
        round(centre[1] - far * np.cos(2 * np.pi * part)),
    )
    cv2.line(canvas, centre, end, line, thin, cv2.LINE_AA)


def _ring(canvas: Canvas, color: Color, part: float) -> None:
    centre, unit = _centre(canvas)
    size, thick = (round(0.34 * unit),) * 2, round(0.03 * unit)
    cv2.circle(canvas, centre, size[0], ink(color, 0.25), thick, cv2.LINE_AA)
    end = round(360 * (1 - part))
    cv2.ellipse(canvas, centre, size, -90, 0, end, ink(color), thick, cv2.LINE_AA)


def _number(canvas: Canvas, text: str, color: Color, grown: float) -> None:
    centre, unit = _centre(canvas)
    scale, thick = grown * unit * 0.013, max(2, round(grown * 0.045 * unit))
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    at = (centre[0] - width // 2, centre[1] + height // 2)
    cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, scale, ink(color), thick, cv2.LINE_AA)


EFFECT = Filter("countdown", Params, apply, "Numbers that count down over the span.")
