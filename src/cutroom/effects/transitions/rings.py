"""Rings of the picture turn against each other, like a dial, and stop as the next one."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np

from cutroom.effects.board import Board
from cutroom.effects.easing import EASINGS, eased, hump
from cutroom.effects.outlines import placed
from cutroom.effects.placing import spun
from cutroom.effects.smear import reduced
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, resize


@dataclass(frozen=True, slots=True)
class Params:
    """How many rings and how they turn."""

    rings: int = number(4, 1, 12, "rings")
    degrees: float = number(180.0, -720.0, 720.0, "how far the outermost turns")
    alternate: bool = flag(False, "every second ring turns the other way")
    reach: float = number(1.0, 0.2, 1.0, "radius of the outermost; 1 is the canvas corner")
    spread: float = number(0.35, 0.0, 0.9, "delay from the innermost to the outermost")
    easing: str = choice("in-out", EASINGS, "how they turn")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each ring carries both pictures half a turn apart and shows the old one until it is half way."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    full_size = (before.width, before.height)
    # Turning rings are soft anyway: half the resolution in the middle does not show.
    before, after = (reduced(picture, 0.05 * hump(t)) for picture in (before, after))
    width, height = before.width, before.height
    rings = int(params.rings)
    full = hypot(width, height) / 2 * params.reach
    whole = params.reach >= 1.0
    ground = before if whole else mix(before, after, min(1.0, max(0.0, (t - 0.4) * 5.0)))
    board = Board(ground)
    for ring in range(rings, 0, -1):
        late = params.spread * (ring - 1) / max(1, rings - 1)
        own = min(1.0, max(0.0, (t - late) / (1.0 - params.spread)))
        at = eased(params.easing, own)
        side = -1.0 if params.alternate and ring % 2 else 1.0
        turn = params.degrees * side * ring / rings
        picture, degrees = (before, turn * at) if at < 0.5 else (after, turn * (at - 1.0))
        # A turned picture is enlarged in the middle of its way, so that its corners stay outside.
        grown = 1.0 + 0.25 * float(np.sin(np.pi * min(1.0, max(0.0, at)))) * ring / rings
        outline = placed("circle", width / 2, height / 2, full * ring / rings * 1.02)
        board.put(picture, spun(width, height, degrees, grown), outline)
    return resize(board.picture, *full_size)


EFFECT = Transition("rings", Params, apply, "Rings of the picture turn against each other.")
