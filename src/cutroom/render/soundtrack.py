"""One sound clip as samples of the output: its speed, direction, pitch, gain and fades."""

from __future__ import annotations

from collections import OrderedDict
from fractions import Fraction
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cutroom.core.curves import Curve
from cutroom.core.facts import MediaFacts
from cutroom.core.time import SAMPLE_RATE, TimeMap, round_half_up
from cutroom.media.sound import Samples, SoundReader
from cutroom.render.stretch import Stretcher
from cutroom.timeline.model import SoundClip

CHUNK = 2 * SAMPLE_RATE
_MOST_CHUNKS = 4
_TAPS = 16
_GAIN_STEP = 48
"""A curve with handles is evaluated once a millisecond and linear in between."""
_UNITY = Fraction(1)


class Voice(Protocol):
    """Samples of a clip by their offset from its first one."""

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        ...


class Track:
    """A clip that sounds: open while it is needed."""

    def __init__(self, clip: SoundClip, facts: MediaFacts) -> None:
        """Opens the file. Raises MediaError naming it."""
        self._clip = clip
        self._reader = SoundReader(facts.path)
        self._voice = _voice_for(clip, self._reader)

    def close(self) -> None:
        """Give the file back."""
        self._reader.close()

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count) of the clip with gain and fades, (2, count)."""
        samples = self._voice.read(offset, count)
        level = _levels(self._clip, offset, count)
        return samples if level is None else samples * level


def _voice_for(clip: SoundClip, reader: SoundReader) -> Voice:
    speed = clip.time.constant_speed
    if speed == _UNITY and not clip.time.reverse:
        return _Straight(reader, clip.time)
    source = SourceChunks(reader)
    if clip.keep_pitch and speed != _UNITY:
        return Stretcher(source.read, SourceClock(clip.time))
    return _Resampled(source, SourceClock(clip.time))


class _Straight:
    """Speed 1: the samples as they are."""

    def __init__(self, reader: SoundReader, time: TimeMap) -> None:
        self._reader = reader
        self._first = round_half_up(time.source_start_s * SAMPLE_RATE)

    def read(self, offset: int, count: int) -> Samples:
        return self._reader.read(self._first + offset, count)


class SourceChunks:
    """Random access to a reader in kept chunks, so that going backwards does not seek each time."""

    def __init__(self, reader: SoundReader) -> None:
        """``reader`` stays the owner's."""
        self._reader = reader
        self._chunks: OrderedDict[int, Samples] = OrderedDict()

    def read(self, start: int, count: int) -> Samples:
        """Source samples [start, start + count)."""
        first, last = start // CHUNK, (start + max(count, 1) - 1) // CHUNK
        parts = [self._chunk(number) for number in range(first, last + 1)]
        joined = parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)
        begin = start - first * CHUNK
        return joined[:, begin : begin + count]

    def _chunk(self, number: int) -> Samples:
        if number not in self._chunks:
            while len(self._chunks) >= _MOST_CHUNKS:
                self._chunks.popitem(last=False)
            self._chunks[number] = self._reader.read(number * CHUNK, CHUNK)
        self._chunks.move_to_end(number)
        return self._chunks[number]


