"""Decoders get the threads that keep up with the encoder."""

from __future__ import annotations

import os
from dataclasses import replace
from fractions import Fraction

import pytest

from cutroom.core.facts import MediaFacts, MediaKind
from cutroom.core.geometry import Size
from cutroom.core.output import Preset
from cutroom.core.time import steady
from cutroom.media.encode_settings import EncodeSettings
from cutroom.render.pace import decoder_threads
from cutroom.timeline.model import Clip, Layer, MediaContent, NestedContent, Source, Timeline

FPS = Fraction(30)
SETTINGS = EncodeSettings(1920, 1080, FPS)
LENGTH = 60


def clip(start: int = 0, speed: int = 1) -> Clip:
    length_s = LENGTH / FPS
    content = MediaContent(0, steady(Fraction(0), length_s * speed, Fraction(speed)))
    return Clip("clip", start, LENGTH, content, Size(1920, 1080))


def film(*layers: tuple[Clip, ...], kind: MediaKind = "video", fps: Fraction = FPS) -> Timeline:
    facts = MediaFacts("/a.mp4", kind, 1920, 1080, 10_000_000, fps=fps)
    made = tuple(Layer(str(number), clips) for number, clips in enumerate(layers))
    return Timeline(1920, 1080, FPS, 4 * LENGTH, (Source(facts),), made)


@pytest.fixture
def cores(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: request.param)


@pytest.mark.parametrize("cores", [2], indirect=True)
@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize(
    ("timeline", "threads"),
    [
        (film((clip(),)), 1),
        (film((clip(), clip(LENGTH))), 1),
        (film(*[(clip(),)] * 4), 2),
        (film((clip(speed=4),)), 2),
        (film((clip(),), fps=Fraction(120)), 2),
        (film((clip(),), kind="image"), 1),
        (film(), 1),
    ],
    ids=["one", "one after the other", "four at once", "fast", "many pictures", "photo", "none"],
)
def test_one_thread_does_until_there_is_much_to_decode(timeline: Timeline, threads: int) -> None:
    assert decoder_threads(timeline, SETTINGS) == threads


@pytest.mark.parametrize("cores", [2], indirect=True)
@pytest.mark.usefixtures("cores")
def test_what_a_compound_clip_decodes_counts() -> None:
    inner = film(*[(clip(),)] * 4)
    outer = replace(clip(), content=NestedContent(inner, steady(Fraction(0), 2, Fraction(1))))
    assert decoder_threads(film((outer,)), SETTINGS) == 2


@pytest.mark.parametrize("cores", [2], indirect=True)
@pytest.mark.usefixtures("cores")
@pytest.mark.parametrize(("preset", "threads"), [("draft", 2), ("standard", 1), ("high", 1)])
def test_a_fast_encoder_needs_fast_decoders(preset: Preset, threads: int) -> None:
    assert decoder_threads(film((clip(),)), replace(SETTINGS, preset=preset)) == threads


@pytest.mark.parametrize("cores", [16], indirect=True)
@pytest.mark.usefixtures("cores")
def test_many_cores_encode_fast_unless_processes_share_them() -> None:
    timeline = film((clip(),))
    assert decoder_threads(timeline, SETTINGS) == 4
    assert decoder_threads(timeline, SETTINGS, processes=8) == 1
    assert decoder_threads(timeline, replace(SETTINGS, encoder="nvenc")) == 4
