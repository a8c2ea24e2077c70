"""A comic explosion: jagged stars of colour burst from the middle and carry the next picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, pi

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.board import Board
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased
from cutroom.effects.placing import Corners, mirrored, spun
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Colours and jags."""

    spikes: int = number(14, 5, 40, "spikes")
    style: str = choice("jagged", ("jagged", "round"), "sharp spikes, or the puffs of a cloud")
    color: Color = colour(Color(1.0, 0.25, 0.12), "the outermost star")
    second: Color = colour(Color(1.0, 0.8, 0.12), "the middle star")
    third: Color = colour(Color(1.0, 1.0, 0.94), "the innermost star")
    shake: float = number(0.03, 0.0, 0.2, "jolt of the old picture in short sides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Three stars one after another, then the next picture in the last one's hole."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    jolt = params.shake * min(width, height) * np.sin(t * 40.0) * max(0.0, 1.0 - 2.0 * t)
    matrix = spun(width, height, 0.0, 1.0 + params.shake * min(1.0, 8.0 * t))
    matrix[0, 2] += jolt * min(1.0, 20.0 * t)
    board = Board(mirrored(before, matrix))
    full = hypot(width, height) / 2
    middle = np.array([width / 2, height / 2])
    for layer, color in enumerate((params.color, params.second, params.third, None)):
        own = (t - 0.11 * layer) / (1.0 - 0.11 * 3)
        grown = eased("in-out", own)
        if grown <= 0.0:
            continue
        outline = _star(params, full * 1.75 * grown, layer, moment.seed) + middle
        if color is None:
            board.put(after, np.eye(3), outline)
        else:
            board.paint(color, outline)
    return board.picture


def _star(params: Params, size: float, layer: int, seed: int) -> Corners:
    """A ragged star about the origin; no spike lies nearer than 0.6 of the size."""
    spikes = int(params.spikes)
    random = chances(seed + 11 * layer, 2 * spikes, 2)
    if params.style == "round":
        t = np.linspace(0, 2 * pi, 16 * spikes, endpoint=False)
        number = (t / (2 * pi) * spikes).astype(int)
        reach = 0.66 + 0.18 * np.abs(np.sin(t * spikes / 2)) + 0.16 * random[number, 0]
        # Puffs differ in size; where they meet, the smaller step is rounded off.
        reach = np.convolve(np.tile(reach, 3), np.ones(5) / 5, "same")[len(t) : 2 * len(t)]
    else:
        t = (np.arange(2 * spikes) + 0.5 * random[:, 1]) * pi / spikes
        reach = np.where(
            np.arange(2 * spikes) % 2, 0.6 + 0.08 * random[:, 0], 0.86 + 0.34 * random[:, 0]
        )
    return np.column_stack([np.cos(t) * reach, np.sin(t) * reach]) * size


EFFECT = Transition("burst", Params, apply, "A comic explosion carries the next picture.")
