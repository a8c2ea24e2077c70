"""Which character of a text comes first."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from cutroom.effects.chance import chance
from cutroom.effects.easing import window
from cutroom.effects.spec import Moment, Part

ORDERS = ("forward", "backward", "centre", "edges", "random", "together")
UNITS = ("character", "word", "line")
"""What moves as one."""


def unit_of(by: str, part: Part) -> Part:
    """The part with the word or line that it belongs to counted in its place."""
    if by == "word":
        return replace(part, index=part.word, count=part.words)
    if by == "line":
        return replace(part, index=part.line, count=part.lines)
    return part


def place_of(order: str, part: Part, seed: int) -> float:
    """The turn 0 … count − 1 at which a character moves."""
    last = part.count - 1
    if last <= 0 or order == "together":
        return 0.0
    if order == "backward":
        return float(last - part.index)
    if order == "centre":
        return abs(part.index - last / 2) * 2.0
    if order == "edges":
        return last - abs(part.index - last / 2) * 2.0
    if order == "random":
        return float(_shuffled(seed, part.count)[part.index])
    return float(part.index)


@lru_cache(maxsize=16)
def _shuffled(seed: int, count: int) -> tuple[int, ...]:
    """The turn of each of ``count`` characters."""
    turns = [0] * count
    for turn, index in enumerate(sorted(range(count), key=lambda k: (chance(seed, k), k))):
        turns[index] = turn
    return tuple(turns)


def word_window(moment: Moment, part: Part) -> tuple[float, float]:
    """Seconds of the span between which a word is the one being said: until the next word begins.

    Without times the words share the span evenly.
    """
    if part.word_s is not None:
        return part.word_s
    length = moment.duration_s / max(part.words, 1)
    return part.word * length, (part.word + 1) * length


def sung_share(moment: Moment, part: Part) -> float:
    """How much of a character has been sung, 0–1: by its own times, else by equal shares of the span.

    Everything has been sung at the end of the span whatever the times say.
    """
    if part.said_s is not None and moment.progress < 1.0:
        return window(moment.time_s, *part.said_s)
    return window(moment.progress, part.index / part.count, (part.index + 1) / part.count)
