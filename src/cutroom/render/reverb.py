"""Rooms for sound: convolution with a made impulse response.

The response is what a diffuse room gives: a few early reflections, then noise that falls by 60 dB within the
reverberation time, its high notes sooner than its low ones, different on both sides (Moorer, "About this
reverberation business", 1979).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples

_SEED = 709
_FADE_DB = 60.0
_BANDS_HZ = (400.0, 1600.0, 6400.0)
"""Borders of the bands whose echoes die away at rates of their own."""


@dataclass(frozen=True, slots=True)
class Room:
    """``fall_s`` until 60 dB down, ``delay_s`` before the first echo, both in seconds.

    ``damping`` 0–1 takes high notes away sooner, ``wet`` is the level of the echoes beside the sound itself.
    """

    fall_s: float
    delay_s: float = 0.012
    damping: float = 0.5
    wet: float = 0.5


class Reverb:
    """A stream through a room; as many samples come out of :meth:`push` as go in."""

    def __init__(self, room: Room) -> None:
        """Makes the response, or finds it made before."""
        self._response = _response(room)
        # Loudness stays what it was: the echoes add their energy to that of the sound.
        self._level = 1.0 / float(np.hypot(1.0, room.wet))
        self._tail = np.zeros((2, 0), np.float32)
        self._size, self._spectrum = 0, np.zeros((2, 0), np.complex128)

    def push(self, samples: Samples) -> Samples:
        """The next (2, n) samples with the echoes of all earlier ones."""
        count, reach = samples.shape[1], self._response.shape[1]
        size = 1 << (count + reach - 1).bit_length()
        if size != self._size:
            self._size, self._spectrum = size, np.fft.rfft(self._response, size)
        spectrum = np.fft.rfft(samples, size) * self._spectrum
        made = np.fft.irfft(spectrum, size)[:, : count + reach - 1].astype(np.float32)
        made[:, : self._tail.shape[1]] += self._tail
        self._tail = made[:, count:]
        return np.asarray((samples + made[:, :count]) * self._level, np.float32)


@lru_cache(maxsize=8)
def _response(room: Room) -> NDArray[np.float32]:
    """Echoes alone, (2, n), their energy that of ``wet`` times the sound."""
    generator = np.random.default_rng(_SEED)
    length = round(room.fall_s * SAMPLE_RATE)
    time_s = np.arange(length) / SAMPLE_RATE
    noise = np.fft.rfft(generator.standard_normal((2, length)))
    hertz = np.fft.rfftfreq(length, 1 / SAMPLE_RATE)
    echoes = np.zeros((2, length))
    borders = (0.0, *_BANDS_HZ, SAMPLE_RATE)
    for number, (low, high) in enumerate(pairwise(borders)):
        band = np.fft.irfft(noise * ((hertz >= low) & (hertz < high)), length)
        fall_s = room.fall_s * (1 - room.damping) ** (number / 2)
        echoes += band * 10 ** (-_FADE_DB / 20 * time_s / max(fall_s, 1e-3))
    for delay_s, level in ((0.0, 1.0), (0.0047, 0.8), (0.0103, 0.7), (0.0171, 0.6)):
        first = round(delay_s * SAMPLE_RATE)
        if first < length:
            echoes[:, first] += level * 2.0 * generator.choice([-1.0, 1.0], 2)
    echoes *= room.wet / np.sqrt(np.square(echoes).sum(axis=1, keepdims=True))
    lead = np.zeros((2, round(room.delay_s * SAMPLE_RATE)))
    return np.concatenate([lead, echoes], axis=1).astype(np.float32)
