"""The next picture presses in from a side and squeezes the old one flat."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.board import Board, rectangle
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import scaling, translation

_SIDES = ("left", "right", "top", "bottom", "middle", "upright middle")


@dataclass(frozen=True, slots=True)
class Params:
    """Where it comes from."""

    side: str = choice("right", _SIDES, "the side the next picture comes from")
    both: bool = flag(True, "the next picture unfolds from flat as well, or only slides in")
    bands: int = number(1, 1, 12, "strips that do so from alternating sides")
    easing: str = choice("in-out", EASINGS, "how it presses")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Both share each strip; their border moves."""
    if moment.progress <= 0.0 or moment.progress >= 1.0:
        return after if moment.progress else before
    at = min(1.0, max(0.0, eased(params.easing, moment.progress)))
    width, height = float(before.width), float(before.height)
    upright = params.side in ("top", "bottom", "upright middle")
    board = Board(before if at < 0.5 else after)
    bands = int(params.bands)
    for band in range(bands):
        first = (
            params.side in ("left", "top") if band % 2 == 0 else params.side in ("right", "bottom")
        )
        start, end = band / bands, (band + 1) / bands
        for picture, low, high in _parts(before, after, params.side, at, first):
            if high - low < 1e-4:
                continue
            slid = picture is after and not params.both
            size, push = (1.0, low if not first else high - 1.0) if slid else (high - low, low)
            if upright:
                matrix = translation(0, push * height) @ scaling(1, size)
                box = rectangle(start * width, low * height, end * width, high * height)
            else:
                matrix = translation(push * width, 0) @ scaling(size, 1)
                box = rectangle(low * width, start * height, high * width, end * height)
            board.put(picture, matrix, box)
    return board.picture


def _parts(
    before: Picture, after: Picture, side: str, at: float, first: bool
) -> list[tuple[Picture, float, float]]:
    """Which picture fills which stretch of the strip, both as parts of it."""
    if side.endswith("middle"):
        low, high = 0.5 - at / 2, 0.5 + at / 2
        return [(before, 0.0, low), (before, high, 1.0), (after, low, high)]
    if first:
        return [(before, at, 1.0), (after, 0.0, at)]
    return [(before, 0.0, 1.0 - at), (after, 1.0 - at, 1.0)]


EFFECT = Transition("squeeze", Params, apply, "The next picture squeezes the old one flat.")
