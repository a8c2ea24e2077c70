"""Sound at another speed: which source sample is heard when, and reading between samples."""

from __future__ import annotations

from collections import OrderedDict
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE, TimeMap, round_half_up
from cutroom.media.sound import Samples

CHUNK = 2 * SAMPLE_RATE
_MOST_CHUNKS = 4
_REACH = 16
"""Samples on either side that interpolation looks at when the speed is 1 or less."""
_MOST_REACH = 96
_PHASES = 512
"""Positions between two samples for which the kernel is tabulated; linear in between."""
_SLICE = 4096


class Voice(Protocol):
    """Samples of a clip by their offset from its first one."""

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count), also before the first and after the last one."""
        ...


class SoundSource(Protocol):
    """Samples of a file by their position from its beginning."""

    def read(self, first: int, count: int, /) -> Samples:
        """Samples [first, first + count), silence outside the file."""
        ...


class Clock(Protocol):
    """Which source sample is heard at an output sample."""

    def positions(self, offset: int, count: int) -> NDArray[np.float64]:
        """Source positions of output samples [offset, offset + count)."""
        ...


class OneChannel:
    """One channel of a source on both sides."""

    def __init__(self, source: SoundSource, side: int) -> None:
        """``side`` is 0 for the left one, 1 for the right one."""
        self._source, self._side = source, side

    def read(self, first: int, count: int) -> Samples:
        """Samples [first, first + count) of the source."""
        chosen = self._source.read(first, count)[self._side]
        return np.stack([chosen, chosen])


class Amplified:
    """A source, louder or quieter."""

    def __init__(self, source: SoundSource, gain: float) -> None:
        """``gain`` is linear amplitude."""
        self._source, self._gain = source, np.float32(gain)

    def read(self, first: int, count: int) -> Samples:
        """Samples [first, first + count) of the source."""
        return np.asarray(self._source.read(first, count) * self._gain)


class Straight:
    """Speed 1: the samples as they are."""

    def __init__(self, source: SoundSource, source_start_s: Fraction) -> None:
        """``source`` stays the owner's."""
        self._source = source
        self._first = round_half_up(source_start_s * SAMPLE_RATE)

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        return self._source.read(self._first + offset, count)


class Chunks:
    """Random access to a voice in kept chunks, so that going backwards does not seek each time."""

    def __init__(self, voice: Voice | SoundSource) -> None:
        """``voice`` is read in whole chunks."""
        self._voice = voice
        self._kept: OrderedDict[int, Samples] = OrderedDict()

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        first, last = offset // CHUNK, (offset + max(count, 1) - 1) // CHUNK
        parts = [self._chunk(number) for number in range(first, last + 1)]
        joined = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        begin = offset - first * CHUNK
        return joined[:, begin : begin + count]

    def _chunk(self, number: int) -> Samples:
        if number not in self._kept:
            while len(self._kept) >= _MOST_CHUNKS:
                self._kept.popitem(last=False)
            self._kept[number] = self._voice.read(number * CHUNK, CHUNK)
        self._kept.move_to_end(number)
        return self._kept[number]


class SteadyClock:
    """``speed`` source samples an output sample, from source sample 0 on."""

    def __init__(self, speed: float) -> None:
        """``speed`` > 0."""
        self._speed = speed

    def positions(self, offset: int, count: int) -> NDArray[np.float64]:
        """Source positions of output samples [offset, offset + count)."""
        return np.arange(offset, offset + count, dtype=np.float64) * self._speed


class SourceClock:
    """A time map in samples."""

    def __init__(self, time: TimeMap) -> None:
        """Precomputes the spans."""
        self._reverse = time.reverse
        self._start = float(time.source_start_s * SAMPLE_RATE)
        self._end = self._start + float(time.source_length_s * SAMPLE_RATE)
        lengths = [float(span.length_s * SAMPLE_RATE) for span in time.spans]
        travels = [float(span.source_length_s * SAMPLE_RATE) for span in time.spans]
        self._output = np.concatenate([[0.0], np.cumsum(lengths)])
        self._source = np.concatenate([[0.0], np.cumsum(travels)])
        self._first = np.array([float(span.speed_start) for span in time.spans])
        self._last = np.array([float(span.speed_end) for span in time.spans])

    def positions(self, offset: int, count: int) -> NDArray[np.float64]:
        """Source positions of output samples [offset, offset + count)."""
        times = np.arange(offset, offset + count, dtype=np.float64)
        travelled = self._travelled(times)
        return self._end - 1.0 - travelled if self._reverse else self._start + travelled

    def _travelled(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        index = np.clip(np.searchsorted(self._output, times, "right") - 1, 0, self._first.size - 1)
        into = times - self._output[index]
        length = np.maximum(np.diff(self._output)[index], 1e-9)
        first, last = self._first[index], self._last[index]
        inside = np.clip(into, 0.0, length)
        along = first * inside + (last - first) * inside * inside / (2 * length)
        beyond = np.where(into < 0, into * first, np.maximum(into - length, 0.0) * last)
        return np.asarray(self._source[index] + along + beyond)


class Resampled:
    """Pitch follows speed, or plain reverse: windowed-sinc interpolation at the clock's positions."""

    def __init__(self, source: Voice, clock: Clock) -> None:
        """``source`` is read a little beyond what the clock asks for."""
        self._source, self._clock = source, clock

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        positions = self._clock.positions(offset, count + 1)
        # Faster than 1 the band above the new Nyquist frequency must go, or it folds back.
        cutoff = 1.0 / max(1.0, float(np.abs(np.diff(positions)).max()))
        reach = min(int(np.ceil(_REACH / cutoff)), _MOST_REACH)
        positions = positions[:count]
        low = int(np.floor(positions.min())) - reach
        high = int(np.floor(positions.max())) + reach + 2
        source = self._source.read(low, high - low)
        return interpolated(source, positions - low, cutoff, reach)


def interpolated(
    source: Samples, positions: NDArray[np.float64], cutoff: float, reach: int
) -> Samples:
    """Samples of ``source`` at fractional ``positions`` with a Hann-windowed sinc of ±``reach``.

    ``positions`` keep at least ``reach`` samples away from either end of ``source``.
    """
    taps = np.arange(1 - reach, reach + 1)
    distance = np.linspace(0.0, 1.0, _PHASES + 1)[:, None] - taps
    window = 0.5 + 0.5 * np.cos(np.pi * np.clip(distance / reach, -1.0, 1.0))
    kernels = (np.sinc(distance * cutoff) * window * cutoff).astype(np.float32)
    windows = sliding_window_view(source, 2 * reach, axis=1)
    result = np.empty((2, positions.size), np.float32)
    for start in range(0, positions.size, _SLICE):
        at = positions[start : start + _SLICE]
        whole = np.floor(at).astype(np.int64)
        phase = (at - whole) * _PHASES
        row = np.minimum(phase.astype(np.int64), _PHASES - 1)
        between = (phase - row).astype(np.float32)[:, None]
        weights = kernels[row] * (1 - between) + kernels[row + 1] * between
        for side in (0, 1):
            around = windows[side, whole - reach + 1]
            result[side, start : start + _SLICE] = np.einsum("nt,nt->n", around, weights)
    return result
