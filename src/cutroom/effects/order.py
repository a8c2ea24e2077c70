"""Which character of a text comes first."""

from __future__ import annotations

from cutroom.effects.chance import chance
from cutroom.effects.spec import Part

ORDERS = ("forward", "backward", "centre", "edges", "random", "together")


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
        own = chance(seed, part.index)
        before = sum(1 for k in range(part.count) if (chance(seed, k), k) < (own, part.index))
        return float(before)
    return float(part.index)
