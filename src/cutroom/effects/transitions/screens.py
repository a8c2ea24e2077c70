"""The canvas is divided into screens; the next picture comes in screen by screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE
from cutroom.effects.board import Board, through
from cutroom.effects.easing import EASINGS, eased, window
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import Corners
from cutroom.effects.screen_layouts import LAYOUTS, screens
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, scaling, translation

_ENTRIES = ("slide", "zoom", "cut", "alternate")


@dataclass(frozen=True, slots=True)
class Params:
    """How it is divided, how each screen comes in."""

    layout: str = choice("3 columns", LAYOUTS, "how the canvas is divided")
    entry: str = choice(
        "slide", _ENTRIES, "slides, grows, is there at once, slides from both sides"
    )
    angle: float = number(
        90.0, -360.0, 360.0, "direction of what slides, degrees clockwise from right"
    )
    whole: bool = flag(False, "each screen shows the whole picture before they join")
    spread: float = number(0.5, 0.0, 0.9, "delay from the first to the last")
    flash: float = number(0.0, 0.0, 1.0, "how bright a screen is when it comes in")
    easing: str = choice("strong-out", EASINGS[:7], "how it comes in")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """With ``whole``, the screens' pictures grow together in the last third."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    outlines = screens(params.layout, width, height)
    board = Board(before)
    span = 0.68 if params.whole else 1.0
    joined = eased("in-out", window(t, span, 1.0)) if params.whole else 1.0
    for place, outline in enumerate(outlines):
        late = params.spread * place / max(1, len(outlines) - 1)
        own = min(1.0, max(0.0, (t / span - late) / (1.0 - params.spread)))
        if own <= 0.0:
            continue
        inside = _fitted(outline, (width, height), joined)
        move, here = _entry(outline, (width, height), params, own, place)
        shine = params.flash * (1.0 - own)
        source = tinted(after, WHITE, shine) if shine > 0.01 else after
        board.put(source, move @ inside, through(move, here))
    return board.picture


def _fitted(outline: Corners, size: tuple[int, int], joined: float) -> Matrix:
    """The whole picture filling the screen at ``joined`` 0, in its own place at 1."""
    low, high = outline.min(axis=0), outline.max(axis=0)
    scale = max((high[0] - low[0]) / size[0], (high[1] - low[1]) / size[1])
    scale = scale + (1.0 - scale) * joined
    middle = (low + high) / 2 * (1 - joined) + np.array(size) / 2 * joined
    return np.asarray(
        translation(*middle) @ scaling(scale, scale) @ translation(-size[0] / 2, -size[1] / 2)
    )


def _entry(
    outline: Corners, size: tuple[int, int], params: Params, own: float, place: int
) -> tuple[Matrix, Corners]:
    """How a screen is moved at its own progress, and what of it is open."""
    left = 1.0 - eased(params.easing, own)
    if params.entry == "cut":
        return np.eye(3), outline
    if params.entry == "zoom":
        middle = outline.mean(axis=0)
        return np.eye(3), (outline - middle) * max(1e-3, 1.0 - left) + middle
    side = -1.0 if params.entry == "alternate" and place % 2 else 1.0
    across, down = np.cos(np.radians(params.angle)), np.sin(np.radians(params.angle))
    low, high = outline.min(axis=0), outline.max(axis=0)
    # As far as it takes to leave the canvas against the direction.
    far_x = high[0] if across * side > 0 else size[0] - low[0]
    far_y = high[1] if down * side > 0 else size[1] - low[1]
    return translation(-across * side * left * far_x, -down * side * left * far_y), outline


EFFECT = Transition("screens", Params, apply, "The next picture comes in screen by screen.")
