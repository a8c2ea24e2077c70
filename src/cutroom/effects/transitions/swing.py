"""The old picture swings away about a corner or edge, or the next one swings in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.board import Board, rectangle, through
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.placing import Stand
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid

_STYLES = ("away", "in", "doors")


@dataclass(frozen=True, slots=True)
class Params:
    """About which point."""

    style: str = choice("away", _STYLES, "the old one goes, the new one comes, or two doors open")
    pivot_x: float = number(-1.0, -1.5, 1.5, "hinge, half canvas widths right of the centre")
    pivot_y: float = number(1.0, -1.5, 1.5, "hinge, half canvas heights below the centre")
    degrees: float = number(-100.0, -270.0, 270.0, "turn, clockwise")
    easing: str = choice("in-out", EASINGS, "how it swings")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Doors are hinged at both sides and open towards the camera."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    at = eased(params.easing, t)
    if params.style == "doors":
        return _doors(before, after, min(1.0, max(0.0, at)))
    moving, still = (before, after) if params.style == "away" else (after, before)
    turn = params.degrees * (at if params.style == "away" else at - 1.0)
    # Whatever the hinge, a picture that has swung is off the canvas before it would be cut off.
    gone = min(1.0, max(0.0, (at - 0.8) / 0.2 if params.style == "away" else (0.2 - at) / 0.2))
    stand = Stand(spin=turn, pivot=(params.pivot_x, params.pivot_y))
    matrix = stand.matrix(width, height)
    board = Board(still)
    board.put(moving, matrix, through(matrix, rectangle(0, 0, width, height)), 1.0 - gone)
    return board.picture


def _doors(before: Picture, after: Picture, at: float) -> Picture:
    width, height = before.width, before.height
    start = 1.12 - 0.12 * at
    middle = Stand(scale_x=1 / start, scale_y=1 / start).matrix(width, height)
    board = Board(solid(width, height, BLACK))
    board.put(after, middle, through(middle, rectangle(0, 0, width, height)))
    for side in (-1.0, 1.0):
        matrix = Stand(tilt_y=side * 89.0 * at, pivot=(side, 0.0)).matrix(width, height)
        half = rectangle(0, 0, width / 2, height) + np.array([0.0 if side < 0 else width / 2, 0.0])
        board.put(before, matrix, through(matrix, half))
    return board.picture


EFFECT = Transition("swing", Params, apply, "A picture swings about its corner, or opens as doors.")
