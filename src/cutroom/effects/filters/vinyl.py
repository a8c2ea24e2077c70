"""A record that turns: the picture is its label or its cover."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.board import Board, rectangle
from cutroom.effects.outlines import placed
from cutroom.effects.overlays import Canvas, ink, laid_over, sketch, tinted
from cutroom.effects.placing import even_box, moved_inside, spun
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import blur, warp

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
    board = Board(laid_over(ground, canvas))
    _label(board, picture, params, (width / 2 + away, height / 2), moment.time_s)
    if params.style == "sleeve":
        _sleeve(board, picture, params.size * short)
    return board.picture


def _label(
    board: Board, picture: Picture, params: Params, centre: tuple[float, float], time_s: float
) -> None:
    """The turning picture in the middle of the record, or on all of it."""
    width, height = picture.width, picture.height
    share = 0.96 if params.style == "whole" else 0.42
    radius = share * params.size * min(width, height)
    edge = placed("circle", *centre, radius + 2.0)
    box = even_box(edge, width, height)
    if box is None:
        return
    left, top, wide, tall = box
    label = np.zeros((tall, wide), np.uint8)
    at = (round(centre[0]) - left, round(centre[1]) - top)
    strength = 217 if params.style == "whole" else 255
    cv2.circle(label, at, round(radius), strength, -1, cv2.LINE_AA)
    cv2.circle(label, at, max(1, round(radius * 0.035 / share)), 0, -1, cv2.LINE_AA)
    turn = spun(width, height, 360 * params.rate * time_s, max(2.1 * share * params.size, 0.05))
    matrix = translation(centre[0] - width / 2 - left, -top) @ turn
    turned = moved_inside(picture, matrix, wide, tall, edge - (left, top))
    board.lay(turned, label, left, top)


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


def _sleeve(board: Board, picture: Picture, radius: float) -> None:
    """The unmoved picture as a square cover that hides the left half of the record."""
    width, height = picture.width, picture.height
    half = 0.98 * radius
    middle = width / 2 - 0.55 * radius
    edges = np.rint(rectangle(middle - half, height / 2 - half, middle + half, height / 2 + half))
    box = even_box(edges, width, height)
    if box is None:
        return
    left, top, wide, tall = box
    mask = np.zeros((tall, wide), np.uint8)
    (x0, y0), _, (x1, y1), _ = (edges - (left, top)).astype(int).tolist()
    cv2.rectangle(mask, (x0, y0), (x1, y1), 255, -1)
    scale = 2.05 * half / min(width, height)
    moved = translation(middle - width / 2 - left, -top) @ spun(width, height, 0, max(scale, 0.05))
    board.lay(warp(picture, moved, wide, tall), mask, left, top)


EFFECT = Filter("vinyl", Params, apply, "A turning record made of the picture.")
