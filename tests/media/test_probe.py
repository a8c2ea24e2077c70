"""What is known of a file before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.media import probe as probing
from cutroom.media.decode import VideoReader
from cutroom.media.h264 import IDR, kind_of, units_of
from cutroom.media.probe import probe
from cutroom.media.stills import load_still
from tests import media_factory as factory
from tests.media_factory import BT2020, PATCHES, Reel

SECOND = 1_000_000
VP9 = Reel(codec="libvpx-vp9", options={"crf": "30", "cpu-used": "8", "deadline": "realtime"})
MPEG2 = Reel(codec="mpeg2video", options={"b": "2000000"})


@pytest.mark.parametrize(
    ("name", "reel", "codec"),
    [
        ("a.mp4", Reel(), "h264"),
        ("a.mkv", Reel(), "h264"),
        ("a.mov", Reel(codec="prores_ks", pixel_format="yuv422p10le", options={}), "prores"),
        ("a.webm", VP9, "vp9"),
        ("a.ts", MPEG2, "mpeg2video"),
        ("a.avi", Reel(codec="mpeg4", options={"b": "2000000"}), "mpeg4"),
        ("a.flv", Reel(), "h264"),
    ],
)
def test_a_video_has_its_size_length_rate_and_codec(
    tmp_path: Path, name: str, reel: Reel, codec: str
) -> None:
    path = factory.numbered_video(tmp_path / name, 45, reel)
    facts = probe(path)
    assert (facts.kind, facts.width, facts.height) == ("video", 128, 96)
    assert facts.duration_us == pytest.approx(1.5 * SECOND, abs=70_000)
    assert facts.fps == 30
    assert facts.codec == codec
    assert facts.pixel_format == reel.pixel_format
    assert (facts.has_audio, facts.has_alpha, facts.is_hdr, facts.rotation) == (False,) * 3 + (0,)
    assert facts.path == str(path)


TAGGED = Reel(tags={"colorspace": 1, "color_primaries": 1, "color_trc": 1, "color_range": 1})


@pytest.mark.parametrize(
    ("reel", "native"),
    [
        (TAGGED, True),
        (replace(TAGGED, codec="libx265", options={"x265-params": "log-level=none"}), True),
        (replace(TAGGED, pixel_format="yuv420p10le"), False),
        (replace(TAGGED, pixel_format="yuv444p"), False),
        (replace(TAGGED, rotation=90), False),
        (replace(TAGGED, sample_aspect=Fraction(4, 3)), False),
        (replace(TAGGED, tags={**TAGGED.tags, "color_range": 2}), False),
        (replace(TAGGED, tags={**TAGGED.tags, "color_trc": 18}), False),
        (replace(TAGGED, tags={}), False),
    ],
)
def test_pictures_that_are_shown_as_they_are_decoded_are_native(
    tmp_path: Path, reel: Reel, native: bool
) -> None:
    assert probe(factory.numbered_video(tmp_path / "a.mp4", 8, reel)).is_native is native


def test_a_video_whose_first_picture_is_lost_is_not_native(tmp_path: Path) -> None:
    path = factory.numbered_video(
        tmp_path / "a.mp4", 24, replace(TAGGED, options={"g": "8", "bf": "0"})
    )
    assert probe(path).is_native
    with av.open(str(path)) as container:
        packet = next(container.demux(video=0))
        units, place = list(units_of(bytes(packet), 4)), packet.pos
    assert place is not None
    assert kind_of(units[-1]) == IDR
    end, lost = place + packet.size, len(units[-1]) - 1
    data = bytearray(path.read_bytes())
    data[end - lost : end] = bytes(lost)
    path.write_bytes(data)
    facts = probe(path)
    assert (facts.width, facts.is_native) == (128, False)


def test_a_rate_that_is_no_whole_number_is_exact(tmp_path: Path) -> None:
    for rate in (Fraction(30000, 1001), Fraction(24000, 1001), Fraction(25), Fraction(15)):
        path = factory.numbered_video(tmp_path / "a.mp4", 45, Reel(fps=rate))
        assert probe(path).fps == rate


def test_a_video_with_sound_says_so(tmp_path: Path) -> None:
    path = factory.write_film(tmp_path / "a.mp4", 30, factory.tone(440, 2.0))
    facts = probe(path)
    assert (facts.kind, facts.has_audio) == ("video", True)
    assert facts.duration_us == SECOND, "of the pictures"


@pytest.mark.parametrize(
    ("name", "codec", "tolerance_us"),
    [
        ("a.wav", "pcm_s16le", 1),
        ("a.mp3", "libmp3lame", 30_000),
        ("a.m4a", "aac", 25_000),
        ("a.ogg", "libopus", 30_000),
        ("a.flac", "flac", 1),
        ("a.aac", "aac", 60_000),
    ],
)
def test_sound_alone_is_audio(tmp_path: Path, name: str, codec: str, tolerance_us: int) -> None:
    facts = probe(factory.write_sound(tmp_path / name, factory.tone(440, 2.0), codec))
    assert (facts.kind, facts.has_audio, facts.width) == ("audio", True, 0)
    assert facts.duration_us == pytest.approx(2 * SECOND, abs=tolerance_us)


def test_a_cover_does_not_make_a_song_a_video(tmp_path: Path) -> None:
    song = factory.write_sound(tmp_path / "song.mp3", factory.tone(440, 1.0), "libmp3lame")
    Image.fromarray(factory.corners(32, 32)).save(tmp_path / "cover.jpg")
    cover = (tmp_path / "cover.jpg").read_bytes()
    picture = b"\x00image/jpeg\x00\x03\x00" + cover
    frame = b"APIC" + len(picture).to_bytes(4, "big") + bytes(2) + picture
    size = len(frame)
    length = bytes((size >> shift) & 0x7F for shift in (21, 14, 7, 0))
    data = song.read_bytes()
    end = 10 + sum((data[6 + i] & 0x7F) << (21 - 7 * i) for i in range(4))
    song.write_bytes(b"ID3\x03\x00\x00" + length + frame + data[end:])
    facts = probe(song)
    assert facts.kind == "audio"
    with pytest.raises(MediaError, match="no video"):
        VideoReader(song)


@pytest.mark.parametrize(
    ("reel", "size", "rotation"),
    [
        (Reel(rotation=90), (96, 128), 270),
        (Reel(rotation=180), (128, 96), 180),
        (Reel(rotation=270), (96, 128), 90),
        (Reel(sample_aspect=Fraction(4, 3)), (171, 96), 0),
    ],
)
def test_the_size_is_that_of_the_picture_as_it_is_shown(
    tmp_path: Path, reel: Reel, size: tuple[int, int], rotation: int
) -> None:
    path = factory.numbered_video(tmp_path / "a.mp4", 3, reel)
    facts = probe(path)
    assert ((facts.width, facts.height), facts.rotation) == (size, rotation)
    with VideoReader(path) as reader:
        picture = reader.picture_at(Fraction(0))
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(("transfer", "hdr"), [(16, True), (18, True), (14, False)])
def test_hdr_is_told_by_its_transfer(tmp_path: Path, transfer: int, hdr: bool) -> None:
    coding = replace(BT2020, transfer=transfer)
    facts = probe(factory.patch_video(tmp_path / "a.mkv", PATCHES, coding))
    assert (facts.is_hdr, facts.pixel_format) == (hdr, "yuv420p10le")


@pytest.mark.parametrize(
    "reel",
    [
        Reel(codec="prores_ks", pixel_format="yuva444p10le", options={"profile": "4444"}),
        Reel(codec="libvpx-vp9", pixel_format="yuva420p", options={"crf": "30"}),
    ],
)
def test_alpha_is_told(tmp_path: Path, reel: Reel) -> None:
    suffix = ".webm" if reel.codec == "libvpx-vp9" else ".mov"
    assert probe(factory.numbered_video(tmp_path / f"a{suffix}", 3, reel)).has_alpha


def test_uneven_pictures_count_to_the_end_of_the_last(tmp_path: Path) -> None:
    stamps = [0, 1, 2, 10, 11, 40, 90]
    path = factory.numbered_video(tmp_path / "a.mkv", 7, stamps=stamps)
    assert probe(path).duration_us == pytest.approx(91 / 30 * SECOND, abs=40_000)


@pytest.mark.parametrize("name", ["a.h264", "a.ts"])
def test_a_stream_that_states_no_length_is_measured(tmp_path: Path, name: str) -> None:
    path = factory.numbered_video(tmp_path / name, 60)
    assert probe(path).duration_us == pytest.approx(2 * SECOND, abs=100_000)


def test_a_recording_without_key_frames_is_known_from_its_middle_on(tmp_path: Path) -> None:
    reel = Reel(options={"crf": "12", "x264-params": "intra-refresh=1:keyint=12"})
    whole = factory.numbered_video(tmp_path / "whole.ts", 60, reel)
    data = whole.read_bytes()
    part = tmp_path / "part.ts"
    part.write_bytes(data[len(data) // 2 // 188 * 188 :])
    assert (probe(part).width, probe(part).height) == (probe(whole).width, probe(whole).height)


def test_a_photo_has_no_length(tmp_path: Path) -> None:
    Image.fromarray(factory.corners(60, 40)).save(tmp_path / "a.png")
    facts = probe(tmp_path / "a.png")
    assert (facts.kind, facts.duration_us, facts.has_audio, facts.fps) == ("image", 0, False, 0)
    assert (facts.codec, facts.pixel_format, facts.has_alpha) == ("png", "RGB", False)


def test_a_photo_that_only_ffmpeg_reads_is_an_image(tmp_path: Path) -> None:
    reel = Reel(codec="jpeg2000", width=64, height=48, pixel_format="rgb24", options={})
    film = factory.write_video(tmp_path / "a.mov", [factory.corners(64, 48)], reel)
    data = film.read_bytes()
    start = data.index(b"\xff\x4f\xff\x51")
    (tmp_path / "a.j2k").write_bytes(data[start : data.index(b"\xff\xd9", start) + 2])
    facts = probe(tmp_path / "a.j2k")
    assert (facts.kind, facts.width, facts.height, facts.duration_us) == ("image", 64, 48, 0)


def as_phone_photo(path: Path, streams: int) -> Path:
    """A file that says it is an HEIC photo, of one picture or of several tiles."""
    with av.open(str(path), "w", format="mp4") as container:
        reel = Reel(options={"g": "1"})
        tiles = [factory.add_video(container, reel) for _ in range(streams)]
        for tile in tiles:
            frame = factory.rgb_frame(factory.numbered(5), reel)
            frame.pts, frame.time_base = 0, 1 / reel.fps
            container.mux(tile.encode(frame))
            container.mux(tile.encode(None))
    path.write_bytes(path.read_bytes().replace(b"isom", b"heic", 1))
    return path


def test_a_phone_photo_of_one_piece_is_an_image(tmp_path: Path) -> None:
    path = as_phone_photo(tmp_path / "a.heic", 1)
    assert (probe(path).kind, probe(path).duration_us) == ("image", 0)
    assert factory.number_in(load_still(path).planes.y) == 5


def test_a_phone_photo_in_tiles_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = as_phone_photo(tmp_path / "IMG_1.heic", 4)
    with pytest.raises(MediaError, match=r"IMG_1\.heic is a photo made of 4 tiles") as caught:
        probe(path)
    assert "JPEG" in caught.value.hint


def test_a_video_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = factory.numbered_video(tmp_path / "large.mp4", 2)
    monkeypatch.setattr(probing, "MAX_VIDEO_PIXELS", 128 * 96 - 1)
    with pytest.raises(LimitExceeded, match=r"large\.mp4 is 128×96"):
        probe(path)
