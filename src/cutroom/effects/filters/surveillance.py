"""A watching machine's display: boxes that follow things, a scope, a security camera."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chance, drift
from cutroom.effects.displays import write
from cutroom.effects.overlays import Canvas, ink, laid_over, painted, sketch
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Which machine."""

    style: str = choice(
        "boxes", ("boxes", "scope", "camera"), "followed boxes, round scope, camera"
    )
    color: Color = colour(Color(0.35, 1.0, 0.45), "colour of the display")
    count: int = number(4, 1, 12, "boxes")
    rate: float = number(0.6, 0.0, 6.0, "speed of what moves")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Boxes wander smoothly; the scope turns a hand."""
    canvas = sketch(picture, 540)
    if params.style == "boxes":
        _boxes(canvas, params, moment)
        return laid_over(picture, canvas)
    if params.style == "camera":
        _camera(canvas, params, moment)
        return laid_over(picture, canvas)
    mask = np.full((picture.height, picture.width), 255, np.uint8)
    centre = (picture.width // 2, picture.height // 2)
    cv2.circle(mask, centre, round(0.46 * min(picture.width, picture.height)), 0, -1, cv2.LINE_AA)
    _scope(canvas, params, moment)
    return laid_over(painted(picture, BLACK, mask), canvas)


def _boxes(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    unit, line = min(height, width), ink(params.color)
    for box in range(int(params.count)):
        key, at = moment.seed * 64 + box * 4, moment.time_s * params.rate
        x = width * (0.5 + 0.38 * drift(key, at + 9 * box))
        y = height * (0.5 + 0.34 * drift(key + 1, at + 5 * box))
        half = unit * (0.07 + 0.08 * chance(key, 3))
        tall = half * (0.9 + 0.7 * chance(key, 4))
        corners = (round(x - half), round(y - tall)), (round(x + half), round(y + tall))
        cv2.rectangle(canvas, *corners, line, 2, cv2.LINE_AA)
        share = 80 + int(19 * (0.5 + 0.5 * drift(key + 2, at * 2)))
        write(
            canvas,
            f"ID{box + 1:02d} {share}%",
            (corners[0][0], corners[0][1] - 6),
            0.024,
            _bytes(line),
        )


def _scope(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    centre, unit, line = (width // 2, height // 2), min(height, width), ink(params.color, 0.9)
    for share in (0.15, 0.3, 0.455):
        cv2.circle(canvas, centre, round(share * unit), line, 2, cv2.LINE_AA)
    reach = round(0.455 * unit)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        near = (centre[0] + dx * unit // 40, centre[1] + dy * unit // 40)
        cv2.line(
            canvas, near, (centre[0] + dx * reach, centre[1] + dy * reach), line, 1, cv2.LINE_AA
        )
    turn = 2 * np.pi * params.rate * moment.time_s
    end = (round(centre[0] + reach * np.cos(turn)), round(centre[1] + reach * np.sin(turn)))
    cv2.line(canvas, centre, end, ink(params.color), 3, cv2.LINE_AA)


def _camera(canvas: Canvas, params: Params, moment: Moment) -> None:
    height, width = canvas.shape[:2]
    line = _bytes(ink(params.color))
    seconds = int(moment.time_s)
    write(canvas, "CAM 01", (24, 44), 0.045, line)
    write(canvas, f"02:{seconds // 60 % 60:02d}:{seconds % 60:02d}", (width - 190, 44), 0.045, line)
    write(canvas, "CH1  30FPS", (24, height - 24), 0.035, line)
    if moment.time_s % 1.0 < 0.55:
        cv2.circle(canvas, (width - 40, height - 36), 11, (230, 40, 40, 255), -1, cv2.LINE_AA)


def _bytes(color: tuple[float, ...]) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (int(channel) for channel in color)
    return red, green, blue, alpha


EFFECT = Filter("surveillance", Params, apply, "The display of a watching machine.")
