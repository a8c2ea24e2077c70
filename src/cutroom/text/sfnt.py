"""Facts of a font file, read straight from its tables (OpenType 1.9.1) without a font engine.

Only the tables that are needed are read, so that a folder of large fonts is scanned in
milliseconds. A damaged file yields no faces instead of an error.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAX_FACES = 64
MAX_NAME_BYTES = 1 << 20
_SFNT_TAGS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_COLOR_TABLES = (b"CBDT", b"COLR", b"sbix", b"SVG ")
_FAMILY_NAME_IDS = (16, 1, 4, 6)
"""Typographic family, family, full name, PostScript name: what people and drafts call a font."""

Tables = dict[bytes, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FaceFacts:
    """One face of a font file.

    ``names`` holds family, full and PostScript names in every language the file has, families
    first. ``ascender`` and ``descender`` are font units of the line box, both positive.
    """

    path: str
    index: int
    names: tuple[str, ...]
    weight: int
    italic: bool
    units_per_em: int
    ascender: int
    descender: int
    color: bool

    @property
    def line_units(self) -> int:
        """Height of the line box in font units."""
        return self.ascender + self.descender


def read_faces(path: Path) -> tuple[FaceFacts, ...]:
    """Every face of a .ttf, .otf, .ttc or .otc file; empty when the file is not a usable font."""
    try:
        if not path.is_file():  # a pipe would never answer
            return ()
        with path.open("rb") as file:
            found = []
            for index, offset in enumerate(_face_offsets(file)):
                tables = _table_directory(file, offset)
                found.append(_read_face(file, tables, str(path), index))
            return tuple(found)
    except (OSError, struct.error, ValueError):
        return ()


def _face_offsets(file: BinaryIO) -> list[int]:
    head = file.read(12)
    if head[:4] == b"ttcf":
        count = min(struct.unpack(">I", head[8:12])[0], MAX_FACES)
        return list(struct.unpack(f">{count}I", file.read(4 * count)))
    if head[:4] in _SFNT_TAGS:
        return [0]
    raise ValueError("not an OpenType font")


def _table_directory(file: BinaryIO, offset: int) -> Tables:
    file.seek(offset + 4)
    count = struct.unpack(">H", file.read(2))[0]
    file.seek(offset + 12)
    tables: Tables = {}
    for _ in range(count):
        tag, _checksum, start, length = struct.unpack(">4sIII", file.read(16))
        tables[tag] = (start, length)
    return tables


def _table(file: BinaryIO, tables: Tables, tag: bytes, limit: int) -> bytes:
    start, length = tables.get(tag, (0, 0))
    file.seek(start)
    return file.read(min(length, limit)) if length else b""


def _read_face(file: BinaryIO, tables: Tables, path: str, index: int) -> FaceFacts:
    head = _table(file, tables, b"head", 54)
    units_per_em = struct.unpack(">H", head[18:20])[0] if len(head) >= 20 else 0
    if not 16 <= units_per_em <= 16384 or b"cmap" not in tables:
        raise ValueError("unusable head or cmap table")
    os2 = _table(file, tables, b"OS/2", 96)
    ascender, descender = _line_box(os2, _table(file, tables, b"hhea", 8), units_per_em)
    weight = struct.unpack(">H", os2[4:6])[0] if len(os2) >= 6 else 400
    selection = struct.unpack(">H", os2[62:64])[0] if len(os2) >= 64 else 0
    names = _names(_table(file, tables, b"name", MAX_NAME_BYTES))
    return FaceFacts(
        path=path,
        index=index,
        names=names or (Path(path).stem,),
        weight=min(max(weight, 1), 1000),
        italic=bool(selection & 1),
        units_per_em=units_per_em,
        ascender=ascender,
        descender=descender,
        color=any(tag in tables for tag in _COLOR_TABLES),
    )


def _line_box(os2: bytes, hhea: bytes, units_per_em: int) -> tuple[int, int]:
    """The first of OS/2 typo, hhea and OS/2 win metrics that encloses anything, else the em.

    The typo metrics come first because the measured size rule holds for them.
    """
    pairs: list[tuple[int, int]] = []
    if len(os2) >= 72:
        pairs.append(struct.unpack(">hh", os2[68:72]))
    if len(hhea) >= 8:
        pairs.append(struct.unpack(">hh", hhea[4:8]))
    if len(os2) >= 78:
        pairs.append(struct.unpack(">HH", os2[74:78]))
    for ascender, descender in pairs:
        # A few fonts store the descender without its sign.
        height = ascender + abs(descender)
        if ascender >= 0 and units_per_em // 8 <= height <= units_per_em * 8:
            return ascender, abs(descender)
    return round(units_per_em * 0.88), units_per_em - round(units_per_em * 0.88)


def _names(table: bytes) -> tuple[str, ...]:
    if len(table) < 6:
        return ()
    _version, count, strings = struct.unpack(">HHH", table[:6])
    found: dict[int, dict[str, None]] = {name_id: {} for name_id in _FAMILY_NAME_IDS}
    for number in range(min(count, (len(table) - 6) // 12)):
        record = table[6 + number * 12 : 18 + number * 12]
        platform, _encoding, _language, name_id, length, offset = struct.unpack(">6H", record)
        if name_id not in found:
            continue
        raw = table[strings + offset : strings + offset + length]
        text = raw.decode("latin-1" if platform == 1 else "utf-16-be", "ignore")
        if text := text.replace("\0", "").strip():
            found[name_id][text] = None
    return tuple(dict.fromkeys(name for names in found.values() for name in names))
