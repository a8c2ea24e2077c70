"""Timelines that only sound, and what the mixer makes of them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from cutroom.core.facts import MediaFacts
from cutroom.core.time import SAMPLE_RATE, SpeedSpan, TimeMap, steady
from cutroom.media.sound import Samples
from cutroom.render.mix import Mixer
from cutroom.timeline.model import SoundClip, Source, Timeline

RATE = SAMPLE_RATE
ONE = Fraction(1)


def seconds(value: float | Fraction) -> int:
    """Seconds as samples."""
    return round(value * RATE)


def sounds(path: Path, *clips: SoundClip) -> Timeline:
    """A silent-picture timeline over one file."""
    facts = MediaFacts(str(path), "audio", has_audio=True)
    return Timeline(64, 64, Fraction(30), 300, (Source(facts),), (), clips)


def plain(length_s: float, start_s: float = 0.0, **fields: object) -> SoundClip:
    """The first ``length_s`` of source 0 as it is, heard from ``start_s`` on."""
    made: dict[str, object] = {
        "where": "clip",
        "source": 0,
        "start_sample": seconds(start_s),
        "length_samples": seconds(length_s),
        "time": steady(Fraction(0), Fraction(length_s), ONE),
    }
    return SoundClip(**(made | fields))  # type: ignore[arg-type]


def played(length_s: float, speed: Fraction, source_s: float = 0.0, **fields: object) -> SoundClip:
    """``length_s`` of output at a speed, from ``source_s`` of the source on."""
    time = steady(Fraction(source_s), Fraction(length_s), speed)
    return plain(length_s, time=time, **fields)


def curved(spans: tuple[tuple[float, float, float], ...], **fields: object) -> SoundClip:
    """Spans of (output seconds, first speed, last speed)."""
    made = tuple(SpeedSpan(Fraction(t), Fraction(a), Fraction(b)) for t, a, b in spans)
    time = TimeMap(Fraction(0), made)
    return plain(float(time.length_s), time=time, **fields)


def mixed(timeline: Timeline, length_s: float) -> Samples:
    """The first ``length_s`` of the mix."""
    mixer = Mixer(timeline)
    try:
        return mixer.read(0, seconds(length_s))
    finally:
        mixer.close()