class SourceClock:
    """The time map in samples: which source sample is heard at an output sample, as floats."""

    def __init__(self, time: TimeMap) -> None:
        """Precomputes the spans."""
        self._reverse = time.reverse
        self._start = float(time.source_start_s * SAMPLE_RATE)
        self._end = self._start + float(time.source_length_s * SAMPLE_RATE)
        lengths = [float(span.length_s * SAMPLE_RATE) for span in time.spans]
        travels = [float(span.source_length_s * SAMPLE_RATE) for span in time.spans]
        self._output = np.concatenate([[0.0], np.cumsum(lengths)])
        self._source = np.concatenate([[0.0], np.cumsum(travels)])
        self._speeds = [(float(span.speed_start), float(span.speed_end)) for span in time.spans]

    def positions(self, offset: int, count: int) -> NDArray[np.float64]:
        """Source positions of output samples [offset, offset + count)."""
        times = np.arange(offset, offset + count, dtype=np.float64)
        travelled = self._travelled(times)
        return self._end - 1.0 - travelled if self._reverse else self._start + travelled

    def _travelled(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        index = np.clip(np.searchsorted(self._output, times, "right") - 1, 0, len(self._speeds) - 1)
        into = times - self._output[index]
        length = np.maximum(np.diff(self._output)[index], 1e-9)
        first = np.array([speed[0] for speed in self._speeds])[index]
        last = np.array([speed[1] for speed in self._speeds])[index]
        inside = np.clip(into, 0.0, length)
        along = first * inside + (last - first) * inside * inside / (2 * length)
        beyond = np.where(into < 0, into * first, np.maximum(into - length, 0.0) * last)
        return np.asarray(self._source[index] + along + beyond)


class _Resampled:
    """Pitch follows speed, or plain reverse: windowed-sinc interpolation at the mapped positions."""

    def __init__(self, source: SourceChunks, clock: SourceClock) -> None:
        self._source, self._clock = source, clock

    def read(self, offset: int, count: int) -> Samples:
        positions = self._clock.positions(offset, count)
        # Faster than 1 the band above the new Nyquist frequency must go, or it folds back.
        steps = np.abs(np.diff(positions)) if count > 1 else np.ones(1)
        cutoff = 1.0 / max(1.0, float(steps.max()))
        reach = min(int(np.ceil(_TAPS / 2 / cutoff)), 64)
        low = int(np.floor(positions.min())) - reach
        high = int(np.floor(positions.max())) + reach + 2
        source = self._source.read(low, high - low)
        return interpolated(source, positions - low, cutoff, reach)


def interpolated(
    source: Samples, positions: NDArray[np.float64], cutoff: float, reach: int
) -> Samples:
    """Samples of ``source`` at fractional ``positions`` with a Hann-windowed sinc of ±``reach``."""
    whole = np.floor(positions).astype(np.int64)
    fraction = positions - whole
    result = np.zeros((2, positions.size))
    total = np.zeros(positions.size)
    for tap in range(-reach + 1, reach + 1):
        distance = fraction - tap
        window = 0.5 + 0.5 * np.cos(np.pi * np.clip(distance / reach, -1, 1))
        weight = np.sinc(distance * cutoff) * window
        result += source[:, np.clip(whole + tap, 0, source.shape[1] - 1)] * weight
        total += weight
    return np.asarray(result / total, np.float32)


def _levels(clip: SoundClip, offset: int, count: int) -> Samples | None:
    """Gain times fades for each sample; None when it is 1 throughout."""
    gain = _gain(clip.gain, offset, count)
    fade_in, fade_out = clip.fade_in_samples, clip.fade_out_samples
    in_fade = offset < fade_in
    out_fade = offset + count > clip.length_samples - fade_out and fade_out > 0
    if not in_fade and not out_fade:
        return gain
    index = np.arange(offset, offset + count, dtype=np.float64)
    level = np.ones(count)
    if in_fade:
        level *= np.clip(index / fade_in, 0, 1)
    if out_fade:
        level *= np.clip((clip.length_samples - index) / fade_out, 0, 1)
    return np.asarray(level if gain is None else level * gain, np.float32)


def _gain(curve: Curve, offset: int, count: int) -> Samples | None:
    if curve.constant:
        return None if curve.first == 1.0 else np.full(count, curve.first, np.float32)
    times = np.arange(offset, offset + count) / SAMPLE_RATE
    if all(not (k.out_s or k.out_value or k.in_s or k.in_value) for k in curve.keys):
        stamps = [key.time_s for key in curve.keys]
        return np.asarray(np.interp(times, stamps, [key.value for key in curve.keys]), np.float32)
    grid = np.arange(offset // _GAIN_STEP, (offset + count) // _GAIN_STEP + 2) * _GAIN_STEP
    values = [curve.at(float(point) / SAMPLE_RATE) for point in grid]
    return np.asarray(np.interp(times, grid / SAMPLE_RATE, values), np.float32)
