"""A record that turns: the picture is its label or its cover."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch, tinted
from cutroom.effects.placing import spun
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import blur, mix_by, warp

_BLACK = Color(0.06, 0.06, 0.07)


@dataclass(frozen=True, slots=True)
class Params:
    """The record."""

    style: str = choice(
        "label", ("label", "whole", "sleeve"), "label only, all of it, beside its sleeve"
    )
    rate: float = number(0.35, 0.0, 3.0, "turns a second")
    size: float = number(0.44, 0.1, 0.7, "radius in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The picture, blurred and dark, is also the ground."""
    width, height = picture.width, picture.height
    short = min(width, height)
    ground = tinted(blur(picture, 0.04 * short), Color(0.0, 0.0, 0.0), 0.45)
    away = 0.3 * params.size * short if params.style == "sleeve" else 0.0
    canvas = sketch(picture, 540)
    unit = min(canvas.shape[:2])
    off = away / short * unit
    _record(canvas, params, moment, off)
    drawn = laid_over(ground, canvas)
    share = {"label": 0.42, "whole": 0.96, "sleeve": 0.42}[params.style]
    label = np.zeros((height, width), np.uint8)
    at = (round(width / 2 + away), round(height / 2))
    cv2.circle(label, at, round(share * params.size * short), 255, -1, cv2.LINE_AA)
    cv2.circle(label, at, max(1, round(0.035 * params.size * short)), 0, -1, cv2.LINE_AA)
    turn = 360 * params.rate * moment.time_s
    scale = 2.1 * share * params.size
    spinning = translation(away, 0.0) @ spun(width, height, turn, max(scale, 0.05))
    turned = warp(picture, spinning, width, height)
    weight = label if params.style != "whole" else cv2.convertScaleAbs(label, alpha=0.85)
    drawn = mix_by(drawn, turned, np.asarray(weight, np.uint8))
    return _with_sleeve(drawn, picture, params.size * short) if params.style == "sleeve" else drawn


def _record(canvas: Canvas, params: Params, moment: Moment, off: float) -> None:
    height, width = canvas.shape[:2]
    unit = min(height, width)
    at, radius = (round(width / 2 + off), round(height / 2)), params.size * unit
    cv2.circle(canvas, at, round(radius), ink(_BLACK), -1, cv2.LINE_AA)
    for groove in range(7):
        ring = round(radius * (0.5 + 0.07 * groove))
        cv2.circle(canvas, at, ring, ink(Color(0.16, 0.16, 0.17)), 1, cv2.LINE_AA)
    for side in (35, 215):
        wide = (round(radius * 0.96),) * 2
        cv2.ellipse(
            canvas, at, wide, 0, side, side + 24, ink(Color(0.2, 0.2, 0.21)), -1, cv2.LINE_AA
        )


def _with_sleeve(drawn: Picture, picture: Picture, radius: float) -> Picture:
    """The unmoved picture as a square cover that hides the left half of the record."""
    width, height = picture.width, picture.height
    half = 0.98 * radius
    middle = width / 2 - 0.55 * radius
    mask = np.zeros((height, width), np.uint8)
    box = (
        round(middle - half),
        round(height / 2 - half),
        round(middle + half),
        round(height / 2 + half),
    )
    cv2.rectangle(mask, box[:2], box[2:], 255, -1)
    scale = 2.05 * half / min(width, height)
    moved = translation(middle - width / 2, 0.0) @ spun(width, height, 0.0, max(scale, 0.05))
    return mix_by(drawn, warp(picture, moved, width, height), mask)


EFFECT = Filter("vinyl", Params, apply, "A turning record made of the picture.")
