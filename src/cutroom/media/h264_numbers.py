"""H.264 from several encoders in one track: parameter sets get ids of their own, slices follow.

A slice names its picture parameter set by an Exp-Golomb code in its first bits (ITU-T H.264 7.3.3). The new id is
one whose code is as long, or longer or shorter by exactly eight bits, so that all that follows moves by whole
bytes: bits that have to start a byte still do, and nothing behind the first bytes has to be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from cutroom.media.h264 import Config, Unit, kind_of
from cutroom.media.h264_sequence import Bits, H264Error, pps_id, read_sps, unescaped

_SLICES = (1, 5)
_SEI = 6
_MOST_SPS, _MOST_PPS = 31, 255
_WINDOW = 64
"""The first bytes of a slice: more than its first three numbers can take."""
_CONFUSABLE = re.compile(rb"\0\0(?=[\0-\3])")


@dataclass(frozen=True, slots=True)
class Numbering:
    """Parameter sets as they stand in the joined track, and how a source's units get there.

    ``pps_ids`` maps the ids that changed; ``moved`` says that a sequence parameter set got another id too.
    """

    config: Config
    pps_ids: dict[int, int]
    moved: bool

    def unit(self, unit: Unit) -> Unit | None:
        """The unit with its ids; None for supplemental information that names an id that is gone.

        Raises H264Error for a slice that cannot be read.
        """
        kind = kind_of(unit)
        if kind in _SLICES and self.pps_ids:
            return _renamed_slice(unit, self.pps_ids)
        return None if kind == _SEI and self.moved else unit


def numbered(configs: Sequence[Config], taken: Sequence[int] = ()) -> list[Numbering]:
    """Ids for every configuration, the first ones first; equal sets share theirs.

    Ids in ``taken`` belong to sets that are not known yet. Raises H264Error when ids run out.
    """
    sps: dict[int, bytes] = dict.fromkeys(taken, b"")
    pps: dict[int, bytes] = dict.fromkeys(taken, b"")
    return [_number(config, sps, pps) for config in configs]


def _number(config: Config, sps: dict[int, bytes], pps: dict[int, bytes]) -> Numbering:
    sps_ids = {read_sps(unit).id: unit for unit in config.sps}
    new_sps = {old: _free_sps_id(old, unit, sps) for old, unit in sps_ids.items()}
    sets = [_renamed_sps(unit, new_sps[old]) for old, unit in sps_ids.items()]
    sps.update(zip(new_sps.values(), sets, strict=True))
    changed: dict[int, int] = {}
    pictures = []
    for unit in config.pps:
        old = pps_id(unit)
        new, renamed = _placed_pps(unit, old, new_sps, pps)
        pps[new] = renamed
        pictures.append(renamed)
        if new != old:
            changed[old] = new
    moved = any(old != new for old, new in new_sps.items())
    return Numbering(Config(config.length_bytes, tuple(sets), tuple(pictures)), changed, moved)


def _free_sps_id(old: int, unit: bytes, taken: dict[int, bytes]) -> int:
    for number in chain([old], range(_MOST_SPS + 1)):
        if taken.get(number) in (None, _renamed_sps(unit, number)):
            return number
    raise H264Error("there are too many sequence parameter sets")


def _placed_pps(
    unit: bytes, old: int, sps_ids: dict[int, int], taken: dict[int, bytes]
) -> tuple[int, bytes]:
    for number in chain([old], _whole_bytes_away(old)):
        renamed = _renamed_pps(unit, number, sps_ids)
        if taken.get(number) in (None, renamed):
            return number, renamed
    raise H264Error("there are too many picture parameter sets")


def _whole_bytes_away(number: int) -> Iterator[int]:
    """The ids whose Exp-Golomb code is as long as that of ``number``, or eight bits longer or shorter."""
    size = (number + 1).bit_length()
    for other in (size, size + 4, size - 4):
        if other > 0:
            yield from range(2 ** (other - 1) - 1, min(2**other - 1, _MOST_PPS + 1))


def _code(number: int) -> tuple[int, int]:
    """The Exp-Golomb code of a number: its value and its length in bits."""
    return number + 1, 2 * (number + 1).bit_length() - 1


def _renamed_sps(unit: bytes, number: int) -> bytes:
    bits = Bits(unit[4:])
    bits.number()
    return unit[:4] + _escaped(_with_codes(unescaped(unit[4:]), [number], bits.used))


def _renamed_pps(unit: bytes, number: int, sps_ids: dict[int, int]) -> bytes:
    bits = Bits(unit[1:])
    bits.number()
    old = bits.number()
    if old not in sps_ids:
        raise H264Error("a picture parameter set names none of the sequence parameter sets")
    return unit[:1] + _escaped(_with_codes(unescaped(unit[1:]), [number, sps_ids[old]], bits.used))


def _with_codes(data: bytes, numbers: Sequence[int], used: int) -> bytes:
    """A parameter set with other numbers in the place of its first ``used`` bits."""
    value, length = int.from_bytes(data, "big"), len(data) * 8
    if value == 0:
        raise H264Error("a parameter set has no end")
    padding = (value & -value).bit_length()
    rest_bits = length - used - padding
    rest = (value >> padding) & ((1 << rest_bits) - 1)
    made, made_bits = 0, 0
    for number in numbers:
        code, bits = _code(number)
        made, made_bits = made << bits | code, made_bits + bits
    made, made_bits = made << rest_bits | rest, made_bits + rest_bits
    # A one and zeros up to the next whole byte end the set.
    end_bits = 8 - made_bits % 8
    made, made_bits = made << end_bits | 1 << (end_bits - 1), made_bits + end_bits
    return made.to_bytes(made_bits // 8, "big")


def _renamed_slice(unit: Unit, ids: dict[int, int]) -> Unit:
    cut = _quiet_place(unit)
    escaped = bytes(unit[1:cut])
    head, bits = unescaped(escaped), Bits(escaped)
    bits.number()
    bits.number()
    before = bits.used
    old = bits.number()
    new = ids.get(old)
    if new is None:
        return unit
    code, code_bits = _code(new)
    value, length = int.from_bytes(head, "big"), len(head) * 8
    rest_bits = length - bits.used
    first = value >> (length - before)
    made = (first << code_bits | code) << rest_bits | value & ((1 << rest_bits) - 1)
    renamed = made.to_bytes((before + code_bits + rest_bits) // 8, "big")
    return b"".join((unit[:1], _escaped(renamed), unit[cut:]))


def _quiet_place(unit: Unit) -> int:
    """A place behind the first numbers where no start code has to be kept from appearing."""
    for place in range(min(_WINDOW, len(unit)), len(unit)):
        if unit[place - 1] > 3:
            return place
    return len(unit)


def _escaped(data: bytes) -> bytes:
    """The payload of a unit with a 3 wherever it would look like a start code."""
    made = _CONFUSABLE.sub(b"\0\0\3", data)
    return made + b"\3" if made.endswith(b"\0") else made
