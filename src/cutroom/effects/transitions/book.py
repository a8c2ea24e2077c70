"""A leaf turns: of a book about its spine, of a calendar about its rings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.board import Board, rectangle, through
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import laid_over, sketch, tinted
from cutroom.effects.placing import Stand
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture

_STYLES = ("book", "book back", "calendar")


@dataclass(frozen=True, slots=True)
class Params:
    """What kind of leaf."""

    style: str = choice("book", _STYLES, "a book, one read backwards, or a wall calendar")
    leaves: int = number(1, 1, 6, "leaves turned one after another")
    shade: float = number(0.45, 0.0, 1.0, "shadow on a leaf as it stands up")
    paper: float = number(0.0, 0.0, 1.0, "whiteness of the leaves between the first and the last")
    easing: str = choice("in-out", EASINGS[:7], "how a leaf turns")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The leaf carries the old picture in front and the next one on its back."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    leaves = int(params.leaves)
    at = t * leaves
    leaf, own = int(at), eased(params.easing, at - int(at))
    between = tinted(after, WHITE, params.paper)
    old = before if leaf == 0 else between
    new = after if leaf == leaves - 1 else between
    if params.style == "calendar":
        return _calendar(old, new, own, (params.shade, t))
    return _spread(old, new, own, params)


def _spread(old: Picture, new: Picture, own: float, params: Params) -> Picture:
    """The leaf turns about the middle of the canvas, from right to left."""
    width, height = old.width, old.height
    side = 1.0 if params.style == "book" else -1.0
    left, right = rectangle(0, 0, width / 2, height), rectangle(width / 2, 0, width, height)
    near, far = (right, left) if side > 0 else (left, right)
    board = Board(old)
    board.put(new, np.eye(3), near)
    degrees = 180.0 * own
    if degrees < 90.0:
        page, outline, turn = old, near, degrees
    else:
        page, outline, turn = new, far, degrees - 180.0
    if abs(turn) > 89.5:
        return board.picture
    matrix = Stand(tilt_y=side * turn, eye=2.2).matrix(width, height)
    dark = params.shade * float(np.sin(np.radians(degrees)))
    board.put(tinted(page, BLACK, dark), matrix, through(matrix, outline))
    return board.picture


def _calendar(old: Picture, new: Picture, own: float, look: tuple[float, float]) -> Picture:
    """The leaf is lifted at its lower edge and goes over the top; ``look`` is shade and progress."""
    width, height = old.width, old.height
    board = Board(new)
    degrees = 150.0 * own
    if degrees < 88.0:
        matrix = Stand(tilt_x=-degrees, pivot=(0.0, -1.0), eye=2.2).matrix(width, height)
        dark = look[0] * float(np.sin(np.radians(degrees)))
        outline = through(matrix, rectangle(0, 0, width, height))
        board.put(tinted(old, BLACK, dark), matrix, outline)
    canvas = sketch(old)
    tall, wide = canvas.shape[:2]
    unit = min(tall, wide)
    seen = min(1.0, 8.0 * look[1], 8.0 * (1.0 - look[1]))
    for ring in range(14):
        x = (ring + 0.5) / 14 * wide
        box = rectangle(x - 0.008 * unit, -0.04 * unit, x + 0.008 * unit, 0.075 * unit)
        fill(
            canvas,
            rectangle(x - 0.02 * unit, 0.04 * unit, x + 0.02 * unit, 0.08 * unit),
            (40, 40, 46, 255),
        )
        fill(canvas, box, (206, 208, 214, 255))
    return laid_over(board.picture, (canvas * seen).astype(np.uint8))


EFFECT = Transition("book", Params, apply, "A leaf turns, of a book or of a wall calendar.")
