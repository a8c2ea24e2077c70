"""Which packets of a source can be copied."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from cutroom.core.errors import MediaError
from cutroom.media.source_index import SourceIndex, index_source
from tests.media_factory import Reel, numbered_video

COLOR = {"colorspace": 1, "color_primaries": 1, "color_trc": 1, "color_range": 1}
GROUPED = {"crf": "12", "g": "12", "bf": "2", "sc_threshold": "0"}
REEL = Reel(options=GROUPED, tags=COLOR)
ALL = (Fraction(0), Fraction(100))


def reel(parameters: str = "", **fields: object) -> Reel:
    """Tagged H.264 in groups of twelve."""
    options = {**GROUPED, "x264-params": parameters} if parameters else GROUPED
    return replace(REEL, **{"options": options, **fields})  # type: ignore[arg-type]


def indexed(path: Path, *spans: tuple[Fraction, Fraction]) -> SourceIndex:
    """The index of a file that has one."""
    index = index_source(path, spans or (ALL,))
    assert index is not None
    return index


CONTAINERS = {
    "plain.mp4": reel(),
    "plain.mkv": reel(),
    "plain.flv": reel(),
    "plain.ts": reel(),
    "plain.mov": reel(),
    "fragments.mp4": reel(muxer={"movflags": "frag_keyframe+empty_moov"}),
    "late-start.mp4": reel(start=25),
    "late-start.ts": reel(start=250),
    "29.97.mp4": reel(fps=Fraction(30_000, 1001)),
    "23.976.mkv": reel(fps=Fraction(24_000, 1001)),
    "pyramid.mp4": reel("b-pyramid=normal:bframes=6:b-adapt=0"),
    "many-slices.mp4": reel("slices=4"),
    "delimiters.mp4": reel("aud=1"),
    "cropped.mp4": reel(width=100, height=90),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_closed_groups_are_found_in_every_container(tmp_path: Path, name: str) -> None:
    index = indexed(numbered_video(tmp_path / name, 40, CONTAINERS[name]))
    (groups,) = index.chains
    assert [len(group.times) for group in groups] == [12, 12, 12, 4]
    assert all(group.copyable for group in groups)
    assert all(group.start_pts == group.times[0] for group in groups)
    assert max(group.reorder_frames for group in groups) in (1, 2)
    rate = CONTAINERS[name].fps
    stamps = [stamp for group in groups for stamp in group.times]
    for number, stamp in enumerate(stamps):
        shown_s = stamp * index.time_base - index.origin_s
        assert abs(shown_s - number / rate) <= Fraction(1, 1000)


@pytest.mark.parametrize(
    ("name", "made"),
    {
        "hevc.mp4": reel(codec="libx265", options={"x265-params": "log-level=none"}),
        "mjpeg.mov": Reel(codec="mjpeg", pixel_format="yuvj420p", options={}),
        "interlaced.mp4": reel("tff=1"),
        "ten-bit.mp4": reel(pixel_format="yuv420p10le"),
        "444.mp4": reel(pixel_format="yuv444p"),
        "stretched.mp4": reel(sample_aspect=Fraction(4, 3)),
        "no-order.avi": reel(),
    }.items(),
)  # fmt: skip
def test_what_cannot_stand_in_another_track_has_no_index(
    tmp_path: Path, name: str, made: Reel
) -> None:
    assert index_source(numbered_video(tmp_path / name, 24, made), [ALL]) is None


@pytest.mark.parametrize(
    "parameters", ["open-gop=1:keyint=12:bframes=3", "intra-refresh=1:keyint=12"]
)
@pytest.mark.parametrize("name", ["open.mp4", "open.ts"])
def test_groups_that_lean_on_their_neighbours_are_one(
    tmp_path: Path, name: str, parameters: str
) -> None:
    index = indexed(numbered_video(tmp_path / name, 40, reel(parameters)))
    copied = [group for chain in index.chains for group in chain if group.copyable]
    assert [len(group.times) for group in copied] in ([], [40])


def test_only_what_is_asked_for_is_read(tmp_path: Path) -> None:
    path = numbered_video(tmp_path / "long.mp4", 400, reel())
    one, two = (Fraction(2), Fraction(3)), (Fraction(10), Fraction(11))
    index = indexed(path, one, two)
    assert len(index.chains) == 2
    for chain, (start_s, end_s) in zip(index.chains, (one, two), strict=True):
        seconds = [stamp * index.time_base for group in chain for stamp in group.times]
        assert start_s - 2 <= seconds[0] <= start_s
        assert end_s <= seconds[-1] <= end_s + 1


def test_pictures_outside_an_edit_list_are_not_copied(tmp_path: Path) -> None:
    path = numbered_video(tmp_path / "cut.mp4", 48, reel())
    data = bytearray(path.read_bytes())
    place = data.index(b"elst") + 12
    begins = int.from_bytes(data[place + 4 : place + 8], "big")
    data[place + 4 : place + 8] = (begins + 5 * 512).to_bytes(4, "big")
    path.write_bytes(data)
    index = indexed(path)
    groups = [group for chain in index.chains for group in chain]
    assert [group.copyable for group in groups] == [False, True, True, True]
    assert index.origin_s == 0


def test_parameter_sets_that_change_on_the_way_are_not_copied(tmp_path: Path) -> None:
    first = numbered_video(tmp_path / "first.ts", 24, reel())
    other = numbered_video(tmp_path / "other.ts", 24, reel("cabac=0", start=24))
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + other.read_bytes())
    groups = [group for chain in indexed(both).chains for group in chain]
    assert groups[0].copyable
    assert not any(group.copyable for group in groups[2:])


def test_damage_ends_a_chain_and_nothing_else(tmp_path: Path) -> None:
    path = numbered_video(tmp_path / "whole.mkv", 48, reel())
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    assert any(group.copyable for chain in indexed(path).chains for group in chain)
    path.write_bytes(data[:300])
    with pytest.raises(MediaError):
        index_source(path, [ALL])
