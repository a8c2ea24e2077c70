"""H.264 parameter sets: what a stream says of its size, colour and order.

Formats: ITU-T H.264 7.3.2.1 and 7.3.2.2 (sequence and picture parameter sets), Annex E (usability information).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

_SPS = 7
_HIGH = (100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135)
"""Profiles whose parameter sets say more: chroma format, depth, scaling lists."""
_MOST_DECODERS = 32
_SAMPLE_ASPECTS = (
    (0, 1), (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11),
    (80, 33), (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1),
)  # fmt: skip
_EXTENDED_ASPECT = 255


class H264Error(ValueError):
    """Bytes that are not what they should be. Stays inside ``media``."""


@dataclass(frozen=True, slots=True)
class Color:
    """Colour description by ITU-T H.273 numbers, 2 for unspecified."""

    full_range: bool = False
    primaries: int = 2
    transfer: int = 2
    matrix: int = 2


@dataclass(frozen=True, slots=True)
class SequenceSet:
    """A sequence parameter set.

    ``width`` and ``height`` are pixels after cropping. ``reorder_frames`` is how many pictures may precede
    one in decoding and follow it in showing, None where the stream does not say.
    """

    id: int
    profile: int
    level: int
    chroma_format: int
    bit_depth: int
    progressive: bool
    width: int
    height: int
    sample_aspect: Fraction
    color: Color
    reorder_frames: int | None


def pps_id(unit: bytes) -> int:
    """The id of a picture parameter set. Raises H264Error."""
    return Bits(unit[1:]).number()


def unescaped(data: bytes) -> bytes:
    """The payload of a unit without the bytes that keep start codes from appearing."""
    return data.replace(b"\0\0\3", b"\0\0")


class Bits:
    """The bits of a unit, the bytes that keep start codes from appearing left out."""

    def __init__(self, data: bytes) -> None:
        """``data`` begins after the unit's header."""
        clean = unescaped(data)
        self._value = int.from_bytes(clean, "big")
        self._left = self._length = len(clean) * 8

    @property
    def used(self) -> int:
        """How many bits have been read."""
        return self._length - self._left

    def take(self, count: int) -> int:
        """The next bits as a number."""
        self._left -= count
        if self._left < 0:
            raise H264Error("a parameter set ends early")
        return (self._value >> self._left) & ((1 << count) - 1)

    def flag(self) -> bool:
        """The next bit."""
        return bool(self.take(1))

    def number(self) -> int:
        """An Exp-Golomb number, ue(v)."""
        zeros = 0
        while not self.flag():
            zeros += 1
            if zeros > 32:
                raise H264Error("a number is too large")
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        """A signed Exp-Golomb number, se(v)."""
        coded = self.number()
        return (coded + 1) // 2 if coded % 2 else -(coded // 2)


def read_sps(unit: bytes) -> SequenceSet:
    """A sequence parameter set. Raises H264Error."""
    if len(unit) < 4 or unit[0] & 31 != _SPS:
        raise H264Error("this is no sequence parameter set")
    profile, level = unit[1], unit[3]
    bits = Bits(unit[4:])
    number = bits.number()
    chroma_format, bit_depth = _read_format(bits) if profile in _HIGH else (1, 8)
    _skip_order(bits)
    bits.number()
    bits.flag()
    width_mbs, height_units = bits.number() + 1, bits.number() + 1
    progressive = bits.flag()
    if not progressive:
        bits.flag()
    bits.flag()
    left, right, top, bottom = _read_crop(bits, chroma_format, progressive)
    usability = _read_usability(bits) if bits.flag() else (Fraction(0), Color(), None)
    return SequenceSet(
        id=number,
        profile=profile,
        level=level,
        chroma_format=chroma_format,
        bit_depth=bit_depth,
        progressive=progressive,
        width=width_mbs * 16 - left - right,
        height=height_units * 16 * (1 if progressive else 2) - top - bottom,
        sample_aspect=usability[0],
        color=usability[1],
        reorder_frames=usability[2],
    )


def _read_format(bits: Bits) -> tuple[int, int]:
    chroma_format = bits.number()
    if chroma_format == 3:
        bits.flag()
    luma_depth, chroma_depth = bits.number() + 8, bits.number() + 8
    bits.flag()
    if bits.flag():
        for place in range(12 if chroma_format == 3 else 8):
            if bits.flag():
                _skip_scaling_list(bits, 16 if place < 6 else 64)
    return chroma_format, max(luma_depth, chroma_depth)


def _skip_scaling_list(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + bits.signed()) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    """Frame numbers and the picture order count."""
    bits.number()
    kind = bits.number()
    if kind == 0:
        bits.number()
    elif kind == 1:
        bits.flag()
        bits.signed()
        bits.signed()
        for _ in range(min(bits.number(), 255)):
            bits.signed()


def _read_crop(bits: Bits, chroma_format: int, progressive: bool) -> tuple[int, int, int, int]:
    """Pixels cut off: left, right, top, bottom."""
    if not bits.flag():
        return 0, 0, 0, 0
    across = 2 if chroma_format in (1, 2) else 1
    down = (2 if chroma_format == 1 else 1) * (1 if progressive else 2)
    left, right, top, bottom = (bits.number() for _ in range(4))
    return left * across, right * across, top * down, bottom * down


def _read_usability(bits: Bits) -> tuple[Fraction, Color, int | None]:
    aspect = _read_aspect(bits)
    if bits.flag():
        bits.flag()
    color = _read_color(bits)
    if bits.flag():
        bits.number()
        bits.number()
    if bits.flag():
        bits.take(65)
    hypothetical = [_skip_hypothetical_decoder(bits) for _ in range(2)]
    if any(hypothetical):
        bits.flag()
    bits.flag()
    if not bits.flag():
        return aspect, color, None
    bits.flag()
    for _ in range(4):
        bits.number()
    return aspect, color, bits.number()


def _read_aspect(bits: Bits) -> Fraction:
    if not bits.flag():
        return Fraction(0)
    kind = bits.take(8)
    if kind == _EXTENDED_ASPECT:
        across, down = bits.take(16), bits.take(16)
    else:
        across, down = _SAMPLE_ASPECTS[kind] if kind < len(_SAMPLE_ASPECTS) else (0, 1)
    return Fraction(across, down) if down else Fraction(0)


def _read_color(bits: Bits) -> Color:
    if not bits.flag():
        return Color()
    bits.take(3)
    full = bits.flag()
    if not bits.flag():
        return Color(full)
    return Color(full, bits.take(8), bits.take(8), bits.take(8))


def _skip_hypothetical_decoder(bits: Bits) -> bool:
    if not bits.flag():
        return False
    count = bits.number() + 1
    bits.take(8)
    for _ in range(min(count, _MOST_DECODERS)):
        bits.number()
        bits.number()
        bits.flag()
    bits.take(20)
    return True
