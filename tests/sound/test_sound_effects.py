"""Sound effects: each is heard, in its place, as strong as asked, and the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cutroom.media.sound import Samples
from cutroom.render.ambience import AMBIENCES, background
from cutroom.render.mix import Mixer
from cutroom.render.sound_recipes import SOUND_EFFECTS
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
    # What is heard around the sound would hide it.
    heard = with_effects(click_file, SoundEffect(name, (("noise", 0.0),)))
    for at in (seconds(0.5), seconds(1.25)):
        found = onset(heard[:, at - 2400 : at + 4800], share=0.4)
        # A wobbling delay is late by up to the length it swings over; a moved envelope spreads a click
        # by a millisecond and a half to either side.
        wobble = SOUND_EFFECTS[name].treatment({}).wobble
        late = 72 + (wobble.depth_ms * RATE / 1000 if wobble else 0)
        assert -72 <= found - 2400 <= late


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
    rows = [*book.named("audio-effect").values(), *(f.look for f in book.families("audio-effect"))]
    assert {look.effect for look in rows} - {""} <= set(SOUND_EFFECTS)


def test_a_part_that_begins_inside_a_clip_sounds_like_the_whole(voice_file: Path) -> None:
    whole = with_effects(voice_file, SoundEffect("hall", ()))
    part = with_effects(voice_file, SoundEffect("hall", ()), start_sample=-RATE)
    np.testing.assert_allclose(part[:, : RATE // 2], whole[:, RATE : RATE + RATE // 2], atol=1e-4)


@pytest.mark.parametrize("name", AMBIENCES)
def test_a_background_is_the_same_wherever_reading_begins(name: str) -> None:
    whole = background(name, 0, 6 * RATE)
    part = background(name, 4 * RATE + 321, RATE)
    np.testing.assert_array_equal(part, whole[:, 4 * RATE + 321 : 5 * RATE + 321])
    assert -50 < decibels(rms(whole)) < -20


@pytest.mark.parametrize(("name", "low", "high"), [("rain", 2000, 9000), ("wind", 60, 500)])
def test_a_background_has_its_pitch(name: str, low: float, high: float) -> None:
    power = np.abs(np.fft.rfft(background(name, 0, 8 * RATE)[0])) ** 2
    hertz = np.fft.rfftfreq(8 * RATE, 1 / RATE)
    assert low < (power * hertz).sum() / power.sum() < high


def test_noise_turns_a_background_up_and_off(voice_file: Path) -> None:
    dry = mixed(sounds(voice_file, plain(LENGTH_S)), LENGTH_S)
    levels = [
        rms(with_effects(voice_file, SoundEffect("rain", (("noise", noise),))) - dry)
        for noise in (0.0, 1.0, 2.0)
    ]
    assert levels[0] == 0.0
    assert levels[2] == pytest.approx(2 * levels[1], rel=0.02)


def spoken(hertz: float, formant_hertz: float) -> Samples:
    """Partials of a voice under one resonance."""
    made = np.zeros((2, seconds(LENGTH_S)))
    for partial in np.arange(hertz, 6000, hertz):
        made += tone(partial, LENGTH_S, 0.1 * np.exp(-(((partial - formant_hertz) / 350) ** 2)))
    return made.astype(np.float32)


def formant(samples: Samples) -> float:
    """The middle of what is loud, in hertz."""
    power = np.abs(np.fft.rfft(samples[0, 9600:-9600])) ** 2
    hertz = np.fft.rfftfreq(samples.shape[1] - 19200, 1 / RATE)
    return float((power * hertz).sum() / power.sum())


def test_a_voice_keeps_its_size_and_changes_its_height_or_the_other_way_round(
    tmp_path: Path,
) -> None:
    path = write_sound(tmp_path / "voice.wav", spoken(150, 1200))
    man = with_effects(path, SoundEffect("man", ()))
    assert formant(man) == pytest.approx(1200 * 0.88, rel=0.07)
    timbre = SoundEffect("man", (("tune", 4.3), ("timbre", 2.2)))
    same = with_effects(path, timbre)
    assert formant(same) == pytest.approx(1200, rel=0.07)


def test_going_round_the_head_changes_sides(voice_file: Path) -> None:
    heard = with_effects(voice_file, SoundEffect("orbit", (("hertz", 1.0),)))
    sides = [
        decibels(rms(heard[1, at - 2400 : at + 2400]) / rms(heard[0, at - 2400 : at + 2400]))
        for at in (seconds(0.25), seconds(0.75), seconds(1.25))
    ]
    assert sides[0] > 6
    assert sides[1] < -6
    assert sides[2] > 6


def test_an_echo_comes_when_and_as_loud_as_it_says(click_file: Path) -> None:
    heard = np.abs(with_effects(click_file, SoundEffect("echo", (("repeats", 2.0),)))).max(axis=0)
    first = heard[seconds(0.5) - 5 : seconds(0.5) + 48].max()
    for delay_s, level in ((0.28, 0.45), (0.56, 0.225)):
        at = seconds(0.5 + delay_s)
        assert heard[at - 5 : at + 48].max() == pytest.approx(first * level, rel=0.05)


@pytest.mark.parametrize(("name", "low", "high"), [("telephone", 320, 3200), ("muffled", 0, 900)])
def test_a_band_ends_where_it_should(tmp_path: Path, name: str, low: int, high: int) -> None:
    inside = write_sound(tmp_path / "in.wav", tone(min(700, high * 0.7), LENGTH_S, 0.05))
    outside = write_sound(tmp_path / "out.wav", tone(high * 4, LENGTH_S, 0.05))
    gains = [
        decibels(rms(with_effects(path, SoundEffect(name, ()))) / rms(tone(700, LENGTH_S, 0.05)))
        for path in (inside, outside)
    ]
    assert gains[0] - gains[1] > 18
    if low:
        below = write_sound(tmp_path / "below.wav", tone(low / 4, LENGTH_S, 0.05))
        low_gain = rms(with_effects(below, SoundEffect(name, ()))) / rms(tone(700, LENGTH_S, 0.05))
        assert gains[0] - decibels(low_gain) > 18
