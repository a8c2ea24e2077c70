"""Panning, pitch shift and noise reduction, measured on what the mixer makes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import Curve, Key, flat
from cutroom.render.mix import Mixer
from cutroom.timeline.model import SoundEffect
from tests.media_factory import cents, decibels, noise, pitch, rms, tone, write_sound
from tests.sound.sounding import RATE, mixed, plain, seconds, sounds

LENGTH_S = 3.0


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sound(tmp_path_factory.mktemp("steady") / "tone.wav", tone(440, LENGTH_S, 0.25))


@pytest.fixture(scope="module")
def hissing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A note from 1 s to 2 s over white noise 30 dB below it."""
    made = noise(LENGTH_S, 0.01)
    note = slice(RATE, 2 * RATE)
    made[:, note] += tone(440, 1.0, 0.25)
    return write_sound(tmp_path_factory.mktemp("hissing") / "hiss.wav", made)


@pytest.mark.parametrize(
    ("pan", "left_db", "right_db"),
    [(-1.0, 3.01, None), (-0.5, 2.32, -5.33), (0.0, 0.0, 0.0), (0.5, -5.33, 2.32), (1.0, None, 3.01)],
)  # fmt: skip
def test_a_sound_is_panned_at_equal_power(
    steady: Path, pan: float, left_db: float | None, right_db: float | None
) -> None:
    heard = mixed(sounds(steady, plain(LENGTH_S, pan=flat(pan))), LENGTH_S)
    for side, wanted in ((0, left_db), (1, right_db)):
        level = decibels(rms(heard[side : side + 1]) / rms(tone(440, 1.0, 0.25)))
        assert level == pytest.approx(wanted, abs=0.02) if wanted is not None else level < -100


def test_a_keyed_sound_travels_from_side_to_side(steady: Path) -> None:
    travelling = Curve((Key(0.0, -1.0), Key(LENGTH_S, 1.0)))
    heard = mixed(sounds(steady, plain(LENGTH_S, pan=travelling)), LENGTH_S)
    window = RATE // 10
    for at_s in (0.3, 1.5, 2.7):
        at = seconds(at_s)
        left, right = (rms(heard[side : side + 1, at : at + window]) for side in (0, 1))
        turn = (at_s + 0.05) / LENGTH_S * np.pi / 2
        assert left / (left + right) == pytest.approx(
            np.cos(turn) / (np.cos(turn) + np.sin(turn)), abs=0.005
        )


@pytest.mark.parametrize("semitones", [-12.0, -2.75, 3.0, 7.5])
def test_a_pitch_shift_keeps_the_speed(steady: Path, semitones: float) -> None:
    effect = SoundEffect("transpose", (("semitones", semitones),))
    heard = mixed(sounds(steady, plain(LENGTH_S, effects=(effect,))), LENGTH_S)
    inner = heard[:, RATE // 2 : -RATE // 2]
    assert abs(cents(pitch(inner), 440 * 2 ** (semitones / 12))) < 5
    assert abs(decibels(rms(inner) / rms(tone(440, 1.0, 0.25)))) < 0.5


@pytest.mark.parametrize(("amount", "down_db"), [(0.3, 9.0), (0.85, 24.0)])
def test_noise_goes_down_and_the_note_stays(hissing: Path, amount: float, down_db: float) -> None:
    dry = mixed(sounds(hissing, plain(LENGTH_S)), LENGTH_S)
    clean = mixed(sounds(hissing, plain(LENGTH_S, denoise=amount)), LENGTH_S)
    quiet, note = slice(seconds(0.1), seconds(0.8)), slice(seconds(1.2), seconds(1.8))
    assert decibels(rms(dry[:, quiet]) / rms(clean[:, quiet])) == pytest.approx(down_db, abs=2.0)
    assert abs(decibels(rms(clean[:, note]) / rms(dry[:, note]))) < 0.1
    assert abs(cents(pitch(clean[:, note]), 440)) < 1


def test_a_note_that_is_held_throughout_is_no_noise(steady: Path) -> None:
    heard = mixed(sounds(steady, plain(LENGTH_S, denoise=1.0)), LENGTH_S)
    inner = slice(RATE // 2, -RATE // 2)
    assert abs(decibels(rms(heard[:, inner]) / rms(tone(440, 1.0, 0.25)))) < 0.1


def test_noise_reduction_does_not_depend_on_where_reading_begins(hissing: Path) -> None:
    timeline = sounds(hissing, plain(LENGTH_S, denoise=0.85))
    whole = mixed(timeline, LENGTH_S)
    mixer = Mixer(timeline)
    late = mixer.read(seconds(1.3), seconds(0.5))
    mixer.close()
    np.testing.assert_allclose(late, whole[:, seconds(1.3) : seconds(1.8)], atol=1e-6)


def test_silence_and_the_shortest_sounds_pass(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "short.wav", np.zeros((2, 100), np.float32))
    heard = mixed(sounds(path, plain(0.01, denoise=1.0)), 0.05)
    assert not heard.any()
