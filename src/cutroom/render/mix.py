"""The sound of a timeline, mixed in a stream: memory does not depend on its length.

A plain sum at 48 kHz, with a limiter that acts only where the sum would clip. Work is done in blocks
aligned to the start, so that the result does not depend on how it is read.
"""

from __future__ import annotations

import numpy as np

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.errors import AudioError, MediaError
from cutroom.core.time import MICROS, SAMPLE_RATE
from cutroom.media.sound import Samples
from cutroom.render.limiter import BLOCK, Limiter
from cutroom.render.sound_effects import EffectChain
from cutroom.render.soundtrack import Track
from cutroom.timeline.model import SoundClip, Timeline

STRIDE = 20 * BLOCK


class Mixer:
    """Reads are expected in order; one further back starts again."""

    def __init__(self, timeline: Timeline) -> None:
        """Nothing is opened before it sounds."""
        self._sources = timeline.sources
        self._clips = sorted(timeline.sounds, key=lambda clip: clip.start_sample)
        self._log = DiagnosticLog()
        self._open: dict[int, tuple[Track, EffectChain]] = {}
        self._limiter = Limiter()
        # Limited samples from ``_start`` on; ``_mixed`` is how far the sum has come.
        self._ready = np.zeros((2, 0), np.float32)
        self._start = self._mixed = 0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What had to be replaced, and whether the limiter acted."""
        return self._log.as_tuple()

    def close(self) -> None:
        """Close every file."""
        for track, _effects in self._open.values():
            track.close()
        self._open.clear()

    def read(self, start_sample: int, count: int) -> Samples:
        """Samples [start_sample, start_sample + count) of the mix, (2, count).

        Raises AudioError naming the clip whose file cannot be decoded.
        """
        if start_sample < self._start:
            self._restart()
        while self._start + self._ready.shape[1] < start_sample + count:
            self._advance()
            surplus = min(start_sample - self._start, self._ready.shape[1])
            if surplus > 0:
                self._ready = self._ready[:, surplus:]
                self._start += surplus
        begin = start_sample - self._start
        return self._ready[:, begin : begin + count]

    def _restart(self) -> None:
        self.close()
        self._limiter = Limiter()
        self._ready = np.zeros((2, 0), np.float32)
        self._start = self._mixed = 0

    def _advance(self) -> None:
        """Mix another stride and pass it through the limiter."""
        mixed = self._sum(self._mixed, STRIDE)
        was_engaged = self._limiter.engaged
        limited = [self._limiter.push(mixed[:, i : i + BLOCK]) for i in range(0, STRIDE, BLOCK)]
        if self._limiter.engaged and not was_engaged:
            start_us = self._mixed * MICROS // SAMPLE_RATE
            self._log.add(
                "sound-limited",
                "info",
                "sound",
                "the mix would have clipped and was limited",
                start_us=start_us,
            )
        self._mixed += STRIDE
        self._ready = np.concatenate([self._ready, *(b for b in limited if b is not None)], axis=1)

    def _sum(self, start: int, count: int) -> Samples:
        total = np.zeros((2, count), np.float32)
        for index, clip in enumerate(self._clips):
            if clip.start_sample >= start + count:
                break
            first = max(start, clip.start_sample)
            last = min(start + count, clip.start_sample + clip.length_samples)
            if first < last:
                samples = self._samples(index, clip, first - clip.start_sample, last - first)
                total[:, first - start : last - start] += samples
            if last == clip.start_sample + clip.length_samples and index in self._open:
                self._open.pop(index)[0].close()
        return total

    def _samples(self, index: int, clip: SoundClip, offset: int, count: int) -> Samples:
        try:
            if index not in self._open:
                track = Track(clip, self._sources[clip.source].facts)
                self._open[index] = (track, EffectChain(clip, self._log))
            track, effects = self._open[index]
            return effects.apply(
                track.read(offset, count), ended=offset + count >= clip.length_samples
            )
        except MediaError as error:
            raise AudioError(
                f"The sound of {clip.where} cannot be played: {error.message}",
                hint=error.hint,
                details={"material": error.material, "where": clip.where},
            ) from error
