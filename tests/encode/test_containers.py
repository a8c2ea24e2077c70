"""What stands in the files: streams, tags, durations, order of boxes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from cutroom.core.output import OutputFormat
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.probe import probe
from tests.encode.film import FPS, MP4, encode, flat, scene
from tests.media_factory import RATE, tone

SMALL = replace(MP4, width=64, height=48)


def boxes(path: Path) -> list[str]:
    """The names of the top-level boxes of an mp4 or mov."""
    data, at, names = path.read_bytes(), 0, []
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        names.append(data[at + 4 : at + 8].decode("latin1"))
        at += max(size, 8)
    return names


@pytest.fixture(scope="module")
def mp4(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mp4") / "film.mp4"
    return encode(path, SMALL, [scene(n, 64, 48) for n in range(150)], tone(440, 5.0))


def test_an_mp4_starts_playing_before_it_is_loaded(mp4: Path) -> None:
    names = boxes(mp4)
    assert names.index("moov") < names.index("mdat")


def test_the_streams_of_an_mp4_are_what_every_player_plays(mp4: Path) -> None:
    with av.open(str(mp4)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height) == (64, 48)
        assert (audio.codec_context.name, audio.sample_rate, audio.channels) == ("aac", RATE, 2)
        assert len(container.streams) == 2


def test_frames_and_durations_of_an_mp4_are_exact(mp4: Path) -> None:
    with av.open(str(mp4)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert video.frames == 150
        assert video.average_rate == FPS
        assert video.duration * video.time_base == 5
        assert audio.duration * audio.time_base == 5
        assert (video.start_time, audio.start_time) == (0, 0)
        stamps = sorted(packet.pts for packet in container.demux(video) if packet.pts is not None)
        assert stamps == [int(Fraction(n, 30) / video.time_base) for n in range(150)]


def test_colours_are_tagged_in_the_stream_and_in_the_container(mp4: Path) -> None:
    with av.open(str(mp4)) as container:
        context = container.streams.video[0].codec_context
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert tuple(int(tag) for tag in tags) == (1, 1, 1, 1)
    data = mp4.read_bytes()
    at = data.index(b"colrnclx")
    assert data[at + 8 : at + 15] == b"\x00\x01\x00\x01\x00\x01\x00"


def test_groups_of_pictures_are_closed_and_no_longer_than_asked(tmp_path: Path) -> None:
    path = encode(
        tmp_path / "film.mp4", replace(SMALL, gop_s=2.0), [scene(n, 64, 48) for n in range(150)]
    )
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        packets = [p for p in container.demux(video) if p.pts is not None]
    keys = [p.pts for p in packets if p.is_keyframe]
    ticks = int(Fraction(1, 30) / packets[0].time_base)
    assert max(b - a for a, b in zip(keys, [*keys[1:], 150 * ticks], strict=True)) <= 60 * ticks
    for key in keys:
        first = next(i for i, p in enumerate(packets) if p.pts == key)
        assert all(p.pts > key for p in packets[first + 1 :])


def test_x264_is_used_with_the_settings_of_the_preset(mp4: Path, tmp_path: Path) -> None:
    data = mp4.read_bytes()
    said = re.search(rb"x264 - core.*?\x00", data, re.DOTALL)
    assert said is not None
    options = dict(item.split("=", 1) for item in said[0].decode("latin1").split() if "=" in item)
    assert options["crf"].startswith("23.0")
    assert (options["subme"], options["me"], options["open_gop"]) == ("2", "hex", "0")
    assert "sliced_threads" not in options or options["sliced_threads"] == "0"


@pytest.mark.parametrize("preset", ["draft", "high"])
def test_every_preset_makes_the_same_frames(tmp_path: Path, preset: str) -> None:
    path = encode(tmp_path / "a.mp4", replace(SMALL, preset=preset), [flat(n) for n in range(12)])  # type: ignore[arg-type]
    assert probe(path).duration_us == 400_000


@pytest.mark.parametrize(
    "fps", [Fraction(24000, 1001), Fraction(25), Fraction(60), Fraction(30000, 1001)]
)
def test_any_rate_is_kept_exactly(tmp_path: Path, fps: Fraction) -> None:
    count = round(fps * 2)
    path = encode(tmp_path / "a.mp4", replace(SMALL, fps=fps), [flat(n) for n in range(count)])
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert video.average_rate == fps
        assert video.duration * video.time_base == count / fps


@pytest.mark.parametrize(
    ("form", "codec", "pixels", "sound"),
    [
        ("mov", "h264", "yuv420p", "aac"),
        ("webm", "vp9", "yuv420p", "opus"),
        ("mp3", "", "", "mp3float"),
        ("wav", "", "", "pcm_s16le"),
    ],
)
def test_other_formats_hold_what_they_should(
    tmp_path: Path, form: OutputFormat, codec: str, pixels: str, sound: str
) -> None:
    settings = replace(SMALL, format=form)
    pictures = [flat(3 * n) for n in range(60)]
    path = encode(tmp_path / f"a.{form}", settings, pictures, tone(440, 2.0))
    with av.open(str(path)) as container:
        assert container.streams.audio[0].codec_context.name == sound
        if codec:
            video = container.streams.video[0]
            assert (video.codec_context.name, video.codec_context.pix_fmt) == (codec, pixels)
            assert sum(1 for _ in container.decode(video)) == 60
            assert int(video.codec_context.colorspace) == 1
    assert probe(path).duration_us == pytest.approx(2_000_000, abs=30_000)


def test_without_sound_there_is_no_sound_stream(tmp_path: Path) -> None:
    settings = replace(SMALL, audio=False)
    path = encode(tmp_path / "a.mp4", settings, [flat(9)] * 5, tone(440, 1.0))
    with av.open(str(path)) as container:
        assert not container.streams.audio


@pytest.mark.parametrize("fps", [10, 30, 60])
def test_a_gif_lasts_as_long_as_its_frames_and_loops(tmp_path: Path, fps: int) -> None:
    settings = replace(SMALL, format="gif", fps=Fraction(fps))
    path = encode(tmp_path / "a.gif", settings, [flat(2 * n) for n in range(2 * fps)])
    with Image.open(path) as image:
        assert image.info["loop"] == 0
        delays = []
        for number in range(image.n_frames):
            image.seek(number)
            delays.append(image.info["duration"])
    # Browsers slow a frame of less than 20 ms down to 100.
    assert min(delays) >= 20
    assert sum(delays) == pytest.approx(2000, abs=20)


def test_a_picture_sequence_is_a_zip_of_numbered_pictures(tmp_path: Path) -> None:
    settings = replace(SMALL, format="png-sequence")
    path = encode(tmp_path / "a.zip", settings, [flat(10 * n) for n in range(12)])
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{n:06d}.png" for n in range(12)]
        with archive.open("000007.png") as file, Image.open(file) as image:
            assert (image.size, image.mode) == ((64, 48), "RGB")
            assert image.getpixel((30, 20)) == pytest.approx((70, 70, 70), abs=1)


def test_settings_know_what_a_format_holds() -> None:
    assert not EncodeSettings(64, 48, FPS, format="gif").has_sound
    assert not EncodeSettings(64, 48, FPS, format="mp3").has_pictures
    assert not EncodeSettings(64, 48, FPS, audio=False).has_sound
