"""Sound effects by id: each a chain of filters with the values that make it sound like its name."""

from __future__ import annotations

import numpy as np

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.media.sound import Samples
from cutroom.media.sound_filters import FilterChain, Step
from cutroom.timeline.model import SoundClip


def _pitched(factor: float) -> tuple[Step, ...]:
    """Higher or lower by ``factor`` at the same speed."""
    return (
        ("asetrate", str(round(48_000 * factor))),
        ("aresample", "48000"),
        ("atempo", f"{1 / factor:.6f}"),
    )


SOUND_EFFECTS: dict[str, tuple[Step, ...]] = {
    "echo": (("aecho", "0.8:0.85:280|560:0.45|0.22"),),
    "hall": (("aecho", "0.8:0.8:37|71|113|167:0.38|0.3|0.22|0.15"),),
    "church": (("aecho", "0.75:0.8:61|137|263|419|641:0.45|0.4|0.33|0.26|0.18"), ("lowpass", "f=6500")),
    "stage": (("aecho", "0.8:0.85:90|180:0.3|0.18"), ("bass", "g=4"), ("treble", "g=2")),
    "room": (("aecho", "0.85:0.9:19|31|43:0.25|0.2|0.14"),),
    "telephone": (("highpass", "f=320"), ("lowpass", "f=3200"), ("acompressor", "ratio=4:threshold=0.1:makeup=2")),
    "megaphone": (("highpass", "f=500"), ("lowpass", "f=4000"), ("volume", "3"), ("asoftclip", "type=tanh")),
    "radio": (("highpass", "f=220"), ("lowpass", "f=4500"), ("acrusher", "bits=10:mode=log:aa=1:mix=0.4")),
    "lo-fi": (("lowpass", "f=3800"), ("acrusher", "bits=8:mode=log:samples=3:mix=0.55"), ("vibrato", "f=0.8:d=0.06")),
    "vinyl": (("highpass", "f=120"), ("lowpass", "f=7000"), ("vibrato", "f=0.55:d=0.08")),
    "underwater": (("lowpass", "f=520"), ("tremolo", "f=1.3:d=0.35"), ("aecho", "0.8:0.7:60:0.3")),
    "robot": (("vibrato", "f=50:d=0.45"), ("aecho", "0.8:0.85:9|18:0.6|0.4"), ("acrusher", "bits=9:mix=0.3")),
    "electronic": (("flanger", "delay=2:depth=3:speed=0.6:regen=40"), ("chorus", "0.7:0.8:25:0.4:0.3:2")),
    "synth": (("chorus", "0.6:0.9:50|60:0.4|0.32:0.25|0.4:2|2.3"), ("aphaser", "speed=0.7")),
    "chipmunk": _pitched(1.6),
    "high": _pitched(1.25),
    "low": _pitched(0.84),
    "deep": (*_pitched(0.72), ("bass", "g=4")),
    "monster": (*_pitched(0.6), ("bass", "g=6"), ("aecho", "0.8:0.8:30:0.35")),
    "tremble": (("tremolo", "f=7:d=0.75"), ("vibrato", "f=7:d=0.25")),
    "low-battery": (*_pitched(0.8), ("vibrato", "f=2.5:d=0.5")),
    "distorted": (("volume", "8"), ("asoftclip", "type=hard:threshold=0.6"), ("volume", "0.6")),
    "wide": (("extrastereo", "m=1.8"),),
    "bright": (("treble", "g=6"), ("highpass", "f=90")),
    "warm": (("bass", "g=5"), ("treble", "g=-3")),
}  # fmt: skip


class EffectChain:
    """The effects of one clip, applied block by block; as many samples come out as go in."""

    def __init__(self, clip: SoundClip, log: DiagnosticLog) -> None:
        """An effect without an entry is reported and passed over."""
        steps: list[Step] = []
        for effect in clip.effects:
            if effect.effect in SOUND_EFFECTS:
                steps += SOUND_EFFECTS[effect.effect]
            else:
                log.add(
                    "sound-effect-missing", "skipped", clip.where, f"{effect.effect} is not applied"
                )
        self._chain = FilterChain(tuple(steps)) if steps else None
        self._held = np.zeros((2, 0), np.float32)

    def apply(self, samples: Samples, *, ended: bool) -> Samples:
        """The same number of samples with the effects; what a filter still owes comes as silence."""
        if self._chain is None:
            return samples
        made = [self._held, self._chain.push(samples)]
        if ended:
            made.append(self._chain.flush())
            self._chain = None
        held = np.concatenate(made, axis=1)
        count = samples.shape[1]
        missing = count - held.shape[1]
        if missing > 0:
            # A filter that looks ahead is late by that much; the delay stays the same from here on.
            held = np.concatenate([np.zeros((2, missing), np.float32), held], axis=1)
        self._held = held[:, count:]
        return held[:, :count]
