"""Film grain."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import tick
from cutroom.effects.grain import grained
from cutroom.effects.spec import Filter, Moment, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How strong and how coarse."""

    amount: float = number(0.5, 0.0, 1.0, "strength")
    size: float = number(0.0018, 0.0005, 0.05, "size of a grain in short sides")
    rate: float = number(24.0, 0.0, 60.0, "patterns a second; 0 stands still")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Noise on luma."""
    key = moment.seed + tick(moment.time_s, params.rate)
    return grained(picture, 0.16 * params.amount, params.size, key)


EFFECT = Filter("grain", Params, apply, "Film grain.")
