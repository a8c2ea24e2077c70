"""The mix: places, sums, gains, fades, the limiter, and reading it in pieces."""

from __future__ import annotations

import tracemalloc
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import Curve, Key, flat
from cutroom.core.errors import AudioError
from cutroom.core.facts import MediaFacts
from cutroom.core.time import TimeMap, steady
from cutroom.render.mix import STRIDE, Mixer
from cutroom.timeline.model import Source, Timeline
from tests.media_factory import clicks, noise, onset, tone, write_sound
from tests.sound.sounding import RATE, mixed, plain, seconds, sounds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sound")


@pytest.fixture(scope="module")
def noise_file(folder: Path) -> Path:
    return write_sound(folder / "noise.wav", noise(3.0))


@pytest.fixture(scope="module")
def tone_file(folder: Path) -> Path:
    return write_sound(folder / "tone.wav", tone(440, 3.0, 0.5))


def test_a_sound_stands_exactly_where_the_timeline_says(noise_file: Path) -> None:
    clip = plain(1.0, start_sample=12_345, time=steady(Fraction(1, 3), Fraction(1), Fraction(1)))
    heard = mixed(sounds(noise_file, clip), 2.0)
    source = noise(3.0)
    assert not heard[:, :12_345].any()
    np.testing.assert_array_equal(
        heard[:, 12_345 : 12_345 + RATE], source[:, 16_000 : 16_000 + RATE]
    )
    assert not heard[:, 12_345 + RATE :].any()


def test_a_sound_longer_than_its_file_ends_in_silence(noise_file: Path) -> None:
    heard = mixed(sounds(noise_file, plain(4.0)), 4.0)
    assert heard[:, seconds(2.9) : seconds(3.0)].any()
    assert not heard[:, seconds(3.0) :].any()


def test_two_sounds_are_summed_and_nothing_else(noise_file: Path) -> None:
    clips = plain(2.0, gain=flat(0.5)), plain(2.0, start_s=0.25, gain=flat(0.25))
    heard = mixed(sounds(noise_file, *clips), 1.0)
    source = noise(3.0)
    expected = 0.5 * source[:, :RATE]
    expected[:, seconds(0.25) :] += 0.25 * source[:, : seconds(0.75)]
    np.testing.assert_allclose(heard, expected, atol=1e-6)


def test_a_part_of_a_timeline_begins_in_the_middle_of_its_sounds(noise_file: Path) -> None:
    heard = mixed(sounds(noise_file, plain(2.0, start_s=-0.5)), 1.0)
    np.testing.assert_array_equal(heard, noise(3.0)[:, seconds(0.5) : seconds(1.5)])


def test_reading_in_pieces_of_any_size_gives_the_same_samples(noise_file: Path) -> None:
    timeline = sounds(noise_file, plain(2.5, start_s=0.1, gain=flat(5.0)))
    whole = mixed(timeline, 2.0)
    mixer = Mixer(timeline)
    sizes = [1, 1601, 479, 20_000, 3, 9600, 30_000]
    pieces, at = [], 0
    while at < whole.shape[1]:
        count = min(sizes[len(pieces) % len(sizes)], whole.shape[1] - at)
        pieces.append(mixer.read(at, count))
        at += count
    np.testing.assert_array_equal(np.concatenate(pieces, axis=1), whole)


def test_reading_ahead_and_back_gives_the_same_samples(noise_file: Path) -> None:
    timeline = sounds(noise_file, plain(2.5, start_s=0.1))
    whole = mixed(timeline, 2.0)
    mixer = Mixer(timeline)
    for start in (60_000, 10, 80_000, 40_000):
        np.testing.assert_array_equal(mixer.read(start, 5000), whole[:, start : start + 5000])


def test_gain_is_linear_amplitude_and_follows_its_keys_at_every_sample(tone_file: Path) -> None:
    curve = Curve((Key(0.5, 1.0), Key(1.5, 0.2), Key(1.5, 0.9), Key(2.0, 0.0)))
    heard = mixed(sounds(tone_file, plain(2.5, gain=curve)), 2.5)
    times = np.arange(seconds(2.5)) / RATE
    level = np.interp(times, [0.5, 1.5], [1.0, 0.2])
    later = times >= 1.5
    level[later] = np.interp(times[later], [1.5, 2.0], [0.9, 0.0])
    np.testing.assert_allclose(heard, tone(440, 3.0, 0.5)[:, : level.size] * level, atol=2e-6)


def test_gain_along_a_curve_with_handles_stays_within_a_thousandth(tone_file: Path) -> None:
    curve = Curve((Key(0.2, 0.0, out_s=0.4), Key(1.4, 1.0, in_s=-0.4)))
    heard = mixed(sounds(tone_file, plain(2.0, gain=curve)), 2.0)
    times = np.arange(0, seconds(2.0), 97)
    level = np.array([curve.at(float(t) / RATE) for t in times])
    np.testing.assert_allclose(heard[0, times], tone(440, 3.0, 0.5)[0, times] * level, atol=5e-4)


