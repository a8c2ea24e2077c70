"""How long each picture of a GIF, APNG or WebP is shown, read from the file without decoding a picture.

Only the blocks of the containers are walked (GIF89a; PNG third edition, APNG chunks; WebP container), so a
file of ten thousand large pictures is looked at as fast as one of ten.
"""

from __future__ import annotations

import struct
from pathlib import Path

_DEFAULT_MS, _SHORTEST_MS = 100, 20
"""Missing and tiny delays are shown as browsers show them."""
_PNG = b"\x89PNG\r\n\x1a\n"


def frame_delays_ms(path: Path | str) -> tuple[int, ...]:
    """One delay a picture of the animation; empty for other files. Raises OSError."""
    data = Path(path).read_bytes()
    if data[:4] == b"GIF8":
        delays = _gif(data)
    elif data[:8] == _PNG:
        delays = _png(data)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        delays = _webp(data)
    else:
        delays = []
    return tuple(delay if delay >= _SHORTEST_MS else _DEFAULT_MS for delay in delays)


def first_is_apart(path: Path | str) -> bool:
    """Whether the first picture of a PNG is a poster that is not part of its animation."""
    with Path(path).open("rb") as file:
        head = file.read(1 << 16)
    if head[:8] != _PNG:
        return False
    poster, first = head.find(b"IDAT"), head.find(b"fcTL")
    return first < 0 or poster < first


def _gif(data: bytes) -> list[int]:
    delays: list[int] = []
    delay, place = 0, 13 + _table_size(data[10] if len(data) > 10 else 0)
    while place + 1 < len(data):
        kind = data[place]
        if kind == 0x21:
            if data[place + 1] == 0xF9 and place + 6 < len(data):
                delay = int.from_bytes(data[place + 4 : place + 6], "little") * 10
            place = _after_blocks(data, place + 2)
        elif kind == 0x2C and place + 10 < len(data):
            delays.append(delay)
            delay = 0
            place = _after_blocks(data, place + 11 + _table_size(data[place + 9]))
        else:
            break
    return delays


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    while place < len(data) and data[place]:
        place += data[place] + 1
    return place + 1


def _png(data: bytes) -> list[int]:
    delays: list[int] = []
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"fcTL" and place + 34 <= len(data):
            part, whole = struct.unpack_from(">HH", data, place + 28)
            delays.append(part * 1000 // (whole or 100))
        place += length + 12
    return delays


def _webp(data: bytes) -> list[int]:
    delays: list[int] = []
    place = 12
    while place + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, place)
        if kind == b"ANMF" and place + 24 <= len(data):
            delays.append(int.from_bytes(data[place + 20 : place + 23], "little"))
        place += 8 + length + length % 2
    return delays
