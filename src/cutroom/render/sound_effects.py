"""A sound through its effects: the recipes made into streams.

Reading is in order; what an effect holds back (a window of a spectrum, a filter's look-ahead) comes out with the
sample it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from cutroom.core.curves import Curve
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples
from cutroom.media.sound_filters import FilterChain
from cutroom.render.ambience import background
from cutroom.render.formants import FormantShift
from cutroom.render.reverb import Reverb
from cutroom.render.sound_recipes import SOUND_EFFECTS, Orbit, Treatment, Wobble
from cutroom.render.stretch import Stretcher
from cutroom.render.voices import Chunks, Resampled, SteadyClock, Voice
from cutroom.timeline.model import SoundEffect

BLOCK = 9600
_WARM_UP = 2 * SAMPLE_RATE
"""Read before a part that does not begin at the clip's start, so that echoes are there."""
_SAME_THROAT = 0.005
_EAR_SAMPLES = 15
"""Half the way round a head, 0.3 ms."""
_BEHIND = 0.7


def treated(voice: Voice, effects: Sequence[SoundEffect], log: DiagnosticLog, where: str) -> Voice:
    """The voice with its effects. Those without an entry are reported and left out."""
    for effect in effects:
        known = SOUND_EFFECTS.get(effect.effect)
        if known is None:
            message = f"the sound effect {effect.effect!r} is not known and was left out"
            log.add("sound-effect-missing", "skipped", where, message)
            continue
        values = values_of(effect)
        strength = min(max(values.pop("strength", 1.0), 0.0), 1.0)
        if strength > 0.0:
            voice = Treated(voice, known.treatment(values), strength)
    return voice


def values_of(effect: SoundEffect) -> dict[str, float]:
    """The numbers of an effect; a keyed value counts as its first."""
    firsts = {
        name: value.first if isinstance(value, Curve) else value for name, value in effect.params
    }
    return {name: float(v) for name, v in firsts.items() if isinstance(v, int | float)}


class Treated:
    """A voice through one effect. Reads are expected in order, or it starts again a little before."""

    def __init__(self, voice: Voice, treatment: Treatment, strength: float) -> None:
        """Nothing is read yet."""
        self._treatment, self._strength = treatment, strength
        pitch = treatment.pitch**strength
        self._voice = voice if pitch == 1.0 else pitched(voice, pitch)
        size = pitch if treatment.formants is None else treatment.formants**strength
        self._throat = size / pitch
        self._begin(0)

    def _begin(self, offset: int) -> None:
        self._stages = _stages(self._treatment, self._throat, offset)
        self._start = offset
        self._fed = offset
        self._dry = np.zeros((2, 0), np.float32)
        self._ready = np.zeros((2, 0), np.float32)

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        if offset < self._start or offset > self._start + self._ready.shape[1] + _WARM_UP:
            self._begin(offset - _WARM_UP)
        while self._start + self._ready.shape[1] < offset + count:
            self._ready = np.concatenate([self._ready, self._next()], axis=1)
            surplus = min(offset - self._start, self._ready.shape[1])
            if surplus > 0:
                self._ready = self._ready[:, surplus:]
                self._start += surplus
        begin = offset - self._start
        return self._ready[:, begin : begin + count]

    def _next(self) -> Samples:
        made = plain = self._voice.read(self._fed, BLOCK)
        self._fed += BLOCK
        for stage in self._stages:
            made = stage.push(made)
        if self._strength == 1.0:
            return made
        self._dry = np.concatenate([self._dry, plain], axis=1)
        dry, self._dry = np.split(self._dry, [made.shape[1]], axis=1)
        return np.asarray(made * np.float32(self._strength) + dry * np.float32(1 - self._strength))


class Stage(Protocol):
    """A stream; samples that are held back come out of a later call."""

    def push(self, samples: Samples) -> Samples:
        """Take (2, n) samples, return those that are ready, (2, m)."""
        ...


