"""Drafts in a folder on this disk: one folder an id, always whole.

New drafts are built beside their place and moved into it; documents are replaced by renaming. So a reader,
or a restart at any moment, sees a draft as it was or as it is, never half.
"""

from __future__ import annotations

import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from cutroom.authoring.keeping import (
    Change,
    DraftFile,
    InUse,
    Unused,
    Work,
    inside,
    listed,
    no_draft,
    no_file,
    replace_file,
    translated,
)
from cutroom.authoring.locking import LOCK, draft_lock
from cutroom.core.errors import CutroomError, DraftLocked, NotFound
from cutroom.core.ids import is_safe_id

log = logging.getLogger(__name__)

_STALE_S = 86_400.0
_LEFTOVERS = (".new-", ".gone-", ".intake-")


class FolderDrafts:
    """All drafts below one folder. See :class:`cutroom.authoring.keeping.DraftKeeping`."""

    def __init__(self, root: Path) -> None:
        """``root`` is made on first use."""
        self._root = root

    @property
    def root(self) -> Path:
        """See DraftKeeping."""
        return self._root

    def knows(self, draft_id: str) -> bool:
        """See DraftKeeping."""
        return is_safe_id(draft_id) and (self._root / draft_id).is_dir()

    def folder(self, draft_id: str) -> Path:
        """See DraftKeeping."""
        if not self.knows(draft_id):
            raise no_draft(draft_id)
        return self._root / draft_id

    def documents(self, draft_id: str) -> Path:
        """See DraftKeeping."""
        return self.folder(draft_id)

    def files(self, draft_id: str) -> list[DraftFile]:
        """See DraftKeeping."""
        return listed(self.folder(draft_id))

    def file(self, draft_id: str, name: str) -> Path:
        """See DraftKeeping."""
        path = inside(self.folder(draft_id), name)
        if not path.is_file():
            raise no_file(name)
        return path

    def add(self, draft_id: str, made: Path) -> None:
        """See DraftKeeping."""
        target = self._root / draft_id
        with translated(target):
            # The lock's time is the time of the last use.
            (made / LOCK).touch()
            try:
                made.rename(target)
            except OSError:
                # A folder that is there already is never replaced: the draft of another caller won.
                if not target.is_dir():
                    raise

    def change(self, draft_id: str, work: Work) -> None:
        """See DraftKeeping."""
        folder = self.folder(draft_id)
        with draft_lock(folder):
            change = work(folder)
            try:
                with translated(folder):
                    write_documents(folder, change)
                    os.utime(folder / LOCK)
            except BaseException:
                for path in change.new_files:
                    path.unlink(missing_ok=True)
                raise

    def touch(self, draft_id: str) -> None:
        """See DraftKeeping."""
        folder = self.folder(draft_id)
        # Under the lock: a sweep that holds it has either removed the draft, or will see this.
        with draft_lock(folder), translated(folder):
            os.utime(folder / LOCK)

    def remove(self, draft_id: str) -> None:
        """See DraftKeeping."""
        folder = self.folder(draft_id)
        with draft_lock(folder):
            grave = self._bury(folder)
        shutil.rmtree(grave, ignore_errors=True)

    def sweep(self, unused: Unused, in_use: InUse) -> int:
        """See DraftKeeping."""
        removed = 0
        if unused.before_s is not None:
            for draft_id in self._ids():
                removed += self._sweep_one(draft_id, unused.before_s, in_use)
        sweep_leftovers(self._root)
        return removed

    def _sweep_one(self, draft_id: str, before_s: float, in_use: InUse) -> bool:
        folder = self._root / draft_id
        try:
            if _used_at_s(folder) >= before_s:
                return False
            with draft_lock(folder, wait_s=0):
                # It may have been used between the look and the lock.
                if _used_at_s(folder) >= before_s or in_use(draft_id):
                    return False
                grave = self._bury(folder)
        except (OSError, NotFound, DraftLocked):
            return False
        except CutroomError:
            log.warning("draft %s could not be swept", draft_id, exc_info=True)
            return False
        shutil.rmtree(grave, ignore_errors=True)
        return True

    def _ids(self) -> Iterator[str]:
        if self._root.is_dir():
            yield from (path.name for path in self._root.iterdir() if self.knows(path.name))

    def _bury(self, folder: Path) -> Path:
        """Rename first, so that nobody ever opens a draft that is half gone."""
        grave = self._root / f".gone-{uuid.uuid4().hex}"
        with translated(folder):
            folder.rename(grave)
        return grave


def write_documents(folder: Path, change: Change) -> None:
    """Replace the documents of a draft, and wait until the disk has them. Raises OSError."""
    places = {inside(folder, name): data for name, data in change.documents.items()}
    for path, data in places.items():
        replace_file(path, data)
    # A rename lasts when the folder's entry has reached the disk too.
    for parent in {path.parent for path in places}:
        handle = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep_leftovers(root: Path) -> None:
    """Remove folders that killed processes left half made, half gone, or full of what had just arrived."""
    if not root.is_dir():
        return
    before_s = time.time() - _STALE_S
    for path in root.iterdir():
        try:
            if path.name.startswith(_LEFTOVERS) and path.stat().st_mtime < before_s:
                shutil.rmtree(path, ignore_errors=True)
        except FileNotFoundError:
            continue


def _used_at_s(folder: Path) -> float:
    """Epoch seconds of the last use. A draft that was put there by hand counts from then on."""
    lock = folder / LOCK
    return lock.stat().st_mtime if lock.exists() else folder.stat().st_mtime
