"""What H.264 says of itself, read without decoding: units and decoder configurations.

Formats: ITU-T H.264 7.3.1 (units), Annex B (start codes); ISO/IEC 14496-15 5.3.3 (the decoder configuration of
an mp4, "avcC").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cutroom.media.h264_sequence import H264Error, read_sps

Unit: TypeAlias = bytes | memoryview
IDR, SPS, PPS = 5, 7, 8
_KEPT = (1, 2, 3, 4, IDR, 6)
"""Slices and supplemental information."""
_WIDE_CONFIG = (100, 110, 122, 144, 244)
_MOST_SPS, _MOST_PPS = 31, 255


@dataclass(frozen=True, slots=True)
class Config:
    """Parameter sets, and how many bytes give a unit's length (0: start codes)."""

    length_bytes: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]


# -- units -----------------------------------------------------------------------------------------


def kind_of(unit: Unit) -> int:
    """The type of a unit, 0 for an empty one."""
    return unit[0] & 31 if unit else 0


def is_kept(unit: Unit) -> bool:
    """Whether an mp4 has a place for the unit: delimiters, fillers and parameter sets have none there."""
    return kind_of(unit) in _KEPT


def units_of(data: Unit, length_bytes: int) -> Iterator[Unit]:
    """The units of a packet. Raises H264Error where a length leads out of it."""
    if length_bytes == 0:
        yield from _between_start_codes(bytes(data))
        return
    place = 0
    while place < len(data):
        length = int.from_bytes(data[place : place + length_bytes], "big")
        place += length_bytes
        if place + length > len(data):
            raise H264Error("a unit leads out of its packet")
        yield data[place : place + length]
        place += length


def _between_start_codes(data: bytes) -> Iterator[bytes]:
    start = data.find(b"\0\0\1")
    while start >= 0:
        following = data.find(b"\0\0\1", start + 3)
        unit = data[start + 3 : following if following >= 0 else len(data)]
        yield unit.rstrip(b"\0")
        start = following


def with_lengths(units: Iterable[Unit]) -> bytes:
    """Units as an mp4 holds them: four bytes of length before each."""
    return b"".join(part for unit in units for part in (len(unit).to_bytes(4, "big"), unit))


# -- decoder configuration -------------------------------------------------------------------------


def read_config(extradata: bytes) -> Config:
    """An avcC, or parameter sets between start codes. Raises H264Error."""
    if extradata[:1] != b"\1":
        units = list(_between_start_codes(extradata))
        sps = tuple(unit for unit in units if kind_of(unit) == SPS)
        return Config(0, sps, tuple(unit for unit in units if kind_of(unit) == PPS))
    if len(extradata) < 7:
        raise H264Error("a decoder configuration ends early")
    sps, place = _listed(extradata, 6, extradata[5] & 31)
    count = extradata[place] if place < len(extradata) else 0
    pps, _ = _listed(extradata, place + 1, count)
    return Config((extradata[4] & 3) + 1, sps, pps)


def _listed(data: bytes, place: int, count: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    for _ in range(count):
        length = int.from_bytes(data[place : place + 2], "big")
        unit = data[place + 2 : place + 2 + length]
        if len(unit) != length or not unit:
            raise H264Error("a decoder configuration ends early")
        found.append(unit)
        place += 2 + length
    return tuple(found), place


def write_config(sps: tuple[bytes, ...], pps: tuple[bytes, ...]) -> bytes:
    """An avcC with four bytes of length before each unit.

    Its profile and level are the highest of the sets', its constraints what all of them keep.
    """
    sequences = [read_sps(unit) for unit in sps]
    highest = max(sequences, key=lambda sequence: (sequence.profile >= 100, sequence.profile))
    constraints = 0xFF
    for unit in sps:
        constraints &= unit[2]
    level = max(sequence.level for sequence in sequences)
    data = bytearray((1, highest.profile, constraints, level, 0xFF, 0xE0 | len(sps)))
    for unit in sps:
        data += len(unit).to_bytes(2, "big") + unit
    data.append(len(pps))
    for unit in pps:
        data += len(unit).to_bytes(2, "big") + unit
    if highest.profile in _WIDE_CONFIG:
        depth = 0xF8 | (highest.bit_depth - 8)
        data += bytes((0xFC | highest.chroma_format, depth, depth, 0))
    return bytes(data)


def merged(configs: Iterable[Config]) -> bytes:
    """One avcC with every set of several configurations, equal ones once. Raises H264Error."""
    found = list(configs)
    sps = dict.fromkeys(unit for config in found for unit in config.sps)
    pps = dict.fromkeys(unit for config in found for unit in config.pps)
    if not sps or not pps or len(sps) > _MOST_SPS or len(pps) > _MOST_PPS:
        raise H264Error("parameter sets are missing, or too many")
    return write_config(tuple(sps), tuple(pps))
