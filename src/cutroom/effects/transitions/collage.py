"""Pieces of the next picture are stuck on one after another: photos, strips, torn bits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.board import Board, rectangle, through
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, smooth
from cutroom.effects.placing import spun
from cutroom.effects.spec import Moment, Transition, choice, colour, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import mix

_STYLES = ("photos", "notes", "slices", "blocks")


@dataclass(frozen=True, slots=True)
class Params:
    """What is stuck on."""

    style: str = choice(
        "photos", _STYLES, "photos with borders, blank notes, jumping slices, blocks"
    )
    count: int = number(14, 3, 60, "pieces")
    color: Color = colour(WHITE, "colour of borders, or of the notes")
    second: Color = colour(Color(1.0, 0.72, 0.78), "colour of every second note")
    askew: float = number(10.0, 0.0, 60.0, "most degrees a piece lies askew")
    snap: bool = flag(False, "pieces are there at once instead of landing")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """When all have landed, what is between them changes too; notes fade and leave the picture."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    rest = smooth(0.72, 0.92, t)
    board = Board(mix(before, after, rest))
    count = int(params.count)
    columns = max(1, round((count * width / height) ** 0.5))
    rows = max(1, -(-count // columns))
    random = chances(moment.seed + 89, columns * rows, 5)
    order = random[:, 4].argsort()
    for turn, place in enumerate(order):
        own = (t - 0.62 * turn / len(order)) / 0.14
        if own <= 0.0:
            continue
        landed = 1.0 if params.snap else eased("strong-out", own)
        cell = (place % columns / columns, place // columns / rows)
        _stick(
            board,
            (after, params.second if params.style == "notes" and place % 2 else params.color),
            params,
            (cell, (columns, rows)),
            random[place],
            landed * (1 - rest),
        )
    return mix(board.picture, after, smooth(0.85, 1.0, t))


def _stick(
    board: Board,
    paper: tuple[Picture, Color],
    params: Params,
    place: tuple[tuple[float, float], tuple[int, int]],
    key: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    landed: float,
) -> None:
    """One piece about its own cell of the grid; ``landed`` 1 lies, below it is nearer and fainter."""
    picture, blank = paper
    width, height = picture.width, picture.height
    (left, top), (columns, rows) = place
    wide, tall = width / columns, height / rows
    grow = 1.18 if params.style in ("photos", "notes") else 1.0
    x, y = left * width + wide / 2, top * height + tall / 2
    half = np.array([wide, tall]) / 2 * grow
    if params.style == "notes":
        half[:] = half.max()
    turn = params.askew * (key[0] * 2 - 1) if params.style in ("photos", "notes") else 0.0
    push = (0.0, 0.0)
    if params.style == "slices":
        half = half * (1.0 + key[1], 0.35 + 0.5 * key[2])
        push = ((key[3] - 0.5) * 0.2 * width, 0.0)
    elif params.style == "blocks":
        push = ((1.0 - landed) * wide * 1.5 * (1 if key[3] > 0.5 else -1), 0.0)
    scale = 1.0 + 0.8 * (1.0 - min(1.0, landed)) if params.style in ("photos", "notes") else 1.0
    matrix = translation(x, y) @ spun(0, 0, turn, scale) @ translation(-x, -y)
    box = rectangle(x - half[0], y - half[1], x + half[0], y + half[1])
    strength = min(1.0, landed * 2.0)
    if params.style == "photos":
        edge = 0.012 * min(width, height)
        frame = box + np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * edge
        board.paint(blank, through(matrix, frame), strength)
    if params.style == "notes":
        board.paint(blank, through(matrix, box), strength)
        return
    board.put(picture, translation(*push) @ matrix, through(matrix, box), strength)


EFFECT = Transition("collage", Params, apply, "Pieces of the next picture are stuck on one by one.")
