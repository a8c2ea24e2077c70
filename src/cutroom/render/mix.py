"""The sound of a timeline, mixed in a stream: memory does not depend on its length.

A plain sum at 48 kHz, with a limiter that acts only where the sum would clip. Work is done in strides
aligned to the start, so that the result does not depend on how it is read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import AudioError, MediaError
from cutroom.core.time import MICROS, SAMPLE_RATE
from cutroom.media.sound import Samples
from cutroom.render.limiter import BLOCK, Limiter
from cutroom.render.soundtrack import Track
from cutroom.timeline.model import SoundClip, Timeline

STRIDE = 20 * BLOCK


@dataclass(slots=True)
class _Sounding:
    """A clip that has begun; its file is opened when the first sample is needed."""

    clip: SoundClip
    track: Track | None = None

    @property
    def end_sample(self) -> int:
        return self.clip.start_sample + self.clip.length_samples


class Mixer:
    """Reads are expected in order; one further back starts again."""

    def __init__(self, timeline: Timeline) -> None:
        """Nothing is opened before it sounds."""
        self._sources = timeline.sources
        self._clips = sorted(timeline.sounds, key=lambda clip: clip.start_sample)
        self._log = DiagnosticLog()
        self._begin()

    def _begin(self) -> None:
        self._waiting = 0
        self._sounding: list[_Sounding] = []
        self._limiter = Limiter()
        # Limited samples from ``_start`` on; ``_mixed`` is how far the sum has come.
        self._ready = np.zeros((2, 0), np.float32)
        self._start = self._mixed = 0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What had to be left out, and whether the limiter acted."""
        return self._log.as_tuple()

    def close(self) -> None:
        """Close every file."""
        for sounding in self._sounding:
            _close(sounding)
        self._begin()

    def skip_to(self, sample: int) -> None:
        """Go on from ``sample`` without mixing what lies before; the limiter begins anew."""
        self.close()
        self._start = self._mixed = sample // STRIDE * STRIDE

    def read(self, start_sample: int, count: int) -> Samples:
        """Samples [start_sample, start_sample + count) of the mix, (2, count); ``start_sample`` ≥ 0.

        Raises AudioError naming the clip whose file cannot be decoded.
        """
        if start_sample < self._start:
            self.close()
        while self._start + self._ready.shape[1] < start_sample + count:
            self._advance()
            surplus = min(start_sample - self._start, self._ready.shape[1])
            if surplus > 0:
                self._ready = self._ready[:, surplus:]
                self._start += surplus
        begin = start_sample - self._start
        return self._ready[:, begin : begin + count]

    def _advance(self) -> None:
        """Mix another stride and pass it through the limiter."""
        mixed = self._sum(self._mixed, STRIDE)
        was_engaged = self._limiter.engaged
        limited = [self._limiter.push(mixed[:, i : i + BLOCK]) for i in range(0, STRIDE, BLOCK)]
        if self._limiter.engaged and not was_engaged:
            start_us = self._mixed * MICROS // SAMPLE_RATE
            message = "the mix would have clipped and was limited"
            self._log.add("sound-limited", "info", "sound", message, start_us=start_us)
        self._mixed += STRIDE
        self._ready = np.concatenate([self._ready, *(b for b in limited if b is not None)], axis=1)

    def _sum(self, start: int, count: int) -> Samples:
        end = start + count
        while self._waiting < len(self._clips) and self._clips[self._waiting].start_sample < end:
            self._sounding.append(_Sounding(self._clips[self._waiting]))
            self._waiting += 1
        total = np.zeros((2, count), np.float32)
        for sounding in self._sounding:
            first = max(start, sounding.clip.start_sample)
            last = min(end, sounding.end_sample)
            if first < last:
                offset = first - sounding.clip.start_sample
                total[:, first - start : last - start] += self._heard(
                    sounding, offset, last - first
                )
            if sounding.end_sample <= end:
                _close(sounding)
        self._sounding = [s for s in self._sounding if s.end_sample > end]
        return total

    def _heard(self, sounding: _Sounding, offset: int, count: int) -> Samples:
        clip = sounding.clip
        try:
            if sounding.track is None:
                sounding.track = Track(clip, self._sources[clip.source].facts, self._log)
            return sounding.track.read(offset, count)
        except MediaError as error:
            raise AudioError(
                f"The sound of {clip.where} cannot be played: {error.message}",
                hint=error.hint,
                details={"material": error.material, "where": clip.where},
            ) from error


def _close(sounding: _Sounding) -> None:
    if sounding.track is not None:
        sounding.track.close()
        sounding.track = None
