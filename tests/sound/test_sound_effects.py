"""Sound effects: each is heard, in its place, as strong as asked, and the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.media.sound import Samples
from cutroom.render.mix import Mixer
from cutroom.render.sound_effects import SOUND_EFFECTS
from cutroom.timeline.model import SoundEffect
from tests.media_factory import cents, clicks, decibels, onset, pitch, rms, tone, write_sound
from tests.sound.sounding import RATE, mixed, plain, seconds, sounds

LENGTH_S = 1.6


@pytest.fixture(scope="module")
def click_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("effects") / "clicks.wav"
    return write_sound(path, clicks(LENGTH_S, [0.5, 1.25]))


@pytest.fixture(scope="module")
def voice_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three partials with a different balance on either side."""
    made = sum(tone(hertz, LENGTH_S, 0.12) for hertz in (220, 660, 2750))
    made[1] *= 0.7
    return write_sound(tmp_path_factory.mktemp("effects") / "voice.wav", made)


def with_effects(path: Path, *effects: SoundEffect, **fields: object) -> Samples:
    return mixed(sounds(path, plain(LENGTH_S, effects=effects, **fields)), LENGTH_S)


@pytest.mark.parametrize("name", SOUND_EFFECTS)
def test_an_effect_does_not_shift_the_sound(click_file: Path, name: str) -> None:
    heard = with_effects(click_file, SoundEffect(name, ()))
    for at in (seconds(0.5), seconds(1.25)):
        found = onset(heard[:, at - 2400 : at + 4800], share=0.4)
        # A wobbling delay is late by up to the length it swings over: 3 ms at most.
        assert -2 <= found - 2400 <= 144


@pytest.mark.parametrize("name", SOUND_EFFECTS)
def test_an_effect_is_heard_and_stays_in_range(voice_file: Path, name: str) -> None:
    dry = mixed(sounds(voice_file, plain(LENGTH_S)), LENGTH_S)
    wet = with_effects(voice_file, SoundEffect(name, ()))
    assert np.isfinite(wet).all()
    assert rms(wet - dry) > 0.05 * rms(dry)
    assert abs(decibels(rms(wet) / rms(dry))) < 14


@pytest.mark.parametrize("name", ["chipmunk", "church", "low-battery", "robot", "synth"])
def test_an_effect_repeats_exactly(voice_file: Path, name: str) -> None:
    once, again = (with_effects(voice_file, SoundEffect(name, ())) for _ in range(2))
    np.testing.assert_array_equal(once, again)


@pytest.mark.parametrize("name", ["chipmunk", "church", "low-battery", "robot"])
def test_no_strength_is_no_effect(voice_file: Path, name: str) -> None:
    dry = mixed(sounds(voice_file, plain(LENGTH_S)), LENGTH_S)
    none = with_effects(voice_file, SoundEffect(name, (("strength", 0.0),)))
    np.testing.assert_array_equal(none, dry)


def test_half_strength_lies_between(voice_file: Path) -> None:
    dry = mixed(sounds(voice_file, plain(LENGTH_S)), LENGTH_S)
    full = with_effects(voice_file, SoundEffect("telephone", ()))
    half = with_effects(voice_file, SoundEffect("telephone", (("strength", 0.5),)))
    np.testing.assert_allclose(half, (dry + full) / 2, atol=1e-5)


@pytest.mark.parametrize(("name", "factor"), [("chipmunk", 1.6), ("low", 0.84)])
def test_voices_change_pitch_and_not_speed(tmp_path: Path, name: str, factor: float) -> None:
    path = write_sound(tmp_path / "tone.wav", tone(440, LENGTH_S))
    full = with_effects(path, SoundEffect(name, ()))[:, 9600:-9600]
    half = with_effects(path, SoundEffect(name, (("strength", 0.5),)))[:, 9600:-9600]
    assert abs(cents(pitch(full), 440 * factor)) < 3
    assert abs(cents(pitch(half), 440 * factor**0.5)) < 3


def test_a_larger_room_rings_longer(click_file: Path) -> None:
    def ring(name: str) -> float:
        heard = with_effects(click_file, SoundEffect(name, ()))
        return rms(heard[:, seconds(0.9) : seconds(1.2)])

    assert ring("room") < ring("hall") / 10
    assert ring("hall") < ring("church")


def test_effects_follow_one_another(voice_file: Path) -> None:
    both = with_effects(voice_file, SoundEffect("telephone", ()), SoundEffect("echo", ()))
    one = with_effects(voice_file, SoundEffect("telephone", ()))
    assert rms(both - one) > 0.05 * rms(one)


def test_fades_are_applied_after_effects(click_file: Path) -> None:
    heard = with_effects(click_file, SoundEffect("church", ()), fade_out_samples=RATE)
    assert np.abs(heard[:, -48:]).max() < 0.001


def test_an_unknown_effect_is_reported_and_the_sound_played(voice_file: Path) -> None:
    clip = plain(LENGTH_S, effects=(SoundEffect("no-such-thing", ()),))
    mixer = Mixer(sounds(voice_file, clip))
    heard = mixer.read(0, seconds(LENGTH_S))
    (said,) = mixer.diagnostics
    assert (said.code, said.severity, said.where) == ("sound-effect-missing", "skipped", "clip")
    assert "no-such-thing" in said.message
    np.testing.assert_array_equal(heard, mixed(sounds(voice_file, plain(LENGTH_S)), LENGTH_S))


def test_every_sound_look_of_the_catalogue_has_its_effect() -> None:
    from cutroom.catalog.looks import load_looks

    book = load_looks()
    rows = [*book.named["audio-effect"].values(), *(f.look for f in book.families["audio-effect"])]
    assert {look.effect for look in rows} - {""} <= set(SOUND_EFFECTS)


def test_a_part_that_begins_inside_a_clip_sounds_like_the_whole(voice_file: Path) -> None:
    whole = with_effects(voice_file, SoundEffect("hall", ()))
    part = with_effects(voice_file, SoundEffect("hall", ()), start_sample=-RATE)
    np.testing.assert_allclose(part[:, : RATE // 2], whole[:, RATE : RATE + RATE // 2], atol=1e-4)
