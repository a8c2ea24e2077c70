"""Sound effects by id: each a change of pitch, a wobble, a chain of filters and a room, in this order.

Every effect has one parameter, ``strength`` 0–1 (1 unless given): how much of the pitch change is made, and how
the treated sound is mixed with the untreated one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cutroom.core.curves import Curve
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.time import SAMPLE_RATE
from cutroom.media.sound import Samples
from cutroom.media.sound_filters import FilterChain, Step
from cutroom.render.reverb import Reverb, Room
from cutroom.render.stretch import Stretcher
from cutroom.render.voices import Chunks, Resampled, SteadyClock, Voice
from cutroom.timeline.model import SoundEffect

BLOCK = 9600
_WARM_UP = 2 * SAMPLE_RATE
"""Read before a part that does not begin at the clip's start, so that echoes are there."""


@dataclass(frozen=True, slots=True)
class Wobble:
    """Pitch going up and down ``hertz`` times a second, by a delay that swings over ``depth_ms``."""

    hertz: float
    depth_ms: float


@dataclass(frozen=True, slots=True)
class Treatment:
    """``pitch`` is a factor of frequency, ``filters`` in FFmpeg's notation."""

    filters: tuple[Step, ...] = ()
    pitch: float = 1.0
    wobble: Wobble | None = None
    room: Room | None = None


SOUND_EFFECTS: dict[str, Treatment] = {
    "echo": Treatment((("aecho", "1:0.8:280|560:0.45|0.22"),)),
    "room": Treatment(room=Room(0.35, 0.004, 0.4, 0.45)),
    "hall": Treatment(room=Room(1.3, 0.02, 0.5, 0.6)),
    "church": Treatment(room=Room(3.0, 0.035, 0.65, 0.8)),
    "stage": Treatment((("bass", "g=4"), ("treble", "g=2")), room=Room(0.8, 0.045, 0.3, 0.45)),
    "telephone": Treatment(
        (
            ("highpass", "f=320:p=2"), ("lowpass", "f=3200:p=2"),
            ("acompressor", "ratio=4:threshold=0.1:makeup=2"),
        ),
    ),
    "megaphone": Treatment(
        (
            ("highpass", "f=500:p=2"), ("lowpass", "f=4000:p=2"), ("volume", "3"),
            ("asoftclip", "type=tanh"),
        ),
    ),
    "radio": Treatment(
        (
            ("highpass", "f=220:p=2"), ("lowpass", "f=4500:p=2"),
            ("acrusher", "bits=10:mode=log:aa=1:mix=0.4"),
        ),
    ),
    "lo-fi": Treatment(
        (("lowpass", "f=3800"), ("acrusher", "bits=8:mode=log:samples=3:mix=0.55")),
        wobble=Wobble(0.8, 0.4),
    ),
    "vinyl": Treatment((("highpass", "f=120"), ("lowpass", "f=7000")), wobble=Wobble(0.55, 0.9)),
    "underwater": Treatment(
        (("lowpass", "f=520:p=2"), ("tremolo", "f=1.3:d=0.35"), ("aecho", "1:0.8:60:0.3"))
    ),
    "robot": Treatment(
        (("aecho", "0.8:0.85:9|18:0.6|0.4"), ("acrusher", "bits=9:mix=0.3")),
        wobble=Wobble(50.0, 1.0),
    ),
    "electronic": Treatment(
        (("flanger", "delay=2:depth=3:speed=0.6:regen=40"), ("chorus", "0.7:0.8:25:0.4:0.3:2"))
    ),
    "synth": Treatment(
        (("chorus", "0.6:0.9:50|60:0.4|0.32:0.25|0.4:2|2.3"), ("aphaser", "speed=0.7"))
    ),
    "chipmunk": Treatment(pitch=1.6),
    "high": Treatment(pitch=1.25),
    "low": Treatment(pitch=0.84),
    "deep": Treatment((("bass", "g=4"),), pitch=0.72),
    "monster": Treatment((("bass", "g=6"),), pitch=0.6, room=Room(0.4, 0.03, 0.5, 0.35)),
    "tremble": Treatment((("tremolo", "f=7:d=0.75"),), wobble=Wobble(7.0, 1.0)),
    "low-battery": Treatment(pitch=0.8, wobble=Wobble(2.5, 3.0)),
    "distorted": Treatment(
        (("volume", "8"), ("asoftclip", "type=hard:threshold=0.6"), ("volume", "0.6"))
    ),
    "wide": Treatment((("extrastereo", "m=1.8"),)),
    "bright": Treatment((("treble", "g=6"), ("highpass", "f=90"))),
    "warm": Treatment((("bass", "g=5"), ("treble", "g=-3"))),
}  # fmt: skip


def treated(voice: Voice, effects: Sequence[SoundEffect], log: DiagnosticLog, where: str) -> Voice:
    """The voice with its effects. Those without an entry are reported and left out."""
    for effect in effects:
        known = SOUND_EFFECTS.get(effect.effect)
        if known is None:
            message = f"the sound effect {effect.effect!r} is not known and was left out"
            log.add("sound-effect-missing", "skipped", where, message)
            continue
        strength = strength_of(effect)
        if strength > 0.0:
            voice = Treated(voice, known, strength)
    return voice


def strength_of(effect: SoundEffect) -> float:
    """0–1; a keyed value counts as its first."""
    value = dict(effect.params).get("strength", 1.0)
    if isinstance(value, Curve):
        value = value.first
    return min(max(float(value), 0.0), 1.0) if isinstance(value, int | float) else 1.0


class Treated:
    """A voice through one effect. Reads are expected in order, or it starts again a little before."""

    def __init__(self, voice: Voice, treatment: Treatment, strength: float) -> None:
        """Nothing is read yet."""
        self._treatment, self._strength = treatment, strength
        factor = treatment.pitch**strength
        self._voice = voice if factor == 1.0 else pitched(voice, factor)
        self._begin(0)

    def _begin(self, offset: int) -> None:
        known = self._treatment
        self._wobble = _Wobbling(known.wobble) if known.wobble is not None else None
        self._filters = FilterChain(known.filters) if known.filters else None
        self._reverb = Reverb(known.room) if known.room is not None else None
        self._start = offset
        self._ready = np.zeros((2, 0), np.float32)

    def read(self, offset: int, count: int) -> Samples:
        """Samples [offset, offset + count)."""
        if offset < self._start or offset > self._start + self._ready.shape[1] + _WARM_UP:
            self._begin(offset - _WARM_UP)
        while self._start + self._ready.shape[1] < offset + count:
            fed = self._start + self._ready.shape[1]
            block = self._through(self._voice.read(fed, BLOCK))
            self._ready = np.concatenate([self._ready, block], axis=1)
            surplus = min(offset - self._start, self._ready.shape[1])
            if surplus > 0:
                self._ready = self._ready[:, surplus:]
                self._start += surplus
        begin = offset - self._start
        return self._ready[:, begin : begin + count]

    def _through(self, plain: Samples) -> Samples:
        made = plain
        if self._wobble is not None:
            made = self._wobble.push(made)
        if self._filters is not None:
            made = self._filters.push(made)
        if self._reverb is not None:
            made = self._reverb.push(made)
        if self._strength < 1.0:
            made = made * np.float32(self._strength) + plain * np.float32(1 - self._strength)
        return made


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
