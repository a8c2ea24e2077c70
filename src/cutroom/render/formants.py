"""The size of a voice without its pitch: the spectral envelope, moved along the frequencies.

The envelope is the smooth part of the log spectrum, told from the partials by its low quefrencies (Oppenheim and
Schafer, "Homomorphic analysis of speech", 1968); moving it and leaving the partials where they are is what a
longer or a shorter throat does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples

_WINDOW = 2048
_HOP = _WINDOW // 4
_FADE = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)
# Four overlapping squared Hann windows add up to 1.5.
_SCALE = np.float32(1 / 1.5)
_SMOOTH = round(0.0014 * SAMPLE_RATE)
"""Quefrencies below 1.4 ms: what repeats faster than 700 times a second is not a throat."""
_MOST = float(np.log(10 ** (18 / 20)))
_FLOOR = 1e-6


class FormantShift:
    """A stream whose formants go up by ``factor``; what it holds back comes out later."""

    def __init__(self, factor: float) -> None:
        """``factor`` > 0; above 1 a smaller throat."""
        bins = np.arange(_WINDOW // 2 + 1)
        self._from = np.minimum(bins / factor, bins[-1])
        self._fed = np.zeros((2, _WINDOW - _HOP), np.float32)
        self._summed = np.zeros((2, _WINDOW), np.float32)
        # The windows over the first samples begin before them.
        self._lead = _WINDOW - _HOP

    def push(self, samples: Samples) -> Samples:
        """Take (2, n) samples, return those that no later window touches, (2, m)."""
        self._fed = np.concatenate([self._fed, samples], axis=1)
        ready = [np.zeros((2, 0), np.float32)]
        while self._fed.shape[1] >= _WINDOW:
            self._summed += self._moved(self._fed[:, :_WINDOW] * _FADE) * _FADE * _SCALE
            ready.append(self._summed[:, :_HOP].copy())
            self._summed = np.concatenate(
                [self._summed[:, _HOP:], np.zeros((2, _HOP), np.float32)], axis=1
            )
            self._fed = self._fed[:, _HOP:]
        made = np.concatenate(ready, axis=1)
        skipped = min(self._lead, made.shape[1])
        self._lead -= skipped
        return made[:, skipped:]

    def _moved(self, window: NDArray[np.float32]) -> NDArray[np.float32]:
        spectrum = np.fft.rfft(window)
        cepstrum = np.fft.irfft(np.log(np.abs(spectrum) + _FLOOR))
        cepstrum[:, _SMOOTH:-_SMOOTH] = 0.0
        envelope = np.fft.rfft(cepstrum).real
        bins = np.arange(envelope.shape[1])
        moved = np.stack([np.interp(self._from, bins, side) for side in envelope])
        gain = np.exp(np.clip(moved - envelope, -_MOST, _MOST))
        return np.asarray(np.fft.irfft(spectrum * gain, _WINDOW), np.float32)
