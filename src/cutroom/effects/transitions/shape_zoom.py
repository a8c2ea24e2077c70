"""Nested frames of a shape, each nearer than the one around it, rush to the next picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from cutroom.effects.board import Board
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.mattes import COMPACT
from cutroom.effects.outlines import placed
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.smear import zoom_smeared
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Which shape, how many, how near."""

    shape: str = choice("hexagon", COMPACT, "shape of the frames")
    frames: int = number(4, 1, 8, "frames inside each other")
    step: float = number(0.35, 0.0, 1.5, "how much nearer each is than the one around it")
    turn: float = number(0.0, -180.0, 180.0, "degrees each shape is turned against the next")
    blur: float = number(0.1, 0.0, 1.0, "radial blur in the middle")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Frames open from the middle; the next picture enters in the innermost."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    full = hypot(width, height) / 2 * 1.35
    frames = int(params.frames)
    board = Board(mirrored(before, zoomed(width, height, 1.0 + params.step * eased("in", t))))
    for frame in range(1, frames + 1):
        late = 0.5 * (frame - 1) / frames
        grown = eased("in-out", (t - late) / (1.0 - late))
        if grown <= 0.0:
            continue
        new = frame * 2 > frames
        near = (1.0 - smooth(0.3, 1.0, t)) * frame if new else smooth(0.0, 0.6, t) * frame
        picture = after if new else before
        outline = placed(
            params.shape, width / 2, height / 2, full * grown**1.3, params.turn * frame * (1 - t)
        )
        board.put(picture, zoomed(width, height, 1.0 + params.step * near), outline)
    return zoom_smeared(board.picture, params.blur * hump(t))


EFFECT = Transition(
    "shape-zoom", Params, apply, "Nested frames of a shape zoom to the next picture."
)
