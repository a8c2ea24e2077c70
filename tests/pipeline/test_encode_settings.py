"""What is written follows from what the timeline holds and what was asked for."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from cutroom.core.errors import InvalidRequest
from cutroom.core.facts import MediaFacts
from cutroom.core.output import OutputDefaults, OutputFormat, OutputOptions, Preset
from cutroom.core.time import steady
from cutroom.pipeline.drawing import encode_settings
from cutroom.pipeline.options import check_options
from cutroom.timeline.model import SoundClip, Source, Timeline

SILENT = Timeline(320, 240, Fraction(25), 50)
TIME = steady(Fraction(0), Fraction(2), Fraction(1))
SOUNDING = replace(
    SILENT,
    sources=(Source(MediaFacts("a.wav", "audio", has_audio=True)),),
    sounds=(SoundClip("clip", 0, 0, 96_000, TIME),),
)


def test_size_and_rate_are_the_timelines() -> None:
    settings = encode_settings(OutputOptions(width=99), SOUNDING)
    assert (settings.width, settings.height, settings.fps) == (320, 240, Fraction(25))


def test_quality_is_the_callers_where_there_is_one() -> None:
    assert encode_settings(OutputOptions(crf=11), SOUNDING).crf == 11
    assert encode_settings(OutputOptions(), SOUNDING).crf == 23


def test_a_silent_timeline_has_no_empty_sound_track() -> None:
    assert encode_settings(OutputOptions(), SOUNDING).has_sound
    assert not encode_settings(OutputOptions(), SILENT).has_sound


@pytest.mark.parametrize("form", ["mp3", "wav"])
def test_sound_alone_is_silence_rather_than_nothing(form: OutputFormat) -> None:
    settings = encode_settings(OutputOptions(format=form), SILENT)
    assert settings.has_sound
    assert not settings.has_pictures


@pytest.mark.parametrize(("preset", "crf"), [("draft", 28), ("standard", 23), ("high", 18)])
def test_a_preset_has_a_quality_of_its_own(preset: Preset, crf: int) -> None:
    assert encode_settings(OutputOptions(preset=preset), SILENT).crf == crf
    assert encode_settings(OutputOptions(preset=preset, crf=30), SILENT).crf == 30


def test_the_settings_decide_what_a_request_leaves_open() -> None:
    defaults = OutputDefaults(encoder="nvenc")
    assert OutputOptions().settled(defaults).encoder == "nvenc"
    assert OutputOptions(encoder="x264").settled(defaults).encoder == "x264"
    assert OutputOptions().settled(OutputDefaults(smart=True)).smart
    assert not OutputOptions(smart=False).settled(OutputDefaults(smart=True)).smart


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (OutputOptions(format="webm", encoder="nvenc"), "encoder"),
        (OutputOptions(format="gif", smart=True), "smart"),
        (OutputOptions(format="mov", alpha=True, smart=True), "smart"),
        (OutputOptions(format="mov", alpha=True, encoder="hardware"), "encoder"),
    ],
)
def test_what_a_format_cannot_honour_is_refused(options: OutputOptions, field: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        check_options(options)
    assert refused.value.field == field
