"""What a finished file sounds like: levels, fades, pitch, echoes and bands measured after encoding."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import Curve, Key
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.sound import Samples, SoundReader
from cutroom.render.engine import render_timeline
from cutroom.timeline.model import SoundClip, SoundEffect
from tests.media_factory import cents, clicks, decibels, pitch, rms, tone, write_sound
from tests.sound.sounding import RATE, plain, played, seconds, sounds

LENGTH_S = 4.0
FPS = Fraction(10)
# Tones of a coder are its steady state a little after they begin and before they end.
INNER = slice(RATE // 2, -RATE // 2)


@pytest.fixture(scope="module")
def steady_tone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rendered") / "tone.wav"
    return write_sound(path, tone(440, 3 * LENGTH_S, 0.25))


def rendered(tmp_path: Path, source: Path, *clips: SoundClip) -> Samples:
    """The sound of the mp4 made of clips over one file."""
    timeline = replace(sounds(source, *clips), fps=FPS, length_frames=int(LENGTH_S * FPS))
    path = tmp_path / "made.mp4"
    render_timeline(timeline, path, EncodeSettings(64, 64, FPS))
    reader = SoundReader(path)
    try:
        return reader.read(0, seconds(LENGTH_S))
    finally:
        reader.close()


@pytest.mark.parametrize("gain", [1.0, 0.5, 0.1, 2.0])
def test_a_level_is_what_was_asked_within_a_tenth_of_a_decibel(
    tmp_path: Path, steady_tone: Path, gain: float
) -> None:
    clip = plain(LENGTH_S, gain=Curve((Key(0.0, gain),)))
    heard = rendered(tmp_path, steady_tone, clip)[:, INNER]
    asked = rms(tone(440, 1.0, 0.25)) * gain
    assert abs(decibels(rms(heard) / asked)) < 0.1


@pytest.mark.parametrize("offset_s", [0.0, 0.3])
def test_onsets_are_where_the_timeline_puts_them(tmp_path: Path, offset_s: float) -> None:
    times = [0.25, 1.0, 2.2, 3.4]
    source = write_sound(tmp_path / "clicks.wav", clicks(LENGTH_S, times))
    heard = np.abs(rendered(tmp_path, source, plain(LENGTH_S - 0.4, offset_s))).max(axis=0)
    for at in (seconds(offset_s + time) for time in times):
        # A coder smears a click over a few milliseconds on either side of its peak.
        around = heard[at - 2400 : at + 2400]
        assert abs(int(np.argmax(around)) - 2400) < 96
    assert heard[: seconds(offset_s + times[0]) - 2400].max(initial=0.0) < 0.05


def test_fades_are_straight_lines_of_amplitude(tmp_path: Path, steady_tone: Path) -> None:
    clip = plain(LENGTH_S, fade_in_samples=RATE, fade_out_samples=2 * RATE)
    heard = rendered(tmp_path, steady_tone, clip)
    full = rms(tone(440, 1.0, 0.25))
    for at_s, level in ((0.25, 0.25), (0.5, 0.5), (1.5, 1.0), (3.0, 0.5), (3.5, 0.25)):
        at = seconds(at_s)
        found = rms(heard[:, at - 2400 : at + 2400]) / full
        assert found == pytest.approx(level, abs=0.02)


@pytest.mark.parametrize("speed", [Fraction(1, 2), Fraction(3, 4), Fraction(3, 2), Fraction(2)])
def test_pitch_stays_at_another_speed_within_five_cents(
    tmp_path: Path, steady_tone: Path, speed: Fraction
) -> None:
    heard = rendered(tmp_path, steady_tone, played(LENGTH_S, speed))[:, INNER]
    assert abs(cents(pitch(heard), 440)) < 5


@pytest.mark.parametrize("speed", [Fraction(1, 2), Fraction(2)])
def test_pitch_follows_speed_where_asked(
    tmp_path: Path, steady_tone: Path, speed: Fraction
) -> None:
    clip = played(LENGTH_S, speed, keep_pitch=False)
    heard = rendered(tmp_path, steady_tone, clip)[:, INNER]
    assert abs(cents(pitch(heard), 440 * float(speed))) < 5


def test_an_echo_is_heard_when_it_should_be(tmp_path: Path) -> None:
    source = write_sound(tmp_path / "clicks.wav", clicks(LENGTH_S, [1.0]))
    clip = plain(LENGTH_S, effects=(SoundEffect("echo", (("repeats", 2.0),)),))
    heard = np.abs(rendered(tmp_path, source, clip)).max(axis=0)
    first = int(np.argmax(heard))
    assert abs(first - RATE) < 1024
    for delay_s in (0.28, 0.56):
        at = first + seconds(delay_s)
        around = heard[at - 1024 : at + 1024]
        assert around.max() > 4 * np.median(heard) + 0.01
        assert abs(int(np.argmax(around)) - 1024) < 48


def test_a_telephone_lets_through_what_a_telephone_does(tmp_path: Path) -> None:
    chance = np.random.default_rng(3).standard_normal((2, seconds(LENGTH_S))) * 0.1
    source = write_sound(tmp_path / "noise.wav", chance.astype(np.float32))
    clip = plain(LENGTH_S, effects=(SoundEffect("telephone", ()),))
    power = np.abs(np.fft.rfft(rendered(tmp_path, source, clip)[0, INNER])) ** 2
    hertz = np.fft.rfftfreq(seconds(LENGTH_S) - RATE, 1 / RATE)

    def level(low: float, high: float) -> float:
        return 10 * np.log10(power[(hertz >= low) & (hertz < high)].mean())

    assert level(600, 2500) - level(50, 150) > 15
    assert level(600, 2500) - level(7000, 12000) > 15
