"""Speed with and without pitch: pitch, places, levels, curves, extremes."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.time import TimeMap, steady
from tests.media_factory import cents, clicks, pitch, rms, tone, write_sound
from tests.sound.sounding import RATE, curved, mixed, plain, played, seconds, sounds

SPEEDS = [
    Fraction(1, 10),
    Fraction(1, 2),
    Fraction(9, 10),
    Fraction(3, 2),
    Fraction(2),
    Fraction(4),
]
AT_S = [0.5, 1.5, 2.5, 3.25, 4.0, 5.0]


@pytest.fixture(scope="module")
def click_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sound(tmp_path_factory.mktemp("stretch") / "clicks.wav", clicks(6.0, AT_S))


@pytest.fixture(scope="module")
def tone_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sound(tmp_path_factory.mktemp("stretch") / "tone.wav", tone(440, 6.0))


def bursts(heard: np.ndarray) -> list[int]:
    """Where the level rises over a tenth after at least 20 ms below it."""
    loud = np.flatnonzero(np.abs(heard[0]) > 0.1)
    return [
        int(at) for at, gap in zip(loud, np.diff(loud, prepend=-RATE), strict=True) if gap > 960
    ]


@pytest.mark.parametrize("speed", SPEEDS)
def test_every_click_is_heard_once_where_it_belongs_at_any_speed(
    click_file: Path, speed: Fraction
) -> None:
    length_s = min(5.6 / float(speed), 11.0)
    heard = mixed(sounds(click_file, played(length_s, speed)), length_s)
    expected = [at for at in (seconds(t / speed) for t in AT_S) if at < heard.shape[1] - 400]
    found = bursts(heard)
    assert len(found) == len(expected)
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) <= 2
    for at in found:
        assert np.abs(heard[:, at : at + 200]).max() == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_pitch_and_level_stay_when_pitch_is_kept(tone_file: Path, speed: Fraction) -> None:
    heard = mixed(sounds(tone_file, played(1.2, speed)), 1.2)[:, 4800:]
    assert abs(cents(pitch(heard), 440)) < 3
    assert rms(heard) == pytest.approx(0.5 / 2**0.5, rel=0.01)


@pytest.mark.parametrize("speed", SPEEDS)
def test_pitch_follows_speed_when_it_may(tone_file: Path, speed: Fraction) -> None:
    heard = mixed(sounds(tone_file, played(1.2, speed, keep_pitch=False)), 1.2)
    assert abs(cents(pitch(heard), 440 * float(speed))) < 3
    assert rms(heard[:, 4800:-4800]) == pytest.approx(0.5 / 2**0.5, rel=0.02)


@pytest.mark.parametrize("keep_pitch", [True, False])
def test_a_speed_curve_puts_clicks_where_the_time_map_does(
    click_file: Path, keep_pitch: bool
) -> None:
    clip = curved(((1.0, 1.0, 1.0), (1.0, 1.0, 2.0), (1.0, 2.0, 0.5), (1.0, 0.5, 0.5)))
    heard = mixed(sounds(click_file, plain(4.0, time=clip.time, keep_pitch=keep_pitch)), 4.0)
    expected = [round(clip.time.output_at(Fraction(t)) * RATE) for t in AT_S]
    found = bursts(heard)
    wanted = [at for at in expected if at < 4 * RATE - 400]
    assert len(found) == len(wanted)
    assert max(abs(a - b) for a, b in zip(found, wanted, strict=True)) < 48


def test_sound_slowed_down_and_reversed_keeps_its_pitch(tone_file: Path) -> None:
    forward = steady(Fraction(0), Fraction(2), Fraction(1, 2))
    clip = plain(2.0, time=TimeMap(Fraction(0), forward.spans, reverse=True))
    heard = mixed(sounds(tone_file, clip), 2.0)[:, 4800:-4800]
    assert abs(cents(pitch(heard), 440)) < 3


def test_what_would_fold_back_is_filtered_out(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "high.wav", tone(15_000, 3.0))
    heard = mixed(sounds(path, played(1.0, Fraction(2), keep_pitch=False)), 1.0)
    assert rms(heard[:, 4800:-4800]) < 0.001


@pytest.mark.parametrize("speed", [Fraction(20), Fraction(100)])
@pytest.mark.parametrize("keep_pitch", [True, False])
def test_extreme_speeds_stay_in_range(tmp_path: Path, speed: Fraction, keep_pitch: bool) -> None:
    path = write_sound(tmp_path / "long.wav", tone(220, 20.0))
    heard = mixed(sounds(path, played(0.2, speed, keep_pitch=keep_pitch)), 0.2)
    assert np.isfinite(heard).all()
    assert np.abs(heard).max() <= 1.0


def test_opposite_sides_do_not_cancel_while_stretching(tmp_path: Path) -> None:
    wave = tone(440, 3.0)
    wave[1] *= -1
    path = write_sound(tmp_path / "opposite.wav", wave)
    heard = mixed(sounds(path, played(1.5, Fraction(3, 2))), 1.5)[:, 4800:-4800]
    assert rms(heard) == pytest.approx(0.5 / 2**0.5, rel=0.01)
    np.testing.assert_allclose(heard[0], -heard[1], atol=1e-6)


def test_a_stretched_sound_does_not_depend_on_how_it_is_read(click_file: Path) -> None:
    timeline = sounds(click_file, played(3.0, Fraction(5, 4)))
    whole = mixed(timeline, 3.0)
    part = mixed(sounds(click_file, played(3.0, Fraction(5, 4), start_sample=-RATE)), 2.0)
    np.testing.assert_allclose(bursts(part), [at - RATE for at in bursts(whole) if at > RATE])
