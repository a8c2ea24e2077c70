"""Unpacking a zipped draft folder that anybody may have made.

Names are checked before anything is written: no way out of the destination, no links, no two alike.
Sizes are checked against what the archive claims and again while writing, so a bomb is stopped at the
limit. Names without the UTF-8 mark are read as UTF-8 where they are, else as GBK, which Windows in
China writes.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from cutroom.core.errors import BadDraft, LimitExceeded, NotFound, StorageError

MAX_DIRECTORY_BYTES_PER_FILE = 2048
_CHUNK = 1 << 20
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1
_SKIPPED = ("__MACOSX", ".DS_Store", "Thumbs.db")
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_HINT = "Zip the draft's folder again."


class ArchiveLimits(Protocol):
    """Bounds of an archive: bytes after unpacking, and number of files."""

    @property
    def archive_bytes(self) -> int:
        """Most bytes that all files may have together."""

    @property
    def files(self) -> int:
        """Most files and folders."""


def extract_archive(archive: Path, destination: Path, limits: ArchiveLimits) -> None:
    """Unpack a zip into ``destination``, a folder that is new or empty.

    Raises BadDraft for what is no usable archive, LimitExceeded for one over the limits, NotFound when
    there is no such file, StorageError when the disk fails. What was written by then stays.
    """
    try:
        with archive.open("rb") as file:
            _check_directory(file, limits)
            with ZipFile(file) as opened:
                places = _places(opened, limits)
                _write_all(opened, places, destination, limits.archive_bytes)
    except FileNotFoundError as error:
        raise NotFound(f"There is no archive at {archive}.") from error
    except (BadZipFile, EOFError, LZMAError, zlib.error, struct.error, ValueError) as error:
        raise BadDraft(f"The archive is damaged: {error}.", hint=_HINT) from error
    except (NotImplementedError, RuntimeError) as error:
        raise BadDraft(f"The archive cannot be unpacked: {error}.", hint=_HINT) from error


def _check_directory(file: IO[bytes], limits: ArchiveLimits) -> None:
    """Refuse a directory of absurd size before ``ZipFile`` reads it into memory whole."""
    size = file.seek(0, 2)
    tail_start = max(0, size - 65_536 - _END.size)
    file.seek(tail_start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise BadDraft("The file is no zip archive, or it is cut off.", hint=_HINT)
    _, _, _, _, count, directory_bytes, _, _ = _END.unpack_from(tail, at)
    at_64 = tail.rfind(b"PK\x06\x06", 0, at)
    if at_64 >= 0 and at_64 + _END_64.size <= len(tail):
        fields = _END_64.unpack_from(tail, at_64)
        count, directory_bytes = max(count, fields[7]), max(directory_bytes, fields[8])
    if count > limits.files or directory_bytes > limits.files * MAX_DIRECTORY_BYTES_PER_FILE:
        raise LimitExceeded(
            f"The archive has more than {limits.files} files.",
            hint="Leave out files that the draft does not use.",
        )


def _places(opened: ZipFile, limits: ArchiveLimits) -> list[tuple[ZipInfo, PurePosixPath]]:
    entries = opened.infolist()
    claimed = sum(entry.file_size for entry in entries)
    if claimed > limits.archive_bytes:
        raise _too_large(limits.archive_bytes)
    places: dict[PurePosixPath, ZipInfo] = {}
    for entry in entries:
        place = _place(entry)
        if any(part in _SKIPPED for part in place.parts):
            continue
        if place in places and not (entry.is_dir() and places[place].is_dir()):
            raise BadDraft(f"The archive holds {str(place)[:100]!r} twice.", hint=_HINT)
        places[place] = entry
    _check_folders(places)
    return [(entry, place) for place, entry in places.items()]


def _check_folders(places: dict[PurePosixPath, ZipInfo]) -> None:
    for place in places:
        for parent in place.parents:
            if parent in places and not places[parent].is_dir():
                raise BadDraft(
                    f"The archive holds {str(parent)[:100]!r} as a file and as a folder.",
                    hint=_HINT,
                )


def _place(entry: ZipInfo) -> PurePosixPath:
    name = _name(entry)
    shown = repr(name[:100])
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    if name.startswith(("/", "\\")) or (parts and parts[0].endswith(":")):
        raise BadDraft(f"The archive holds the absolute path {shown}.", hint=_HINT)
    if ".." in parts or "\0" in name:
        raise BadDraft(f"The archive holds {shown}, which leads out of it.", hint=_HINT)
    if not parts or any(len(part.encode("utf-8", "replace")) > 255 for part in parts):
        raise BadDraft(f"The archive holds the unusable name {shown}.", hint=_HINT)
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise BadDraft(f"{shown} in the archive is a link or device, not a file.", hint=_HINT)
    if entry.header_offset < 0:
        raise BadZipFile(f"{shown} begins before the file does")
    if entry.flag_bits & _ENCRYPTED:
        raise BadDraft("The archive is protected by a password.", hint="Zip it without one.")
    return PurePosixPath(*parts)


def _name(entry: ZipInfo) -> str:
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename.encode("utf-8", "replace").decode("utf-8")
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _write_all(
    opened: ZipFile,
    places: list[tuple[ZipInfo, PurePosixPath]],
    destination: Path,
    most_bytes: int,
) -> None:
    left = most_bytes
    try:
        destination.mkdir(parents=True, exist_ok=True)
        for entry, place in places:
            target = destination / place
            if entry.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            # "x" never writes through a link or over a file that is there already.
            with opened.open(entry) as source, target.open("xb") as file:
                for chunk in _chunks(source):
                    left -= len(chunk)
                    if left < 0:
                        raise _too_large(most_bytes)
                    file.write(chunk)
    except OSError as error:
        raise StorageError(f"The archive cannot be unpacked: {error.strerror or error}.") from error


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk


def _too_large(limit: int) -> LimitExceeded:
    return LimitExceeded(
        f"The archive unpacks to more than {limit} bytes.",
        hint="Leave out files that the draft does not use.",
    )
