"""One sound clip as samples of the output: its speed, direction, pitch, gain and fades."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cutroom.core.curves import Curve
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.facts import MediaFacts
from cutroom.core.time import SAMPLE_RATE, round_half_up
from cutroom.media.loudness import integrated_lufs
from cutroom.media.sound import Samples, SoundReader
from cutroom.render.voices import (
    Amplified,
    Chunks,
    OneChannel,
    Resampled,
    SoundSource,
    SourceClock,
    Straight,
    Voice,
)
from cutroom.timeline.model import SoundClip

Levels = NDArray[np.float32]
_MEASURED_BLOCK = SAMPLE_RATE
_MOST_MEASURED = 3600 * SAMPLE_RATE
_MOST_GAIN_DB = 30.0
"""Louder than this, what is raised is the noise of a sound that is nearly silent."""
_GAIN_STEP = 48
"""A curve with handles is evaluated once a millisecond and linear in between."""


class Track:
    """A clip that sounds: open while it is needed."""

    def __init__(self, clip: SoundClip, facts: MediaFacts, log: DiagnosticLog) -> None:
        """Opens the file. Raises MediaError naming it."""
        self._clip = clip
        self._reader = SoundReader(facts.path)
        source = _source(clip, self._reader, log)
        voice = _voice_for(clip, source)
        self._voice = _treated(voice, clip, log) if clip.effects else voice

    def close(self) -> None:
        """Give the file back."""
        self._reader.close()

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count) of the clip with effects, gain and fades, (2, count)."""
        samples = self._voice.read(offset, count)
        sides = _sides(self._clip.pan, offset, count)
        if sides is not None:
            samples = samples * sides
        level = _levels(self._clip, offset, count)
        return samples if level is None else samples * level


# What few sounds need is loaded by those that do.


def _treated(voice: Voice, clip: SoundClip, log: DiagnosticLog) -> Voice:
    from cutroom.render.sound_effects import treated

    return treated(voice, clip.effects, log, clip.where)


def _source(clip: SoundClip, reader: SoundReader, log: DiagnosticLog) -> SoundSource:
    source: SoundSource = reader
    if clip.channels != "both":
        source = OneChannel(source, 0 if clip.channels == "left" else 1)
    if clip.denoise > 0.0:
        from cutroom.render.denoise import Denoised

        source = Denoised(Chunks(source), clip.denoise, *_played(clip))
    if clip.loudness_lufs is not None:
        gain = _levelling(source, clip, clip.loudness_lufs, log)
        source = source if gain == 1.0 else Amplified(source, gain)
    return source


def _played(clip: SoundClip) -> tuple[int, int]:
    """The first sample of its source that a clip plays, and how many."""
    start = round_half_up(clip.time.source_start_s * SAMPLE_RATE)
    return start, round_half_up(clip.time.source_length_s * SAMPLE_RATE)


def _levelling(
    source: SoundSource, clip: SoundClip, target_lufs: float, log: DiagnosticLog
) -> float:
    """The factor that brings what the clip plays of its source to a loudness."""
    start, count = _played(clip)
    count = min(count, _MOST_MEASURED)
    blocks = (
        source.read(start + done, min(_MEASURED_BLOCK, count - done))
        for done in range(0, count, _MEASURED_BLOCK)
    )
    measured = integrated_lufs(blocks)
    if measured is None:
        return 1.0
    gain_db = target_lufs - measured
    if gain_db > _MOST_GAIN_DB:
        log.add(
            "loudness-limited", "approximated", clip.where,
            f"the sound is {measured:.1f} LUFS loud; it was raised by {_MOST_GAIN_DB:g} dB and no more",
        )  # fmt: skip
    return float(10 ** (min(gain_db, _MOST_GAIN_DB) / 20))


def _voice_for(clip: SoundClip, source: SoundSource) -> Voice:
    speed = clip.time.constant_speed
    if speed == 1 and not clip.time.reverse:
        return Straight(source, clip.time.source_start_s)
    if clip.keep_pitch and speed != 1:
        from cutroom.render.stretch import Stretcher

        return Stretcher(Chunks(source), SourceClock(clip.time))
    return Resampled(Chunks(source), SourceClock(clip.time))


def _levels(clip: SoundClip, offset: int, count: int) -> Levels | None:
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


def _sides(pan: Curve, offset: int, count: int) -> Levels | None:
    """The levels of left and right at equal power, (2, count) or (2, 1); None in the middle throughout."""
    if pan.constant and pan.first == 0.0:
        return None
    at = np.array([pan.first]) if pan.constant else _sampled(pan, offset, count)
    turn = (np.clip(at, -1.0, 1.0) + 1) * (np.pi / 4)
    return np.asarray(np.sqrt(2.0) * np.stack([np.cos(turn), np.sin(turn)]), np.float32)


def _gain(curve: Curve, offset: int, count: int) -> Levels | None:
    if curve.constant:
        return None if curve.first == 1.0 else np.full(count, curve.first, np.float32)
    return _sampled(curve, offset, count)


def _sampled(curve: Curve, offset: int, count: int) -> Levels:
    """The values of a curve at samples [offset, offset + count)."""
    times = np.arange(offset, offset + count) / SAMPLE_RATE
    if all(not (k.out_s or k.out_value or k.in_s or k.in_value) for k in curve.keys):
        stamps = [key.time_s for key in curve.keys]
        return np.asarray(np.interp(times, stamps, [key.value for key in curve.keys]), np.float32)
    grid = np.arange(offset // _GAIN_STEP, (offset + count) // _GAIN_STEP + 2) * _GAIN_STEP
    values = [curve.at(float(point) / SAMPLE_RATE) for point in grid]
    return np.asarray(np.interp(times, grid / SAMPLE_RATE, values), np.float32)