def test_fades_are_linear_over_their_samples(tone_file: Path) -> None:
    clip = plain(2.0, fade_in_samples=24_000, fade_out_samples=48_000)
    heard = mixed(sounds(tone_file, clip), 2.0)
    index = np.arange(96_000)
    level = np.minimum(np.minimum(index / 24_000, (96_000 - index) / 48_000), 1.0)
    np.testing.assert_allclose(heard, tone(440, 3.0, 0.5)[:, :96_000] * level, atol=1e-6)


def test_a_loud_mix_is_limited_below_full_scale_and_says_so(tone_file: Path) -> None:
    clips = [plain(2.0, start_s=0.5, gain=flat(1.5)) for _ in range(2)]
    mixer = Mixer(sounds(tone_file, *clips))
    heard = mixer.read(0, seconds(2.0))
    assert np.abs(heard).max() <= 1.0
    (said,) = mixer.diagnostics
    assert said.code == "sound-limited"
    assert 0 <= said.start_us <= 500_000


def test_limiting_turns_down_smoothly_instead_of_cutting_peaks(tone_file: Path) -> None:
    heard = mixed(sounds(tone_file, plain(3.0, gain=flat(4.0))), 2.0)
    wave = heard[0, RATE : 2 * RATE].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(wave * np.hanning(wave.size)))
    assert spectrum[3 * 440 - 3 : 3 * 440 + 4].max() < spectrum[437:444].max() * 1e-4


def test_the_limiter_leaves_a_mix_alone_that_just_fits(folder: Path) -> None:
    path = write_sound(folder / "full.wav", tone(440, 1.0, 0.999))
    mixer = Mixer(sounds(path, plain(1.0)))
    np.testing.assert_allclose(mixer.read(0, RATE), tone(440, 1.0, 0.999), atol=1e-6)
    assert mixer.diagnostics == ()


def test_sound_before_and_after_a_loud_place_keeps_its_level(folder: Path) -> None:
    made = tone(440, 4.0, 0.25)
    made[:, seconds(1.0) : seconds(1.01)] = 2.0
    path = write_sound(folder / "bang.wav", made)
    heard = mixed(sounds(path, plain(4.0)), 4.0)
    assert np.abs(heard).max() <= 1.0
    np.testing.assert_allclose(heard[:, : seconds(0.95)], made[:, : seconds(0.95)], atol=1e-6)
    np.testing.assert_allclose(heard[:, seconds(2.0) :], made[:, seconds(2.0) :], atol=1e-6)


def test_a_reversed_sound_ends_with_its_first_sample(noise_file: Path) -> None:
    forward = steady(Fraction(1, 2), Fraction(2), Fraction(1))
    clip = plain(2.0, time=TimeMap(forward.source_start_s, forward.spans, reverse=True))
    heard = mixed(sounds(noise_file, clip), 2.0)
    expected = noise(3.0)[:, seconds(0.5) : seconds(2.5)][:, ::-1]
    np.testing.assert_allclose(heard, expected, atol=1e-5)


def test_a_click_track_keeps_its_clicks_for_a_minute(folder: Path) -> None:
    times = [0.0, 0.5, 20.0, 59.0]
    path = write_sound(folder / "minute.flac", clicks(60.0, times), "flac")
    heard = mixed(sounds(path, plain(60.0)), 60.0)
    assert [onset(heard[:, seconds(t) : seconds(t) + 4000]) for t in times] == [0] * 4


def test_a_file_that_cannot_be_played_is_named(folder: Path) -> None:
    path = folder / "broken.mp3"
    path.write_bytes(b"this is no sound at all" * 100)
    with pytest.raises(AudioError, match=r"broken\.mp3") as caught:
        mixed(sounds(path, plain(1.0)), 1.0)
    assert caught.value.details["where"] == "clip"


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(AudioError, match=r"gone\.wav"):
        mixed(sounds(folder / "gone.wav", plain(1.0)), 1.0)


def test_files_are_open_only_while_they_sound(noise_file: Path, folder: Path) -> None:
    good = MediaFacts(str(noise_file), "audio", has_audio=True)
    never = MediaFacts(str(folder / "never.wav"), "audio", has_audio=True)
    late = plain(1.0, start_s=5.0, source=1)
    mixer = Mixer(Timeline(64, 64, Fraction(30), 300, (Source(good), Source(never)), (), (late,)))
    mixer.read(0, seconds(4.0))
    with pytest.raises(AudioError):
        mixer.read(seconds(4.0), seconds(2.0))


def test_memory_does_not_grow_with_the_length_of_the_mix(noise_file: Path) -> None:
    clips = [plain(3.0, start_s=2.5 * number) for number in range(20)]
    mixer = Mixer(sounds(noise_file, *clips))
    mixer.read(0, STRIDE)
    tracemalloc.start()
    for start in range(STRIDE, seconds(50.0), 8000):
        mixer.read(start, 8000)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 << 20
