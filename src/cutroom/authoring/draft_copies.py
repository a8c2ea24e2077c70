"""Copies of drafts that are kept in a bucket: one folder an id on this disk, filled as files are needed.

A record in each folder says which file has which content; what is not in it is fetched again. Only files
that the bucket has are ever put there, but for media that an edit under way refers to.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from cutroom.authoring.folder_drafts import sweep_leftovers
from cutroom.authoring.heads import Blob, Head
from cutroom.authoring.keeping import Change, inside, replace_file, translated
from cutroom.authoring.locking import LOCK, draft_lock
from cutroom.core.errors import CutroomError, DraftLocked, NotFound, StorageError
from cutroom.core.ids import is_safe_id
from cutroom.storage.store import Store

log = logging.getLogger(__name__)

_RECORD = ".copy.json"
_AT_ONCE = 8
_TRIES = 5


class DraftCopies:
    """The copies below one folder, and how they are filled."""

    def __init__(self, root: Path, store: Store) -> None:
        """``root`` is made on first use."""
        self.root = root
        self._store = store

    @contextmanager
    def locked(self, draft_id: str) -> Iterator[Path]:
        """The folder of a draft's copy, alone on this host. Raises DraftLocked, StorageError."""
        folder = self.root / draft_id
        with ExitStack() as stack:
            self._lock(folder, stack)
            with translated(folder):
                os.utime(folder / LOCK)
            yield folder

    def _lock(self, folder: Path, stack: ExitStack) -> None:
        for _ in range(_TRIES):
            with translated(folder):
                folder.mkdir(parents=True, exist_ok=True)
            try:
                stack.enter_context(draft_lock(folder))
                return
            except NotFound:
                # Swept at this very moment: another folder takes its place.
                continue
        raise DraftLocked("The draft's copy on this host is being removed again and again.")

    def fill(self, folder: Path, head: Head, wanted: Callable[[str], bool]) -> None:
        """Bring the wanted files of a copy to what ``head`` says. Raises NotFound, StorageError.

        NotFound means that the head is no longer the newest.
        """
        files = head.files or {}
        record = _record(folder)
        missing = [
            name
            for name, blob in files.items()
            if wanted(name)
            and not (record.get(name) == blob.digest and inside(folder, name).is_file())
        ]
        outdated = [name for name in record if name not in files]
        if not missing and not outdated:
            return
        with translated(folder), ThreadPoolExecutor(min(_AT_ONCE, len(missing) or 1)) as pool:
            kept = _forget(folder, {*missing, *outdated})
            list(pool.map(lambda name: self._fetch(folder, name, files[name]), missing))
            for name in outdated:
                inside(folder, name).unlink(missing_ok=True)
            _write_record(folder, kept | {name: files[name].digest for name in missing})

    def note(self, folder: Path, change: Change, head: Head) -> None:
        """Take over what an edit has stored, so that it is not fetched. Failing here fails no edit."""
        files = head.files or {}
        names = {*change.documents, *change.media}
        try:
            kept = _forget(folder, names)
            for name, data in change.documents.items():
                replace_file(inside(folder, name), data)
            _write_record(folder, kept | {name: files[name].digest for name in names})
        except (OSError, CutroomError):
            log.warning("the copy of %s is not up to date", folder.name, exc_info=True)

    def sweep(self, before_s: float) -> None:
        """Remove copies unused since an epoch time, and what killed processes left."""
        sweep_leftovers(self.root)
        folders = list(self.root.iterdir()) if self.root.is_dir() else []
        for folder in folders:
            if is_safe_id(folder.name):
                self._sweep_one(folder, before_s)

    def _sweep_one(self, folder: Path, before_s: float) -> None:
        lock = folder / LOCK
        try:
            if lock.stat().st_mtime >= before_s:
                return
            with draft_lock(folder, wait_s=0):
                if lock.stat().st_mtime >= before_s:
                    return
                grave = self.root / f".gone-{uuid.uuid4().hex}"
                folder.rename(grave)
        except (OSError, NotFound, DraftLocked, StorageError):
            return
        shutil.rmtree(grave, ignore_errors=True)

    def _fetch(self, folder: Path, name: str, blob: Blob) -> None:
        target = inside(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{uuid.uuid4().hex}")
        try:
            with partial.open("xb") as file:
                for block in self._store.read(blob.key):
                    file.write(block)
            if partial.stat().st_size != blob.size:
                raise StorageError(
                    f"The bucket has another size of {name[:200]!r} than was stored."
                )
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


def _record(folder: Path) -> dict[str, str]:
    """Digests of the files of a copy, by name; empty where that is not known."""
    try:
        value = json.loads((folder / _RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def _forget(folder: Path, names: Collection[str]) -> dict[str, str]:
    """The record without these names, written before their files change: whoever dies leaves no wrong entry."""
    record = _record(folder)
    kept = {name: digest for name, digest in record.items() if name not in names}
    if len(kept) < len(record):
        _write_record(folder, kept)
    return kept


def _write_record(folder: Path, record: Mapping[str, str]) -> None:
    data = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    replace_file(folder / _RECORD, data)
