"""Colour wheels: primary ones (lift, gamma, gain, offset) or logarithmic ones.

Primary: c′ = (c·(1 + gain/2) + lift/4·(1 − c) + offset/4) ^ 2^(−gamma). Logarithmic ones add a quarter of
their value to the dark, middle or bright third only, with soft borders.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cutroom.effects.spec import Filter, Moment, always, flag, number
from cutroom.effects.toning import Tone, curve_tables, toned
from cutroom.picture.picture import Picture

Levels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Params:
    """What each wheel adds to a channel."""

    lift_red: float = number(0.0, -1.0, 1.0, "red of the dark tones")
    lift_green: float = number(0.0, -1.0, 1.0, "green of the dark tones")
    lift_blue: float = number(0.0, -1.0, 1.0, "blue of the dark tones")
    gamma_red: float = number(0.0, -1.0, 1.0, "red of the middle tones")
    gamma_green: float = number(0.0, -1.0, 1.0, "green of the middle tones")
    gamma_blue: float = number(0.0, -1.0, 1.0, "blue of the middle tones")
    gain_red: float = number(0.0, -1.0, 1.0, "red of the bright tones")
    gain_green: float = number(0.0, -1.0, 1.0, "green of the bright tones")
    gain_blue: float = number(0.0, -1.0, 1.0, "blue of the bright tones")
    offset_red: float = number(0.0, -1.0, 1.0, "red of the all tones")
    offset_green: float = number(0.0, -1.0, 1.0, "green of the all tones")
    offset_blue: float = number(0.0, -1.0, 1.0, "blue of the all tones")
    logarithmic: bool = flag(False, "wheels that leave the other tones alone")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """One curve a channel."""
    return toned(picture, tone_of(params)) if any(astuple(params)[:12]) else picture


@lru_cache(maxsize=64)
def tone_of(params: Params) -> Tone:
    """The wheels as a tone."""
    values = np.array(astuple(params)[:12], np.float64).reshape(4, 3)
    bend = _logarithmic if params.logarithmic else _primary
    even = np.linspace(0.0, 1.0, 256)
    return Tone(None, curve_tables([bend(even, *values[:, channel]) for channel in range(3)]))


def _primary(c: Levels, lift: float, gamma: float, gain: float, offset: float) -> Levels:
    level = c * (1 + gain / 2) + lift / 4 * (1 - c) + offset / 4
    return np.asarray(np.clip(level, 0.0, 1.0) ** (2.0**-gamma))


def _logarithmic(c: Levels, dark: float, middle: float, bright: float, offset: float) -> Levels:
    low, high = _rising(c, 0.15, 0.5), _rising(c, 0.5, 0.85)
    added = dark * (1 - low) + middle * low * (1 - high) + bright * high + offset
    return np.asarray(np.clip(c + added / 4, 0.0, 1.0))


def _rising(c: Levels, start: float, end: float) -> Levels:
    share = np.clip((c - start) / (end - start), 0, 1)
    return np.asarray(share * share * (3 - 2 * share))


EFFECT = Filter("wheels", Params, apply, "Colour wheels for tones.", timeless=always, tone=tone_of)
