"""The right picture at any time, in any order, from any container."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pytest

from cutroom.core.errors import MediaError
from cutroom.core.geometry import Size
from cutroom.media import decode
from cutroom.media.decode import VideoReader
from cutroom.media.probe import probe
from tests import media_factory as factory
from tests.media_factory import Reel

FPS = Fraction(30)
COUNT = 60
MPEG2 = Reel(codec="mpeg2video", options={"b": "4000000", "bf": "2", "g": "12"})
VP9 = Reel(codec="libvpx-vp9", options={"crf": "20", "cpu-used": "8", "deadline": "realtime"})
OPEN_GROUPS = "open-gop=1:keyint=12:bframes=3"
CONTAINERS = {
    "b-frames.mp4": Reel(),
    "b-frames.mkv": Reel(),
    "b-frames.flv": Reel(),
    "b-frames.ts": Reel(),
    "one-group.mp4": Reel(options={"crf": "12", "g": "1000", "bf": "2"}),
    "key-frames-only.mp4": Reel(options={"crf": "12", "g": "1"}),
    "open-groups.mp4": Reel(options={"crf": "12", "x264-params": OPEN_GROUPS}),
    "intra-refresh.mp4": Reel(options={"crf": "12", "x264-params": "intra-refresh=1:keyint=12"}),
    "hevc-open-groups.mp4": Reel(
        codec="libx265", options={"crf": "12", "x265-params": f"{OPEN_GROUPS}:log-level=none"}
    ),
    "no-time-stamps.h264": Reel(),
    "fragments.mp4": Reel(muxer={"movflags": "frag_keyframe+empty_moov"}),
    "av1.mp4": Reel(codec="libsvtav1", options={"preset": "12", "crf": "20", "g": "12"}),
    "vp8.webm": Reel(codec="libvpx", options={"b": "2M", "g": "12"}),
    "wmv2.wmv": Reel(codec="wmv2", options={"b": "2000000", "g": "12"}),
    "mjpeg.avi": Reel(codec="mjpeg", pixel_format="yuvj420p", options={"q": "3"}),
    "b-frames.avi": Reel(),
    "mpeg4.avi": Reel(codec="mpeg4", options={"b": "2000000", "bf": "2"}),
    "mpeg2.ts": MPEG2,
    "mpeg2.mpg": MPEG2,
    "vp9.webm": VP9,
    "prores.mov": Reel(codec="prores_ks", pixel_format="yuv422p10le", options={}),
    "late-start.mp4": Reel(start=25),
    "late-start.ts": Reel(start=250),
    "late-start.mkv": Reel(start=7),
    "29.97.mp4": Reel(fps=Fraction(30000, 1001)),
    "23.976.mkv": Reel(fps=Fraction(24000, 1001)),
    "odd-size.mkv": Reel(codec="ffv1", width=131, height=97, options={}),
}


@pytest.fixture(scope="module", params=CONTAINERS)
def film(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Fraction]]:
    """A numbered video of sixty pictures and its rate."""
    reel = CONTAINERS[request.param]
    path = tmp_path_factory.mktemp("films") / request.param
    yield factory.numbered_video(path, COUNT, reel), reel.fps
    path.unlink()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A numbered H.264 video in groups of twelve with B-frames."""
    return factory.numbered_video(tmp_path_factory.mktemp("plain") / "plain.mp4", COUNT)


def shown(reader: VideoReader, source_s: Fraction) -> int:
    return factory.number_in(reader.picture_at(source_s).planes.y)


def test_every_picture_is_found_in_order(film: tuple[Path, Fraction]) -> None:
    path, fps = film
    with VideoReader(path) as reader:
        assert [shown(reader, i / fps) for i in range(COUNT)] == list(range(COUNT))


def test_every_picture_is_found_backwards(film: tuple[Path, Fraction]) -> None:
    path, fps = film
    with VideoReader(path) as reader:
        found = [shown(reader, i / fps) for i in reversed(range(COUNT))]
    assert found == list(reversed(range(COUNT)))


def test_every_picture_is_found_in_any_order(film: tuple[Path, Fraction]) -> None:
    path, fps = film
    order = Random(3).sample(range(COUNT), 16)
    with VideoReader(path) as reader:
        assert [shown(reader, i / fps) for i in order] == order


def test_a_picture_is_shown_until_the_next_one_comes(plain: Path) -> None:
    with VideoReader(plain) as reader:
        for number in (0, 11, 12, 40):
            for part in (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10)):
                assert shown(reader, (number + part) / FPS) == number


def test_before_the_start_stands_the_first_and_after_the_end_the_last(plain: Path) -> None:
    with VideoReader(plain) as reader:
        assert shown(reader, Fraction(-5)) == 0
        assert shown(reader, Fraction(600)) == COUNT - 1
        assert shown(reader, Fraction(10**40)) == COUNT - 1
        assert shown(reader, Fraction(-(10**40))) == 0
        assert shown(reader, 30 / FPS) == 30


