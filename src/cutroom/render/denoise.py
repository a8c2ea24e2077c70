"""Less noise: what is steady in a sound, told from its quiet moments and taken out of its spectrum.

The power of the noise in each band is found from the low quantile of that band's power over time (white noise
is exponentially distributed in power: a fifth of it lies below 0.223 of its mean), smoothed over neighbouring
bands so that a note held all along is not taken for noise. Every band is then
weighed by 1 − noise / power, down to a floor
(Wiener's filter; Boll, "Suppression of acoustic noise in speech using spectral subtraction", 1979).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples
from cutroom.render.voices import SoundSource

WINDOW = 2048
_HOP = WINDOW // 2
_FADE = np.sin(np.pi * (np.arange(WINDOW) + 0.5) / WINDOW).astype(np.float32)
"""Squared and overlapping by half it adds up to 1."""
DEEPEST_DB = 30.0
"""How far full strength takes noise down."""
_QUANTILE, _QUANTILE_OF_MEAN = 0.2, 0.223
_NEIGHBOURS = 32
_EAGER = 2.0
_HEARD_BLOCKS, _BLOCK = 30, SAMPLE_RATE

Powers = NDArray[np.float32]


class Denoised:
    """A source with the noise of one of its ranges taken out; reading anywhere gives the same samples."""

    def __init__(self, source: SoundSource, amount: float, first: int, count: int) -> None:
        """``amount`` 0–1; the noise is learnt from samples [first, first + count), up to half a minute."""
        self._source = source
        self._floor = np.float32(10 ** (-DEEPEST_DB * min(max(amount, 0.0), 1.0) / 20))
        self._noise = _noise_of(source, first, count)

    def read(self, first: int, count: int) -> Samples:
        """Samples [first, first + count) of the source."""
        # Windows lie on a grid of their own, so that no sample depends on where reading begins.
        begin = (first // _HOP - 2) * _HOP
        hops = -(-(first + count - begin) // _HOP) + 3
        spectra = _spectra(self._source.read(begin, (hops + 1) * _HOP))
        weights = self._weights(np.square(np.abs(spectra)))
        made = np.fft.irfft(spectra * weights, WINDOW).astype(np.float32) * _FADE
        result = np.zeros((2, (hops + 1) * _HOP), np.float32)
        halves = made.reshape(2, hops, 2, _HOP)
        result[:, : hops * _HOP] += halves[:, :, 0].reshape(2, -1)
        result[:, _HOP:] += halves[:, :, 1].reshape(2, -1)
        return result[:, first - begin : first - begin + count]

    def _weights(self, power: Powers) -> Powers:
        """The weight of each band at each time, quieter together on both sides; (hops, bands)."""
        around = power.mean(axis=0)
        padded = np.concatenate([around[:1], around, around[-1:]])
        steady = (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4
        left = 1 - _EAGER * self._noise / np.maximum(steady, 1e-20)
        return np.asarray(np.maximum(left, self._floor), np.float32)


def _spectra(samples: Samples) -> NDArray[np.complex64]:
    windows = sliding_window_view(samples, WINDOW, axis=1)[:, ::_HOP] * _FADE
    return np.asarray(np.fft.rfft(windows), np.complex64)


def _noise_of(source: SoundSource, first: int, count: int) -> Powers:
    """The mean power of the noise in each band."""
    powers = np.concatenate([*_powers(source, first, count)])
    quiet = np.quantile(powers, _QUANTILE, axis=0) / _QUANTILE_OF_MEAN
    edged = np.pad(quiet, _NEIGHBOURS // 2, mode="edge")
    around = sliding_window_view(edged, _NEIGHBOURS + 1)
    return np.asarray(np.median(around, axis=1), np.float32)


def _powers(source: SoundSource, first: int, count: int) -> Iterator[Powers]:
    """Powers of blocks spread evenly over a range, (hops, bands) each."""
    blocks = max(1, min(_HEARD_BLOCKS, count // _BLOCK))
    length = max(min(_BLOCK, count), 2 * WINDOW)
    for number in range(blocks):
        at = first + number * max(count - length, 0) // max(blocks - 1, 1)
        spectra = _spectra(source.read(at, length))
        yield np.asarray(np.square(np.abs(spectra)).mean(axis=0), np.float32)
