"""The camera flies through nested pictures to the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.board import Board, rounded, through
from cutroom.effects.easing import EASINGS, eased, hump, smooth
from cutroom.effects.outlines import SHAPES, placed
from cutroom.effects.placing import Corners, spun
from cutroom.effects.smear import zoom_smeared
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How many frames deep, and how it turns."""

    depth: int = number(3, 1, 8, "pictures flown through")
    ratio: float = number(2.6, 1.3, 6.0, "size of each against the next one in it")
    turn: float = number(0.0, -360.0, 360.0, "degrees each is turned against the next")
    frame: str = choice("canvas", ("canvas", *SHAPES), "shape of the frames")
    blur: float = number(0.12, 0.0, 1.0, "radial blur at full speed")
    easing: str = choice("in-out", EASINGS[:7], "how it flies")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old picture, then copies of both in turn, the last of them the next picture."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    depth = int(params.depth)
    gone = eased(params.easing, t) * depth
    board: Board | None = None
    for level in range(depth + 1):
        # What is nested grows out of nothing at first.
        scale = params.ratio ** (gone - level) * (smooth(0.0, 0.15, t) if level else 1.0)
        if scale < 0.01 or (level < depth and scale > params.ratio**1.6):
            continue
        matrix = spun(width, height, params.turn * (gone - level), scale)
        last = level == depth
        picture = after if last or level % 2 else before
        if board is None:
            board = Board(picture)
            if level == 0 or scale >= params.ratio:
                # The outermost fills the canvas, whatever its frame.
                board.put(picture, matrix, rounded((0.0, 0.0, width, height), 0.0))
                continue
        board.put(picture, matrix, through(matrix, _frame(params.frame, width, height, scale)))
    assert board is not None
    return zoom_smeared(board.picture, params.blur * hump(t))


def _frame(shape: str, width: int, height: int, scale: float) -> Corners:
    """Of the picture's own size; a shape widens to the whole canvas as its picture fills it."""
    if shape == "canvas":
        return rounded((0.0, 0.0, width, height), 0.0)
    size = min(width, height) * 0.55 * max(1.0, (scale - 0.3) * 5.0)
    return placed(shape, width / 2, height / 2, size)


EFFECT = Transition("tunnel", Params, apply, "The camera flies through nested pictures.")
