"""Fetched files by content digest, with an index from URL to digest and validators.

``objects/ab/<digest>`` holds the files, ``urls/ab/<key>.json`` the index, ``locks`` makes concurrent
fetches of one URL wait for the first. Every file is complete before it gets its name, so a crash leaves
at worst an unfinished file in ``partial``.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cutroom.core.errors import Cancelled, StorageError
from cutroom.storage.fetch_rules import Stop

_STALE_PARTIAL_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Facts of a file that has just arrived."""

    digest: str
    size: int
    content_type: str
    etag: str
    last_modified: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A cached file; ``checked_at`` is when its host last confirmed it (epoch seconds)."""

    key: str
    path: Path
    digest: str
    size: int
    content_type: str
    etag: str
    last_modified: str
    checked_at: float


class MediaCache:
    """See the module docstring."""

    def __init__(self, root: Path, max_bytes: int) -> None:
        """``max_bytes`` is the size above which files unused for longest are removed."""
        self._root = root
        self._max_bytes = max_bytes

    @contextmanager
    def alone(self, url: str, should_stop: Stop) -> Iterator[None]:
        """Hold the lock of a URL across threads and processes. Raises Cancelled, StorageError."""
        path = self._root / "locks" / _key(url)[:3]
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise _unusable(error) from error
        try:
            while not _locked(handle):
                if should_stop():
                    raise Cancelled
                time.sleep(0.05)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def partial(self) -> Iterator[Path]:
        """A path for a file that is arriving, gone afterwards unless it was kept."""
        path = self._root / "partial" / uuid.uuid4().hex
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(error) from error
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)

    def find(self, url: str) -> Entry | None:
        """The entry of a URL whose file is still here."""
        key = _key(url)
        try:
            stored = json.loads(self._index(key).read_bytes())
            entry = Entry(key=key, path=self._object(stored["digest"]), **stored)
            found = entry.path.stat().st_size == entry.size
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry if found else None

    def touch(self, entry: Entry) -> Entry:
        """Note that the file was used."""
        # The time of access only: the time of change identifies the content for who reads it.
        os.utime(entry.path, ns=(time.time_ns(), entry.path.stat().st_mtime_ns))
        return entry

    def confirm(self, entry: Entry) -> Entry:
        """Note that the host says the file is unchanged."""
        confirmed = replace(entry, checked_at=time.time())
        self._write_index(confirmed)
        return self.touch(confirmed)

    def keep(self, url: str, partial: Path, answer: Answer) -> Entry:
        """Take over a file that has arrived. Raises StorageError."""
        path = self._object(answer.digest)
        entry = Entry(
            key=_key(url),
            path=path,
            digest=answer.digest,
            size=answer.size,
            content_type=answer.content_type,
            etag=answer.etag,
            last_modified=answer.last_modified,
            checked_at=time.time(),
        )
        try:
            _sync(partial)
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.replace(path)
            self._write_index(entry)
        except OSError as error:
            raise _unusable(error) from error
        self._make_room(path)
        return entry

    def _write_index(self, entry: Entry) -> None:
        path = self._index(entry.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        stored = {
            "digest": entry.digest,
            "size": entry.size,
            "content_type": entry.content_type,
            "etag": entry.etag,
            "last_modified": entry.last_modified,
            "checked_at": entry.checked_at,
        }
        partial = path.with_suffix(f".{uuid.uuid4().hex}")
        partial.write_text(json.dumps(stored), encoding="utf-8")
        partial.replace(path)

    def _make_room(self, keep: Path) -> None:
        """Remove what was unused for longest until the size is below nine tenths of the limit."""
        files = []
        for path in self._root.glob("objects/*/*"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            files.append((facts.st_atime, facts.st_size, path))
        total = sum(size for _, size, _ in files)
        if total <= self._max_bytes:
            return
        for _, size, path in sorted(files):
            if total <= self._max_bytes * 9 // 10:
                break
            if path != keep:
                path.unlink(missing_ok=True)
                total -= size
        self._forget_lost()

    def _forget_lost(self) -> None:
        """Drop index entries whose file is gone, and files that stopped arriving a day ago."""
        for path in self._root.glob("urls/*/*.json"):
            try:
                digest = str(json.loads(path.read_bytes())["digest"])
            except (OSError, ValueError, KeyError, TypeError):
                digest = ""
            if not digest or not self._object(digest).exists():
                path.unlink(missing_ok=True)
        for path in self._root.glob("partial/*"):
            if time.time() - path.stat().st_mtime > _STALE_PARTIAL_S:
                path.unlink(missing_ok=True)

    def _index(self, key: str) -> Path:
        return self._root / "urls" / key[:2] / f"{key}.json"

    def _object(self, digest: str) -> Path:
        return self._root / "objects" / digest[:2] / digest


def _key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(error: OSError) -> StorageError:
    return StorageError(
        f"The media cache cannot be written: {error.strerror or error}.",
        hint="Check space and permissions of the data folder.",
    )
