"""Backgrounds made of nothing: rain, wind, traffic, a crowd, crackle.

Every sample is a function of its position alone, so that any part of a render sounds as it does in the whole.
Steady noise is a sum of half-overlapping windows of filtered chance, one generator a window; single sounds
(drops, birds, cars) are drawn second by second, one generator a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples

_WINDOW = 1 << 14
_HOP = _WINDOW // 2
# Powers of a sine and a cosine add up to one: windows of unlike noise keep their loudness between them.
_FADE = np.sin(np.pi * (np.arange(_WINDOW) + 0.5) / _WINDOW)
_HERTZ = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
_KEPT = 32

Sound = NDArray[np.float64]
Chance = np.random.Generator


@dataclass(frozen=True, slots=True)
class Hiss:
    """Noise of root mean square 1 between two frequencies, ``tilt_db`` an octave.

    ``sway_hertz`` and ``sway`` 0–1: how often and how far its loudness comes and goes.
    """

    low_hertz: float
    high_hertz: float
    tilt_db: float = -3.0
    sway_hertz: float = 0.0
    sway: float = 0.0


@dataclass(frozen=True, slots=True)
class Events:
    """Single sounds: about ``rate`` begin in a second, each made by ``make``, (n,), shorter than ``reach_s``."""

    rate: float
    make: Callable[[Chance], Sound]
    reach_s: float


@dataclass(frozen=True, slots=True)
class Ambience:
    """Layers and their levels, linear amplitude."""

    hisses: tuple[tuple[float, Hiss], ...] = ()
    events: tuple[tuple[float, Events], ...] = ()


def background(name: str, start: int, count: int) -> Samples:
    """Samples [start, start + count) of a background of :data:`AMBIENCES`, (2, count)."""
    known = AMBIENCES[name]
    made = np.zeros((2, count))
    for number, (level, hiss) in enumerate(known.hisses):
        made += level * _hiss(hiss, number, start, count)
    for number, (level, events) in enumerate(known.events):
        made += level * _events(events, number, start, count)
    return made.astype(np.float32)


def _hiss(hiss: Hiss, number: int, start: int, count: int) -> Sound:
    made = np.zeros((2, count))
    for index in range(start // _HOP - 1, (start + count - 1) // _HOP + 1):
        begin = index * _HOP - start
        first, last = max(begin, 0), min(begin + _WINDOW, count)
        made[:, first:last] += _window(hiss, number, index)[:, first - begin : last - begin]
    if hiss.sway:
        turn = 2 * np.pi * hiss.sway_hertz * (start + np.arange(count)) / SAMPLE_RATE
        # Three unrelated rates never meet again: it comes and goes, but does not repeat.
        wave = np.sin(turn) + np.sin(0.618 * turn + 1.3) + np.sin(2.36 * turn + 4.1)
        made *= 1 - hiss.sway * (0.5 + wave / 6)
    return made


@lru_cache(maxsize=_KEPT)
def _window(hiss: Hiss, number: int, index: int) -> Sound:
    chance = _generator(number, index)
    spectrum = np.fft.rfft(chance.standard_normal((2, _WINDOW))) * _shape(hiss)
    return np.fft.irfft(spectrum, _WINDOW) * _FADE


@lru_cache(maxsize=_KEPT)
def _shape(hiss: Hiss) -> Sound:
    octaves = np.log2(np.maximum(_HERTZ, 1.0) / hiss.low_hertz)
    made = 10 ** (hiss.tilt_db * octaves / 20)
    made[(hiss.low_hertz > _HERTZ) | (hiss.high_hertz <= _HERTZ)] = 0.0
    return np.asarray(made / np.sqrt(np.square(made).sum() / made.size))


def _events(events: Events, number: int, start: int, count: int) -> Sound:
    made = np.zeros((2, count))
    earliest = start - round(events.reach_s * SAMPLE_RATE)
    for second in range(earliest // SAMPLE_RATE, (start + count - 1) // SAMPLE_RATE + 1):
        for position, sides, sound in _second(events, number, second):
            begin = position - start
            first, last = max(begin, 0), min(begin + sound.size, count)
            if first < last:
                made[:, first:last] += sides[:, None] * sound[first - begin : last - begin]
    return made


@lru_cache(maxsize=_KEPT)
def _second(events: Events, number: int, second: int) -> list[tuple[int, Sound, Sound]]:
    chance = _generator(16 + number, second)
    found = []
    for _ in range(chance.poisson(events.rate)):
        position = second * SAMPLE_RATE + int(chance.integers(SAMPLE_RATE))
        angle = chance.uniform(0.15, 0.85) * np.pi / 2
        found.append((position, np.array([np.cos(angle), np.sin(angle)]), events.make(chance)))
    return found


def _generator(number: int, index: int) -> Chance:
    return np.random.default_rng((number, index & 0xFFFFFFFF))


def _ticks(seconds: float) -> Sound:
    return np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _hump(length: int) -> Sound:
    return np.sin(np.pi * (np.arange(length) + 0.5) / length)


def _drop(chance: Chance) -> Sound:
    time_s = _ticks(0.03)
    hertz = chance.uniform(900, 4200)
    rise = 1 + 6 * time_s
    return np.sin(2 * np.pi * hertz * rise * time_s) * np.exp(-time_s * chance.uniform(150, 400))


def _bird(chance: Chance) -> Sound:
    hertz, depth = chance.uniform(2200, 4600), chance.uniform(0.05, 0.22)
    rest = np.zeros(round(chance.uniform(0.03, 0.09) * SAMPLE_RATE))
    notes: list[Sound] = []
    for _ in range(int(chance.integers(2, 6))):
        time_s = _ticks(chance.uniform(0.05, 0.13))
        sweep = 1 + depth * np.sin(2 * np.pi * 9 * time_s + chance.uniform(0, 6))
        notes += [np.sin(2 * np.pi * hertz * np.cumsum(sweep) / SAMPLE_RATE) * _hump(time_s.size)]
        notes += [rest]
    return np.concatenate(notes)


def _car(chance: Chance) -> Sound:
    length = round(chance.uniform(2.5, 3.9) * SAMPLE_RATE)
    engine = np.cumsum(chance.standard_normal(length))
    engine -= np.linspace(engine[0], engine[-1], length)
    engine = np.convolve(engine, np.hanning(65) / 32, "same") - np.convolve(
        engine, np.ones(1025) / 1025, "same"
    )
    return engine / max(float(np.abs(engine).max()), 1e-9) * _hump(length) ** 2


def _pop(chance: Chance) -> Sound:
    length = int(chance.integers(6, 40))
    return chance.standard_normal(length) * np.hanning(length) * chance.uniform(0.2, 1.0)


def _clap(chance: Chance) -> Sound:
    time_s = _ticks(0.05)
    return chance.standard_normal(time_s.size) * np.exp(-time_s * 110)


AMBIENCES: dict[str, Ambience] = {
    "rain": Ambience(
        ((0.05, Hiss(500, 14000, -2.0, 0.13, 0.25)), (0.015, Hiss(60, 500))),
        ((0.05, Events(60.0, _drop, 0.05)),),
    ),
    "wind": Ambience(
        ((0.09, Hiss(40, 420, -4.0, 0.21, 0.85)), (0.02, Hiss(500, 1800, -6.0, 0.34, 0.95))),
    ),
    "forest": Ambience(
        ((0.012, Hiss(700, 7000, -4.0, 0.17, 0.7)),), ((0.05, Events(0.9, _bird, 1.4)),)
    ),
    "desert": Ambience(
        ((0.04, Hiss(150, 900, -5.0, 0.11, 0.9)), (0.01, Hiss(2500, 9000, -2.0, 0.2, 0.9)))
    ),
    "traffic": Ambience(((0.03, Hiss(40, 700, -5.0)),), ((0.16, Events(0.45, _car, 4.0)),)),
    "crowd": Ambience(
        ((0.03, Hiss(200, 1100, -3.0, 3.1, 0.5)), (0.018, Hiss(900, 3200, -4.0, 4.7, 0.6))),
        ((0.05, Events(5.0, _clap, 0.1)),),
    ),
    "crackle": Ambience(((0.004, Hiss(40, 9000, -3.0)),), ((0.14, Events(14.0, _pop, 0.01)),)),
    "static": Ambience(
        ((0.02, Hiss(800, 6000, 0.0, 0.4, 0.5)),), ((0.08, Events(6.0, _pop, 0.01)),)
    ),
    "rumble": Ambience(
        ((0.10, Hiss(25, 130, -4.0, 0.15, 0.6)), (0.01, Hiss(200, 700, -6.0, 0.5, 0.8)))
    ),
    "bubbles": Ambience(
        ((0.03, Hiss(30, 260, -4.0, 0.3, 0.5)),), ((0.03, Events(7.0, _drop, 0.05)),)
    ),
}
