"""Copies of the text go with it: waves of a shout, rows over the screen, a trail, comments flying by."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from cutroom.effects.chance import chance
from cutroom.effects.easing import window
from cutroom.effects.spec import Echo, Moment, Motion, Part, Pose, choice, number

STYLES = ("shout", "rows", "thrice", "trail", "comments")
_ROWS = 9


@dataclass(frozen=True, slots=True)
class Params:
    """Which copies, and how fast they go."""

    style: str = choice("shout", STYLES, "what the copies do")
    period: float = number(1.2, 0.05, 60.0, "seconds of one round")
    reach: float = number(1.0, 0.1, 4.0, "how far they go, in their usual way")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Copies are of the whole text, so they are the same for every character."""
    turns = moment.time_s / params.period
    at = turns - floor(turns)
    if params.style == "shout":
        return Pose(
            scale_x=1.0 + 0.06 * (1.0 - at), scale_y=1.0 + 0.06 * (1.0 - at),
            echoes=tuple(_wave((at + k / 3) % 1.0, params.reach) for k in range(3)),
        )  # fmt: skip
    if params.style == "rows":
        return Pose(echoes=tuple(_row(params, k, turns) for k in range(-_ROWS, _ROWS + 1) if k))
    if params.style == "thrice":
        return Pose(echoes=tuple(_thrice(params, side, at) for side in (-1, 1)))
    if params.style == "trail":
        return Pose(echoes=tuple(_trail(params, k, turns) for k in range(5, 0, -1)))
    return _comments(params, part, turns, moment.seed)


def _wave(at: float, reach: float) -> Echo:
    """A copy that grows and fades as it goes."""
    return Echo(scale=1.0 + 0.7 * reach * at, alpha=0.6 * (1.0 - at))


def _row(params: Params, row: int, turns: float) -> Echo:
    """Rows appear one after another from the middle, then all go again."""
    at = turns - floor(turns)
    shown = at * (_ROWS + 3) >= abs(row)
    return Echo(0.0, row * 1.15 * params.reach, alpha=1.0 if shown else 0.0)


def _thrice(params: Params, side: int, at: float) -> Echo:
    """Said again above and below, one after the other."""
    start = 0.25 if side < 0 else 0.5
    shown = window(at, start, start + 0.1) * (1.0 - window(at, 0.92, 1.0))
    return Echo(0.0, side * 1.15 * params.reach * (0.6 + 0.4 * shown), alpha=shown)


def _trail(params: Params, number_: int, turns: float) -> Echo:
    swing = 2.0 * abs(2.0 * (turns - floor(turns)) - 1.0) - 1.0
    far = 0.16 * params.reach * number_
    return Echo(far * swing, far, alpha=0.6 * (1.0 - number_ / 6))


def _comments(params: Params, part: Part, turns: float, seed: int) -> Pose:
    """Comments of different speed on rows of their own, from right to left; the text is one of them."""
    span = part.width + 14.0
    copies = []
    for row in range(-3, 4):
        pace = 0.7 + 0.6 * chance(seed * 16 + 11, row + 3)
        at = (turns * pace + chance(seed * 16 + 12, row + 3)) % 1.0
        copies.append(Echo(span * (0.5 - at), row * 1.4 * params.reach, alpha=0.85))
    own = copies.pop(3)
    moved = tuple(Echo(c.dx - own.dx, c.dy, alpha=c.alpha) for c in copies)
    return Pose(own_x=own.dx, echoes=moved)


EFFECT = Motion("letter-echo", Params, pose, "Copies of the text go with it.", per="character")
