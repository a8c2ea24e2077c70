"""Sound of every kind of file: in its place, at its level, the same samples however it is read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from random import Random

import av
import numpy as np
import pytest

from cutroom.core.errors import MediaError
from cutroom.media.sound import Samples, SoundReader
from tests.media_factory import (
    RATE,
    Reel,
    add_sound,
    cents,
    clicks,
    noise,
    numbered_video,
    onset,
    pitch,
    rms,
    tone,
    write_film,
    write_sound,
)

LENGTH_S = 8
AT_S = (0.5, 3.0, 7.5)
VP9 = Reel(codec="libvpx-vp9", options={"crf": "20", "cpu-used": "8", "deadline": "realtime"})
FILES = [
    ("music.wav", "pcm_s16le"), ("music.flac", "flac"), ("music.mp3", "libmp3lame"),
    ("music.m4a", "aac"), ("music.mkv", "aac"), ("music.mka", "libopus"), ("music.ogg", "libopus"),
    ("music.mka", "flac"), ("music.mp4", "libmp3lame"), ("music.mka", "ac3"), ("music.avi", "pcm_s16le"),
]  # fmt: skip


def sweep(rate: int) -> Samples:
    """A sound that never repeats, different on both sides, with clicks on top."""
    time_s = np.arange(LENGTH_S * rate) / rate
    left = 0.2 * np.sin(2 * np.pi * (200 * time_s + 40 * time_s**2))
    right = 0.2 * np.sin(2 * np.pi * (3000 * time_s - 50 * time_s**2))
    return np.stack([left, right]).astype(np.float32)


def whole(path: Path) -> Samples:
    with SoundReader(path) as reader:
        return reader.read(0, LENGTH_S * RATE)


@pytest.mark.parametrize(("name", "codec"), FILES)
def test_reading_at_random_gives_the_samples_that_reading_through_gives(
    tmp_path: Path, name: str, codec: str
) -> None:
    rate = 48_000 if codec == "libopus" else 44_100
    path = write_sound(tmp_path / name, sweep(rate), codec, rate)
    expected = whole(path)
    chance = Random(7)
    with SoundReader(path) as reader:
        for _ in range(12):
            start, count = chance.randrange((LENGTH_S - 1) * RATE), chance.choice((200, 20_000))
            part = reader.read(start, count)
            # Opus predicts from all of its past; what is left of it after a seek is inaudible.
            np.testing.assert_allclose(part, expected[:, start : start + count], atol=1e-3)


@pytest.mark.parametrize("rate", [48_000, 44_100, 22_050, 96_000])
@pytest.mark.parametrize(("name", "codec"), FILES[:5])
def test_clicks_are_heard_on_their_sample(tmp_path: Path, name: str, codec: str, rate: int) -> None:
    made = np.zeros((2, LENGTH_S * rate), np.float32)
    for at_s in AT_S:
        start = round(at_s * rate)
        made[:, start : start + rate // 250] = 0.8
    if codec == "libmp3lame" and rate == 96_000:
        pytest.skip("MP3 has no such rate")
    heard = whole(write_sound(tmp_path / name, made, codec, rate))
    for at_s in AT_S:
        at = round(at_s * RATE)
        assert abs(onset(heard[:, at - 1200 : at + 2400]) - 1200) <= 6


@pytest.mark.parametrize(
    ("name", "codec", "reel"),
    [
        ("film.mp4", "aac", Reel()), ("film.mov", "pcm_s16le", Reel()), ("film.mkv", "aac", Reel()),
        ("film.webm", "libopus", VP9), ("film.mp4", "libopus", Reel()), ("film.mkv", "flac", Reel()),
        ("late.mp4", "aac", Reel(muxer={"movflags": "frag_keyframe+empty_moov"})),
    ],
)  # fmt: skip
def test_sound_of_a_video_counts_from_its_first_picture(
    tmp_path: Path, name: str, codec: str, reel: Reel
) -> None:
    path = write_film(tmp_path / name, 90, clicks(3.0, [0.5, 2.0]), reel, codec)
    with SoundReader(path) as reader:
        heard = reader.read(0, 3 * RATE)
        for at in (RATE // 2, 2 * RATE):
            assert abs(onset(heard[:, at - 1200 : at + 2400]) - 1200) <= 2


def test_mono_is_heard_on_both_sides_three_decibels_down(tmp_path: Path) -> None:
    heard = whole(write_sound(tmp_path / "mono.wav", tone(440, 2.0, 0.8, channels=1)))
    assert rms(heard[:, :RATE]) == pytest.approx(0.8 / 2, rel=1e-3)
    np.testing.assert_array_equal(heard[0], heard[1])


def test_surround_is_mixed_down_to_two_sides(tmp_path: Path) -> None:
    made = np.zeros((6, RATE), np.float32)
    made[0], made[2], made[4] = (
        tone(300, 1.0, 0.3)[0],
        tone(500, 1.0, 0.2)[0],
        tone(700, 1.0, 0.2)[0],
    )
    heard = whole(write_sound(tmp_path / "surround.wav", made))[:, :RATE]
    root = 0.5**0.5
    np.testing.assert_allclose(heard[0], made[0] + root * made[2] + root * made[4], atol=1e-3)
    np.testing.assert_allclose(heard[1], root * made[2], atol=1e-3)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000])
def test_other_rates_keep_pitch_and_level(tmp_path: Path, rate: int) -> None:
    heard = whole(write_sound(tmp_path / "tone.wav", tone(997, 3.0, 0.5, rate), rate=rate))
    middle = heard[:, RATE // 2 : 2 * RATE]
    assert abs(cents(pitch(middle), 997)) < 0.5
    assert rms(middle) == pytest.approx(0.5 / 2**0.5, rel=2e-3)


def test_silence_surrounds_the_sound(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "noise.wav", noise(1.0))
    with SoundReader(path) as reader:
        assert not reader.read(RATE, RATE).any()
        assert not reader.read(-RATE, RATE).any()
        assert not reader.read(10**9, 100).any()
        np.testing.assert_array_equal(reader.read(-10, 20)[:, 10:], noise(1.0)[:, :10])


def test_reading_after_the_end_does_not_lose_the_beginning(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "noise.wav", noise(1.0))
    with SoundReader(path) as reader:
        reader.read(60 * RATE, 100)
        np.testing.assert_array_equal(reader.read(0, RATE), noise(1.0))


def test_a_video_without_sound_says_so(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"silent\.mp4 holds no sound"):
        SoundReader(numbered_video(tmp_path / "silent.mp4", 3))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"\xff\xfb\x90\x64" * 3000, b"hello " * 999])
def test_a_file_that_is_no_sound_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.mp3"
    path.write_bytes(content)
    with pytest.raises(MediaError, match=r"bad\.mp3"):
        SoundReader(path).read(0, 100)


def test_a_damaged_file_plays_where_it_is_whole(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "cut.flac", sweep(RATE), "flac")
    expected = whole(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 500] = Random(3).randbytes(500)
    path.write_bytes(data[: len(data) * 9 // 10])
    heard = whole(path)
    for start_s in (0, 2, 5):
        part = slice(start_s * RATE, (start_s + 1) * RATE)
        np.testing.assert_allclose(heard[:, part], expected[:, part], atol=1e-3)
    assert np.isfinite(heard).all()
    assert not heard[:, -RATE // 4 :].any()


def test_a_gap_in_the_time_stamps_is_silence_and_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "gap.mkv"
    with av.open(str(path), "w") as container:
        stream = add_sound(container, "pcm_f32le", RATE, 2)
        for start in (0, 3600 * RATE):
            frame = av.AudioFrame.from_ndarray(noise(1.0), "fltp", "stereo")
            frame.sample_rate, frame.pts = RATE, start
            container.mux(stream.encode(frame))
    tracemalloc.start()
    with SoundReader(path) as reader:
        assert rms(reader.read(0, RATE)) > 0.1
        assert not reader.read(RATE + 100, RATE).any()
        late = reader.read(3600 * RATE, RATE)
        _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    np.testing.assert_allclose(late, noise(1.0), atol=1e-4)
    assert peak < 16 << 20


def test_memory_does_not_grow_with_the_length_of_a_file(tmp_path: Path) -> None:
    path = write_sound(tmp_path / "long.flac", tone(440, 40.0), "flac")
    with SoundReader(path) as reader:
        reader.read(0, RATE)
        tracemalloc.start()
        for start in range(RATE, 40 * RATE, RATE):
            reader.read(start, RATE)
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 8 << 20
