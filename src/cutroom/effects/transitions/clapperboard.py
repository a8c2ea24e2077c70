"""A clapperboard comes up, claps, and leaves the next take."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.easing import eased, smooth, window
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import Canvas, laid_over, sketch
from cutroom.effects.placing import Corners
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture

_DARK, _PALE = (28, 28, 32, 255), (244, 244, 240, 255)


@dataclass(frozen=True, slots=True)
class Params:
    """Size and way of the board."""

    size: float = number(0.78, 0.2, 1.5, "height of the board in short sides")
    way: str = choice("up", ("up", "left"), "from where it comes: below, or the right")
    take: int = number(1, 0, 99, "number of the take")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """It claps in the middle; that is the cut."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = before if t < 0.5 else after
    canvas = sketch(before)
    height, width = canvas.shape[:2]
    unit = min(height, width) * params.size
    away = (1.0 - eased("back", window(t, 0.0, 0.25))) + eased("in", window(t, 0.75, 1.0))
    x, y = width / 2, height / 2 + 0.08 * unit
    if params.way == "up":
        y += away * (height / 2 + unit)
    else:
        x += away * (width / 2 + unit)
    opened = 24.0 * smooth(0.2, 0.38, t) * (1.0 - window(t, 0.44, 0.5))
    _board(canvas, (x, y), unit, opened, int(params.take))
    return laid_over(shown, canvas)


def _board(canvas: Canvas, at: tuple[float, float], unit: float, opened: float, take: int) -> None:
    slate = np.array([(-0.6, -0.28), (0.6, -0.28), (0.6, 0.5), (-0.6, 0.5)])
    fill(canvas, slate * unit + at, _DARK)
    _bar(canvas, np.array([at[0] - 0.6 * unit, at[1] - 0.28 * unit]), unit, 0.0)
    _bar(canvas, np.array([at[0] - 0.6 * unit, at[1] - 0.42 * unit]), unit, -opened)
    thin = max(1, round(unit * 0.008))
    for y in (0.02, 0.26):
        ends = [(round(at[0] + side * 0.56 * unit), round(at[1] + y * unit)) for side in (-1, 1)]
        cv2.line(canvas, ends[0], ends[1], _PALE, thin, cv2.LINE_AA)
    for word, x, y in (
        ("SCENE 1", -0.54, -0.08),
        (f"TAKE {take}", -0.54, 0.19),
        ("ROLL A", -0.54, 0.43),
    ):
        cv2.putText(
            canvas,
            word,
            (round(at[0] + x * unit), round(at[1] + y * unit)),
            cv2.FONT_HERSHEY_DUPLEX,
            unit / 230,
            _PALE,
            max(1, round(unit * 0.012)),
            cv2.LINE_AA,
        )


def _bar(canvas: Canvas, hinge: Corners, unit: float, degrees: float) -> None:
    """A striped stick from its hinge to the right, turned about it."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, s], [-s, c]]) * unit

    def put(points: list[tuple[float, float]], ink: tuple[int, ...]) -> None:
        fill(canvas, np.array(points) @ turn + hinge, ink)

    put([(0, 0), (1.2, 0), (1.2, 0.14), (0, 0.14)], _DARK)
    for stripe in range(5):
        left = 0.04 + stripe * 0.24
        put([(left, 0.015), (left + 0.11, 0.015), (left + 0.2, 0.125), (left + 0.09, 0.125)], _PALE)


EFFECT = Transition("clapperboard", Params, apply, "A clapperboard claps and leaves the next take.")
