"""The pictures stand on a polished floor and move past, mirrored in it."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK
from cutroom.effects.board import Board, rectangle, through
from cutroom.effects.easing import EASINGS, eased, smooth
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import Stand
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import flip, solid


@dataclass(frozen=True, slots=True)
class Params:
    """How small they get, and the floor."""

    way: str = choice("left", ("left", "right"), "where they move to")
    size: float = number(0.64, 0.2, 0.9, "size of the pictures on the floor")
    tilt: float = number(32.0, -80.0, 80.0, "how far they turn as they pass, degrees")
    mirror: float = number(0.38, 0.0, 1.0, "brightness of the mirror image")
    easing: str = choice("in-out", EASINGS[:7], "how they move")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Back off, pass, come near again."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    small = smooth(0.0, 0.35, t) * (1.0 - smooth(0.65, 1.0, t))
    scale = 1.0 + (params.size - 1.0) * small
    at = eased(params.easing, (t - 0.15) / 0.7)
    side = -1.0 if params.way == "left" else 1.0
    board = Board(solid(width, height, BLACK))
    lift = -0.07 * small
    whole = rectangle(0, 0, width, height)
    for picture, place in ((before, at), (after, at - 1.0)):
        x = side * place * (params.size + 0.1)
        tilt = params.tilt * place * -side * small
        matrix = Stand(x=x, y=lift, scale_x=scale, scale_y=scale, tilt_y=tilt).matrix(width, height)
        below = Stand(
            x=x, y=lift + scale * 1.012, scale_x=scale, scale_y=scale, tilt_y=tilt
        ).matrix(width, height)
        dim = tinted(flip(picture, vertical=True), BLACK, 1.0 - params.mirror)
        # The floor shows only the upper part of the mirror image, as far as it is lit.
        part = rectangle(0, 0, width, height * 0.75)
        board.put(dim, below, through(below, part))
        board.put(picture, matrix, through(matrix, whole))
    return board.picture


EFFECT = Transition("reflection", Params, apply, "The pictures pass on a polished floor.")