def _stages(treatment: Treatment, throat: float, offset: int) -> list[Stage]:
    stages: list[Stage] = []
    if abs(throat - 1.0) > _SAME_THROAT:
        stages.append(FormantShift(throat))
    if treatment.wobble is not None:
        stages.append(_Wobbling(treatment.wobble))
    if treatment.filters:
        stages.append(FilterChain(treatment.filters))
    if treatment.room is not None:
        stages.append(Reverb(treatment.room))
    if treatment.orbit is not None:
        stages.append(_Orbiting(treatment.orbit, offset))
    if treatment.background and treatment.loud > 0:
        stages.append(_Surrounded(treatment.background, treatment.loud, offset))
    return stages


def pitched(voice: Voice, factor: float) -> Voice:
    """Higher or lower by ``factor`` at the same speed: stretched, then read faster or slower."""
    stretched = Stretcher(Chunks(voice), SteadyClock(1 / factor))
    return Resampled(Chunks(stretched), SteadyClock(factor))


class _Wobbling:
    """A delay line whose length swings; FFmpeg's own starts from memory that nobody has cleared."""

    def __init__(self, wobble: Wobble) -> None:
        self._turn = 2 * np.pi * wobble.hertz / SAMPLE_RATE
        self._swing = wobble.depth_ms * SAMPLE_RATE / 2000
        self._past = np.zeros((2, int(2 * self._swing) + 2), np.float32)
        self._position = 0

    def push(self, samples: Samples) -> Samples:
        """As many samples as came, each from up to twice the swing earlier."""
        count, reach = samples.shape[1], self._past.shape[1]
        line = np.concatenate([self._past, samples], axis=1)
        phase = (np.arange(count) + self._position) * self._turn
        at = reach + np.arange(count) - self._swing * (1 - np.cos(phase))
        whole = np.floor(at).astype(np.int64)
        part = (at - whole).astype(np.float32)
        self._past, self._position = line[:, -reach:], self._position + count
        return np.asarray(line[:, whole] * (1 - part) + line[:, whole + 1 - (part == 0)] * part)


class _Orbiting:
    """A source that goes round the head: louder and sooner at the nearer ear, duller behind."""

    def __init__(self, orbit: Orbit, offset: int) -> None:
        self._turn = 2 * np.pi * orbit.hertz / SAMPLE_RATE
        self._start, self._position = 2 * np.pi * orbit.start_turns, offset
        self._past = np.zeros((2, 2 * _EAR_SAMPLES + 2), np.float32)

    def push(self, samples: Samples) -> Samples:
        """As many samples as came, up to the way round the head later."""
        count, reach = samples.shape[1], self._past.shape[1]
        line = np.concatenate([self._past, samples], axis=1)
        angle = self._start + self._turn * (self._position + np.arange(count))
        self._past, self._position = line[:, -reach:], self._position + count
        middle, side = line.mean(axis=0), np.sin(angle)
        # A window over neighbours takes the high notes away: the head is in their way.
        dull = np.convolve(middle, np.ones(_EAR_SAMPLES) / _EAR_SAMPLES, "same")
        behind = np.clip(-np.cos(angle), 0, 1) * _BEHIND
        made = np.empty((2, count), np.float32)
        for ear, towards in ((0, -side), (1, side)):
            at = reach + np.arange(count) - _EAR_SAMPLES * (1 - towards)
            whole = np.floor(at).astype(np.int64)
            part = at - whole
            near, far = (
                s[whole] * (1 - part) + s[whole + 1 - (part == 0)] * part for s in (middle, dull)
            )
            level = np.sqrt(2.0) * np.sin((towards + 1) * np.pi / 4)
            made[ear] = level * (near * (1 - behind) + far * behind)
        return made


class _Surrounded:
    """A background under the sound."""

    def __init__(self, name: str, loud: float, offset: int) -> None:
        self._name, self._loud, self._position = name, np.float32(loud), offset

    def push(self, samples: Samples) -> Samples:
        """The samples and what is heard around them."""
        around = background(self._name, self._position, samples.shape[1])
        self._position += samples.shape[1]
        return np.asarray(samples + around * self._loud, np.float32)
