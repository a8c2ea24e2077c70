"""Comments run across in ever denser rows until they cover the canvas, and thin out again."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import chances
from cutroom.effects.easing import smooth
from cutroom.effects.overlays import Canvas, laid_over, sketch
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_WORDS = (
    "666666",
    "2333",
    "hahaha",
    "WOW",
    "+1",
    "www",
    "yyds",
    "GO GO GO",
    "8888",
    "OMG",
    "awsl",
    "!!!",
)
_INKS = (
    (255, 255, 255),
    (255, 92, 120),
    (255, 204, 64),
    (96, 224, 140),
    (90, 190, 255),
    (200, 140, 255),
)


@dataclass(frozen=True, slots=True)
class Params:
    """How dense."""

    rows: int = number(11, 4, 30, "rows of comments")
    count: int = number(150, 10, 400, "comments")
    speed: float = number(3.2, 0.5, 8.0, "way over the time in canvas widths")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each comment runs from right to left at its own pace, on a pill of its own colour."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.44, 0.56, t))
    canvas = sketch(before)
    rows = int(params.rows)
    for index, key in enumerate(chances(moment.seed + 83, int(params.count), 4)):
        # Most are in the canvas in the middle of the time.
        middle = 0.5 + 0.2 * (key[0] + key[3] - 1.0)
        pace = params.speed * (0.75 + 0.5 * key[1])
        x = 0.5 - pace * (t - middle)
        row = index % rows
        _comment(canvas, (x, (row + 0.5) / rows), 0.82 / rows, key)
    seen = smooth(0.0, 0.1, t) * (1.0 - smooth(0.9, 1.0, t))
    return laid_over(shown, (canvas * seen).astype(np.uint8))


def _comment(
    canvas: Canvas, at: tuple[float, float], size: float, key: NDArray[np.float64]
) -> None:
    height, width = canvas.shape[:2]
    tall = max(3, round(size * height))
    word = _WORDS[int(key[2] * len(_WORDS))]
    ink = _INKS[int(key[3] * len(_INKS))]
    scale = tall / 42
    thick = max(1, round(tall / 13))
    (wide, high), _ = cv2.getTextSize(word, cv2.FONT_HERSHEY_DUPLEX, scale, thick)
    left, top = round(at[0] * width - wide / 2), round(at[1] * height - tall / 2)
    pad = tall // 2
    if left > width + pad or left + wide < -pad:
        return
    for x in (left, left + wide):
        cv2.circle(canvas, (x, top + pad), pad, (*ink, 255), -1, cv2.LINE_AA)
    cv2.rectangle(canvas, (left, top), (left + wide, top + 2 * pad), (*ink, 255), -1)
    cv2.putText(
        canvas,
        word,
        (left, top + pad + high // 2),
        cv2.FONT_HERSHEY_DUPLEX,
        scale,
        (24, 22, 30, 255),
        thick,
        cv2.LINE_AA,
    )


EFFECT = Transition("danmaku", Params, apply, "Running comments cover the canvas and thin out.")
