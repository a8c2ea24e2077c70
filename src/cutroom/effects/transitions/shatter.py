"""The old picture breaks like glass; the shards fall, or fly towards the camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE
from cutroom.effects.board import Board, through
from cutroom.effects.chance import chances
from cutroom.effects.easing import smooth
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import spun
from cutroom.effects.shards import shards
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation


@dataclass(frozen=True, slots=True)
class Params:
    """How many shards and where they go."""

    count: int = number(30, 4, 120, "shards")
    way: str = choice("fall", ("fall", "burst"), "fall out of the canvas, or fly apart")
    x: float = number(0.1, -1.0, 1.0, "where it is hit, half canvas widths right of the centre")
    y: float = number(-0.1, -1.0, 1.0, "where it is hit, half canvas heights below the centre")
    turn: float = number(140.0, 0.0, 720.0, "most degrees a shard turns")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Cracks first, then each shard goes, those near the hit first."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    hit = (width / 2 * (1 + params.x), height / 2 * (1 + params.y))
    pieces = shards(width, height, int(params.count), hit, moment.seed)
    random = chances(moment.seed + 3, len(pieces), 4)
    board = Board(after)
    bright = tinted(before, WHITE, 0.22)
    order = sorted(range(len(pieces)), key=lambda k: -pieces[k].far)
    for k in order:
        piece, key = pieces[k], random[k]
        late = 0.12 + 0.3 * piece.far + 0.1 * key[0]
        age = min(1.0, max(0.0, (t - late) / (0.98 - late)))
        if age >= 1.0:
            continue
        cracked = smooth(0.0, 0.1 + 0.2 * piece.far, t)
        shrink = (0.012 + 0.01 * key[1]) * cracked
        turn = params.turn * (key[2] * 2 - 1) * age
        if params.way == "fall":
            way = ((piece.x - hit[0]) * 0.35 * age, 1.9 * height * age * age * (0.7 + 0.6 * key[3]))
            scale = 1.0 - shrink - 0.25 * age
        else:
            push = age * (1.2 + 1.4 * key[3])
            way = ((piece.x - hit[0]) * push * 2.2, (piece.y - hit[1]) * push * 2.2)
            scale = (1.0 - shrink) * (1.0 + 1.2 * age) * (1.0 if age < 0.8 else (1.0 - age) / 0.2)
        matrix = (
            translation(piece.x + way[0], piece.y + way[1])
            @ spun(0, 0, turn, max(scale, 0.01))
            @ translation(-piece.x, -piece.y)
        )
        source = bright if age > 0.0 and key[1] > 0.7 else before
        board.put(source, matrix, through(matrix, np.asarray(piece.outline)))
    return board.picture


EFFECT = Transition("shatter", Params, apply, "The old picture breaks like glass and falls away.")