@pytest.mark.parametrize("forward_s", [Fraction(0), Fraction(100)])
def test_seeking_and_decoding_on_lead_to_the_same_picture(
    plain: Path, forward_s: Fraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "_WORTH_A_SEEK_S", forward_s)
    with VideoReader(plain) as reader:
        for number in (3, 17, 18, 19, 44, 45, 59):
            assert shown(reader, number / FPS) == number


def test_going_backwards_needs_no_more_than_its_budget(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "BACKWARD_BUDGET", 5 * 128 * 96 * 3 // 2)
    with VideoReader(plain) as reader:
        found = [shown(reader, i / FPS) for i in reversed(range(COUNT))]
        assert len(reader._window) <= 6
    assert found == list(reversed(range(COUNT)))


def test_playing_on_after_going_back_once_keeps_few_pictures(plain: Path) -> None:
    with VideoReader(plain) as reader:
        order = [50, 20, *range(21, COUNT)]
        found = []
        for number in order:
            found.append(shown(reader, number / FPS))
            if number > 21:
                assert len(reader._window) <= 2
    assert found == order


def test_time_stamps_decide_not_the_rate(tmp_path: Path) -> None:
    stamps = [0, 1, 2, 10, 11, 40, 41, 42, 43, 90]
    path = factory.numbered_video(tmp_path / "uneven.mp4", len(stamps), stamps=stamps)
    with VideoReader(path) as reader:
        for tick in (0, 1, 2, 5, 9, 10, 12, 39, 40, 43, 89, 90, 100, 41, 3):
            expected = max(i for i, stamp in enumerate(stamps) if stamp <= tick)
            assert shown(reader, tick / FPS) == expected, tick


@pytest.mark.parametrize(
    ("name", "reel", "codec"),
    [
        ("sound.mp4", Reel(), "aac"),
        ("sound.mkv", Reel(), "aac"),
        ("sound.ts", Reel(), "aac"),
        ("sound.avi", Reel(codec="mpeg4", options={"b": "2000000"}), "pcm_s16le"),
        ("sound.webm", VP9, "libopus"),
        ("sound.mov", Reel(), "pcm_s16le"),
    ],
)
def test_sound_that_starts_a_little_earlier_moves_no_picture(
    tmp_path: Path, name: str, reel: Reel, codec: str
) -> None:
    path = factory.write_film(tmp_path / name, 30, factory.tone(440, 1.0), reel, codec)
    with VideoReader(path) as reader:
        assert [shown(reader, i / FPS) for i in range(30)] == list(range(30))


def test_pictures_that_start_well_after_the_sound_stay_late(tmp_path: Path) -> None:
    reel = Reel(start=30)
    path = factory.write_film(tmp_path / "late.mkv", 30, factory.tone(440, 2.0), reel)
    with VideoReader(path) as reader:
        assert shown(reader, Fraction(0)) == 0
        assert shown(reader, Fraction(3, 2)) == 15


def trimmed(path: Path, first: int, count: int) -> Path:
    """An mp4 of 30 pictures a second whose edit list shows ``count`` of them from ``first`` on."""

    def trim(data: bytearray) -> None:
        place = data.index(b"elst") + 12
        _length, media_time = struct.unpack_from(">II", data, place)
        (clock,) = struct.unpack_from(">I", data, data.index(b"mvhd") + 16)
        (ticks,) = struct.unpack_from(">I", data, data.index(b"mdhd") + 16)
        media_time += first * ticks // 30
        struct.pack_into(">II", data, place, count * clock // 30, media_time)

    return factory.corrupted(path, trim)


@pytest.mark.parametrize("first", [12, 17])
def test_what_an_edit_list_cuts_away_is_not_there(tmp_path: Path, first: int) -> None:
    path = trimmed(factory.numbered_video(tmp_path / "cut.mp4", COUNT), first, 20)
    with VideoReader(path) as reader:
        found = [shown(reader, i / FPS) for i in range(25)]
        assert found == [*range(first, first + 20), *[first + 19] * 5]
        assert [shown(reader, i / FPS) for i in (19, 3, 11, 0)] == [
            first + i for i in (19, 3, 11, 0)
        ]
    assert probe(path).duration_us == pytest.approx(20 / 30 * 1_000_000, abs=1000)


def test_the_same_picture_is_the_same_object(plain: Path) -> None:
    with VideoReader(plain) as reader:
        first = reader.picture_at(Fraction(0))
        assert reader.picture_at(Fraction(1, 100)) is first
        assert reader.picture_at(Fraction(1, 30)) is not first


def test_a_fitted_picture_has_the_size_that_was_asked_for(plain: Path) -> None:
    with VideoReader(plain) as reader:
        for width, height in ((64, 48), (33, 95), (1, 1), (256, 192)):
            picture = reader.picture_at(20 / FPS, Size(width, height))
            assert (picture.width, picture.height) == (width, height)
        assert factory.number_in(reader.picture_at(20 / FPS, Size(64, 48)).planes.y) == 20


def test_pictures_stay_whole_after_the_reader_went_on(plain: Path) -> None:
    with VideoReader(plain) as reader:
        kept = [reader.picture_at(i / FPS) for i in range(COUNT)]
        copies = [np.array(picture.planes.y) for picture in kept]
    assert all(
        np.array_equal(copy, picture.planes.y) for copy, picture in zip(copies, kept, strict=True)
    )
    assert [factory.number_in(picture.planes.y) for picture in kept] == list(range(COUNT))


def test_damaged_packets_cost_their_pictures_only(tmp_path: Path) -> None:
    path = factory.numbered_video(tmp_path / "damaged.ts", COUNT)

    def damage(data: bytearray) -> None:
        middle = len(data) // 2 // 188 * 188
        data[middle + 20 : middle + 400] = bytes(380)

    factory.corrupted(path, damage)
    with VideoReader(path) as reader:
        found = [shown(reader, i / FPS) for i in range(COUNT)]
    assert found[:12] == list(range(12))
    assert found[-10:] == list(range(COUNT - 10, COUNT))


@pytest.mark.parametrize("name", ["cut.mkv", "cut.ts", "cut.flv"])
def test_a_file_that_was_cut_off_shows_its_last_picture_to_the_end(
    tmp_path: Path, name: str
) -> None:
    path = factory.numbered_video(tmp_path / name, COUNT)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    with VideoReader(path) as reader:
        found = [shown(reader, i / FPS) for i in range(COUNT)]
        assert found[:20] == list(range(20))
        assert shown(reader, Fraction(100)) == found[-1]
        assert 20 < found[-1] < COUNT
        assert shown(reader, 5 / FPS) == 5


def test_a_file_without_pictures_is_refused_by_name(tmp_path: Path) -> None:
    path = factory.write_sound(tmp_path / "only sound.wav", factory.tone(440, 0.2))
    with pytest.raises(MediaError, match=r"only sound\.wav holds no video"):
        VideoReader(path)
    with pytest.raises(MediaError, match=r"missing\.mp4"):
        VideoReader(tmp_path / "missing.mp4")


def test_a_name_that_looks_like_a_protocol_is_a_name(tmp_path: Path) -> None:
    path = factory.numbered_video(tmp_path / "plain.mp4", 2).rename(tmp_path / "data:,x%03d.mp4")
    with VideoReader(path) as reader:
        assert shown(reader, 1 / FPS) == 1


@pytest.mark.parametrize("name", ["b-frames.mp4", "b-frames.ts", "mpeg2.ts", "open-groups.mp4"])
def test_pictures_left_out_on_the_way_are_there_when_asked_for(tmp_path: Path, name: str) -> None:
    path = factory.numbered_video(tmp_path / name, COUNT, CONTAINERS[name])
    with VideoReader(path) as reader:
        for far in (11, 35, 23, 59, 47):
            near = [far, far - 1, far - 2, far, far - 3, far - 4, far - 2, far - 1, far - 3]
            assert [shown(reader, i / FPS) for i in near] == near


def test_time_stamps_at_uneven_distances_lose_no_picture_to_the_shortcut(tmp_path: Path) -> None:
    stamps = [0, 1, 2, 9, 10, 11, 30, 31, 33, 50, 51, 52, 53, 80, 81, 90]
    path = factory.numbered_video(tmp_path / "uneven.mp4", len(stamps), Reel(), stamps)
    for second in range(0, 95, 2):
        wanted = max(n for n, stamp in enumerate(stamps) if stamp <= second)
        with VideoReader(path) as reader:
            assert shown(reader, second / FPS) == wanted


def test_what_nothing_refers_to_is_not_decoded_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = {"crf": "12", "g": "60", "bf": "3", "x264-params": "b-adapt=0:b-pyramid=none"}
    path = factory.numbered_video(tmp_path / "long.mp4", COUNT, Reel(options=options))
    with VideoReader(path, threads=1) as reader:
        decoded: list[int] = []
        original = reader._extend

        def counted() -> None:
            before = len(decoded)
            original()
            decoded.append(before)

        monkeypatch.setattr(reader, "_extend", counted)
        assert shown(reader, 50 / FPS) == 50
    # Three of four pictures are such; without the shortcut 51 are decoded.
    assert len(decoded) < 25
