"""Tone curves through points: one for all channels, one for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cutroom.effects.knots import through_knots
from cutroom.effects.spec import Filter, Moment, always, points
from cutroom.effects.toning import Tone, curve_tables, toned
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The curves; straight by default."""

    luma: str = points("all channels, after their own")
    red: str = points("red")
    green: str = points("green")
    blue: str = points("blue")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each channel through its own curve, then through the common one."""
    return picture if params == _STRAIGHT else toned(picture, tone_of(params))


@lru_cache(maxsize=64)
def tone_of(params: Params) -> Tone:
    """The curves as a tone."""
    even = np.linspace(0.0, 1.0, 256)
    own = (through_knots(notation, even) for notation in (params.red, params.green, params.blue))
    return Tone(None, curve_tables([through_knots(params.luma, channel) for channel in own]))


_STRAIGHT = Params()
EFFECT = Filter(
    "curves", Params, apply, "Tone curves through points.", timeless=always, tone=tone_of
)
