"""What a store of results offers, and the one that is a folder.

Keys are slash-separated names chosen by us (letters, digits and ``._-``), never by a caller.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from cutroom.core.errors import InvalidRequest, NotFound, StorageError

CHUNK_BYTES = 1 << 20
_KEY = re.compile(r"[0-9A-Za-z_-][0-9A-Za-z._-]*(/[0-9A-Za-z_-][0-9A-Za-z._-]*)*")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in a store; ``etag`` changes with the content."""

    key: str
    size: int
    modified: datetime
    etag: str


class Store(Protocol):
    """A place for results. Every method raises StorageError when the disk or bucket fails."""

    def put(self, key: str, path: Path) -> StoredFile:
        """Copy the file at ``path`` in under ``key``: all of it or nothing."""

    def stat(self, key: str) -> StoredFile | None:
        """The facts of a file, or None."""

    def read(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes [start, start + length) in chunks. Raises NotFound before the first chunk."""

    def delete(self, key: str) -> None:
        """Remove a file; one that is not there is fine."""

    def list(self, prefix: str = "") -> Iterator[StoredFile]:
        """All files whose key lies below the folder ``prefix``."""

    def presign(self, key: str, expires_s: int) -> str | None:
        """A URL that needs no key of ours, or None where we serve files ourselves."""

    def local_path(self, key: str) -> Path | None:
        """The file itself where it is on this disk, else None."""


class VersionedStore(Store, Protocol):
    """A store whose small files are replaced on condition that nobody else did: many hosts agree by it."""

    def load(self, key: str) -> tuple[bytes, str]:
        """The bytes of a small file, and its etag as ``swap`` takes it. Raises NotFound."""

    def swap(self, key: str, data: bytes, etag: str | None) -> str | None:
        """Replace the file that has ``etag``, or make it where there must be none; its new etag.

        None when somebody else was first. Raises StorageError, and then it may or may not have happened.
        """


def checked_key(key: str) -> str:
    if not _KEY.fullmatch(key) or ".." in key:
        raise InvalidRequest(f"{key[:80]!r} is not a usable name of a stored file.", field="key")
    return key


class FolderStore:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        """``root`` is made when the first file is put."""
        self._root = root

    def put(self, key: str, path: Path) -> StoredFile:
        """See Store."""
        target = self._root / checked_key(key)
        partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_through(path, partial)
            partial.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise StorageError(
                f"{key} could not be stored: {error.strerror or error}.",
                hint=f"Check space and permissions of {self._root}.",
            ) from error
        finally:
            partial.unlink(missing_ok=True)
        return self._facts(key, target)

    def stat(self, key: str) -> StoredFile | None:
        """See Store."""
        path = self._root / checked_key(key)
        return self._facts(key, path) if path.is_file() else None

    def read(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See Store."""
        path = self._root / checked_key(key)
        if not path.is_file():
            raise NotFound(f"There is no stored file {key}.")
        return _chunks(path, start, length)

    def delete(self, key: str) -> None:
        """See Store. Halves that a killed process left of the file go too, and folders left empty."""
        path = self._root / checked_key(key)
        try:
            path.unlink(missing_ok=True)
            for half in path.parent.glob(f".{path.name}.*"):
                half.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(f"{key} could not be removed: {error.strerror}.") from error
        for folder in path.parents:
            if folder == self._root or self._root not in folder.parents:
                break
            try:
                folder.rmdir()
            except OSError:
                break

    def list(self, prefix: str = "") -> Iterator[StoredFile]:
        """See Store."""
        start = self._root / checked_key(prefix) if prefix else self._root
        for path in sorted(start.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield self._facts(path.relative_to(self._root).as_posix(), path)

    def presign(self, key: str, expires_s: int) -> str | None:
        """Always None: the service hands out files of a folder itself."""
        return None

    def local_path(self, key: str) -> Path | None:
        """See Store."""
        path = self._root / checked_key(key)
        return path if path.is_file() else None

    def _facts(self, key: str, path: Path) -> StoredFile:
        facts = path.stat()
        modified = datetime.fromtimestamp(facts.st_mtime, UTC)
        return StoredFile(key, facts.st_size, modified, f"{facts.st_mtime_ns:x}-{facts.st_size:x}")


def write_through(source: Path, target: Path) -> None:
    """Copy a file and wait until it is on the disk. Raises OSError (disk full included)."""
    with source.open("rb") as reader, target.open("xb") as writer:
        shutil.copyfileobj(reader, writer, CHUNK_BYTES)
        writer.flush()
        os.fsync(writer.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename last: the folder's entry must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _chunks(path: Path, start: int, length: int | None) -> Iterator[bytes]:
    with path.open("rb") as reader:
        reader.seek(start)
        left = length
        while left is None or left > 0:
            block = reader.read(CHUNK_BYTES if left is None else min(CHUNK_BYTES, left))
            if not block:
                return
            left = None if left is None else left - len(block)
            yield block
