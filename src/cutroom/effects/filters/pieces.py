"""The picture in pieces that gather, or fly apart: screens, tiles, jigsaw, shards, rings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.board import Board, through
from cutroom.effects.cuts import CUTS, WAYS, Coming, displaced, pieces
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.placing import Corners
from cutroom.effects.spec import Filter, Moment, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, scaling, translation
from cutroom.picture.sampling import clear


@dataclass(frozen=True, slots=True)
class Params:
    """How it is cut and how far the pieces have come."""

    cut: str = choice("3 columns", CUTS, "how it is cut")
    amount: float = number(0.5, 0.0, 1.0, "how far the pieces have come: 1 is the whole picture")
    way: str = choice("slide", WAYS, "how each piece comes")
    count: int = number(6, 1, 24, "pieces along the long side, rings, or a quarter of the shards")
    angle: float = number(
        90.0, -360.0, 360.0, "direction of what slides, degrees clockwise from right"
    )
    reach: float = number(1.1, 0.0, 3.0, "how far away pieces start, in canvas sizes")
    turn: float = number(180.0, -720.0, 720.0, "degrees a piece turns on its way")
    spread: float = number(0.5, 0.0, 0.9, "delay from the first to the last")
    whole: bool = flag(False, "each piece shows the whole picture until all have come")
    easing: str = choice("strong-out", EASINGS, "how a piece comes")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Pieces lie on nothing; with ``whole`` the last third joins their pictures."""
    if params.amount >= 1.0:
        return picture
    size = (picture.width, picture.height)
    board = Board(clear(*size))
    cut = pieces(params.cut, int(params.count), *size, moment.seed)
    span = 0.68 if params.whole else 1.0
    joined = eased("in-out", (params.amount - span) / (1.0 - span)) if params.whole else 1.0
    coming = Coming(params.way, params.angle, params.reach, params.turn)
    for place, outline in enumerate(cut):
        late = params.spread * place / max(1, len(cut) - 1)
        own = (params.amount / span - late) / (1.0 - params.spread)
        if own <= 0.0:
            continue
        away = 1.0 - eased(params.easing, own)
        matrix = displaced(outline, coming, away, place, size, moment.seed)
        inside = matrix @ _fitted(outline, size, joined)
        strength = min(1.0, own * 4.0)
        board.put(picture, inside, through(matrix, outline), strength)
    return board.picture


def _fitted(outline: Corners, size: tuple[int, int], joined: float) -> Matrix:
    """The whole picture over a piece at ``joined`` 0, in its own place at 1."""
    if joined >= 1.0:
        return np.eye(3)
    low, high = outline.min(axis=0), outline.max(axis=0)
    scale = max((high[0] - low[0]) / size[0], (high[1] - low[1]) / size[1])
    scale += (1.0 - scale) * joined
    middle = (low + high) / 2 * (1 - joined) + np.array(size) / 2 * joined
    return np.asarray(
        translation(*middle) @ scaling(scale, scale) @ translation(-size[0] / 2, -size[1] / 2)
    )


EFFECT = Filter("pieces", Params, apply, "The picture in pieces that gather or fly apart.")
