"""A signal that breaks up: rows torn sideways, colours apart, stray blocks."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.breakup import broken
from cutroom.effects.chance import chance, tick
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How hard and how often."""

    amount: float = number(0.6, 0.0, 1.0, "how hard it breaks")
    rate: float = number(12.0, 0.5, 30.0, "changes a second")
    share: float = number(1.0, 0.0, 1.0, "share of the time it is broken")
    fringe: float = number(0.02, 0.0, 0.2, "distance of red and blue, in short sides")
    blocks: float = number(0.5, 0.0, 1.0, "stray blocks")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A new pattern every 1/rate seconds; bursts of three patterns come and go together."""
    step = tick(moment.time_s, params.rate)
    key = moment.seed * 1009 + step
    if params.amount <= 0.0 or chance(moment.seed, 77, step // 3) >= params.share:
        return picture
    return broken(picture, params.amount, params.fringe, params.blocks, key)


EFFECT = Filter(
    "glitch", Params, apply, "A signal that breaks up: torn rows, split colours, blocks."
)
