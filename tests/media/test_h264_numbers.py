"""Parameter sets of several encoders find ids in one track."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutroom.media.h264 import PPS, SPS, Config, kind_of, merged, read_config, units_of
from cutroom.media.h264_numbers import numbered
from cutroom.media.h264_sequence import H264Error, pps_id, read_sps, unescaped
from tests.media_factory import Reel, numbered_video


def made(folder: Path, parameters: str) -> tuple[Config, list[bytes]]:
    """The configuration of an encoder and the packets of a few frames."""
    reel = Reel(options={"crf": "20", "g": "4", "bf": "2", "x264-params": parameters})
    path = numbered_video(folder / f"{parameters}.mp4".replace(":", " "), 8, reel)
    with av.open(str(path)) as container:
        packets = [bytes(packet) for packet in container.demux(video=0) if packet.size]
        return read_config(container.streams.video[0].codec_context.extradata or b""), packets


def test_the_first_configuration_keeps_its_ids(tmp_path: Path) -> None:
    config, packets = made(tmp_path, "cabac=1")
    (numbering,) = numbered([config])
    assert numbering.config == config
    units = [unit for packet in packets for unit in units_of(packet, 4)]
    assert [numbering.unit(unit) for unit in units] == units


def test_equal_sets_share_their_ids(tmp_path: Path) -> None:
    config, _ = made(tmp_path, "cabac=1")
    first, second = numbered([config, config])
    assert first == second


@pytest.mark.parametrize("number", [0, 1, 2, 5, 6, 7, 14, 31])
def test_other_sets_get_other_ids_and_say_the_same_otherwise(tmp_path: Path, number: int) -> None:
    mine, _ = made(tmp_path, f"sps-id={number}:keyint=250:ref=1")
    other, _ = made(tmp_path, f"sps-id={number}:cabac=0:level=41")
    first, second = numbered([mine, other])
    ids = [read_sps(unit).id for one in (first, second) for unit in one.config.sps]
    assert ids[0] == number
    assert len(set(ids)) == 2
    pictures = [pps_id(unit) for one in (first, second) for unit in one.config.pps]
    assert pictures[0] == number
    assert len(set(pictures)) == 2
    before, after = read_sps(other.sps[0]), read_sps(second.config.sps[0])
    assert replace(before, id=after.id) == after
    assert read_config(merged([first.config, second.config])).sps == (
        first.config.sps[0],
        second.config.sps[0],
    )


def test_ids_run_out_in_words(tmp_path: Path) -> None:
    config, _ = made(tmp_path, "cabac=1")
    with pytest.raises(H264Error, match="too many"):
        numbered([config], taken=range(256))


@given(data=st.binary(max_size=400), kind=st.sampled_from([1, 5]))
def test_any_slice_is_renamed_or_refused(data: bytes, kind: int) -> None:
    config = Config(4, (), ())
    (numbering,) = numbered([config])
    moved = replace(numbering, pps_ids={0: 15, 1: 31, 4: 70, 3: 4, 20: 0})
    # The numbers of a slice are not the last it holds, and it never ends with a byte of zeros.
    unit = bytes([kind]) + data + b"\xaa" * 5
    try:
        renamed = moved.unit(unit)
    except H264Error:
        return
    assert renamed is not None
    longer = len(unescaped(bytes(renamed))) - len(unescaped(unit))
    assert longer in (-1, 0, 1)
    assert moved.unit(memoryview(unit)) == renamed


@given(data=st.binary(max_size=60))
def test_any_configuration_is_read_or_refused(data: bytes) -> None:
    for extradata in (data, b"\1" + data, b"\0\0\1\x67" + data, b"\0\0\1\x67\x64\0\x28" + data):
        try:
            config = read_config(extradata)
            numbered([config, config])
            merged([config])
        except H264Error:
            continue
        assert all(kind_of(unit) == SPS for unit in config.sps)
        assert all(kind_of(unit) == PPS for unit in config.pps if extradata[:1] != b"\1")
