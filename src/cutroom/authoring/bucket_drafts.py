"""Drafts in a bucket that many hosts share.

Nobody holds a lock in the bucket, so nobody who dies can leave one. An editor reads the head of a draft, stores
what is new under names of its own, and replaces the head on the condition that it is still the one it read;
who comes second does the edit again on the head of the first. On one host a file lock makes editors wait for
each other, so that only hosts collide.
"""

from __future__ import annotations

import hashlib
import logging
import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from cutroom.authoring.draft_copies import DraftCopies
from cutroom.authoring.heads import (
    HEADS,
    LARGEST_TOMBSTONE_BYTES,
    Blob,
    Head,
    dump_head,
    head_key,
    new_head,
    new_stamp,
    parse_head,
)
from cutroom.authoring.keeping import (
    DraftFile,
    InUse,
    Unused,
    Work,
    inside,
    listed,
    no_draft,
    no_file,
)
from cutroom.core.errors import CutroomError, DraftLocked, NotFound, StorageError
from cutroom.core.ids import is_safe_id
from cutroom.storage.conditions import prove_conditions
from cutroom.storage.store import StoredFile, VersionedStore

log = logging.getLogger(__name__)

Result = TypeVar("Result")

SETTING = "CUTROOM_DRAFT_STORAGE_URL"
WAIT_S = 30.0
_LONGEST_PAUSE_S = 0.5
_READS = 5
_TOUCHED_S = 3600.0
_ABANDONED_S = 86_400.0


class BucketDrafts:
    """All drafts below a prefix of a bucket. See :class:`cutroom.authoring.keeping.DraftKeeping`."""

    def __init__(self, store: VersionedStore, copies: Path) -> None:
        """``copies`` is a folder of this host alone."""
        self._store = store
        self._copies = DraftCopies(copies, store)
        self._proof = threading.Lock()
        self._proven = False

    @property
    def root(self) -> Path:
        """See DraftKeeping."""
        return self._copies.root

    def knows(self, draft_id: str) -> bool:
        """See DraftKeeping."""
        return is_safe_id(draft_id) and self._find(draft_id) is not None

    def folder(self, draft_id: str) -> Path:
        """See DraftKeeping."""
        return self._filled(draft_id, lambda name: True)

    def documents(self, draft_id: str) -> Path:
        """See DraftKeeping."""
        return self._filled(draft_id, _is_no_asset)

    def files(self, draft_id: str) -> list[DraftFile]:
        """See DraftKeeping."""
        files = self._head(draft_id).files or {}
        return [DraftFile(name, blob.size) for name, blob in sorted(files.items())]

    def file(self, draft_id: str, name: str) -> Path:
        """See DraftKeeping."""
        if name not in (self._head(draft_id).files or {}):
            raise no_file(name)
        return inside(self._filled(draft_id, name.__eq__), name)

    def add(self, draft_id: str, made: Path) -> None:
        """See DraftKeeping."""
        self._prove()
        found = self._find(draft_id, removed=True)
        if found is not None:
            self._refuse_removed(found)
            return
        head = new_head(draft_id)
        known: dict[str, Blob] = {}
        files = {file.name: self._stored(head, made / file.name, known) for file in listed(made)}
        if self._swap(draft_id, head, head.changed(files, new_stamp())) is None:
            # Another caller has made it meanwhile; ids that two callers choose come from the content.
            self._discard(_keys(files))

    def change(self, draft_id: str, work: Work) -> None:
        """See DraftKeeping."""
        self._prove()
        self._check(draft_id)
        until_s = time.monotonic() + WAIT_S
        pause_s = 0.01
        brought: dict[str, Blob] = {}
        try:
            while True:
                with self._copies.locked(draft_id) as folder:
                    if self._changed(draft_id, folder, work, brought):
                        return
                if time.monotonic() > until_s:
                    raise DraftLocked(f"The draft has been edited by others for {WAIT_S:g} s.")
                time.sleep(random.uniform(0, pause_s))
                pause_s = min(_LONGEST_PAUSE_S, 2 * pause_s)
        finally:
            self._discard(blob.key for blob in brought.values())

    def touch(self, draft_id: str) -> None:
        """See DraftKeeping. Times are those of the head, which is written again when it is an hour old."""
        for _ in range(_READS):
            head = self._head(draft_id)
            seen = self._store.stat(head_key(draft_id))
            if seen is not None and time.time() - seen.modified.timestamp() < _TOUCHED_S:
                return
            if self._swap(draft_id, head, head.changed(head.files, new_stamp())):
                return
        raise DraftLocked

    def remove(self, draft_id: str) -> None:
        """See DraftKeeping."""
        for _ in range(_READS):
            if self._removed(draft_id, self._head(draft_id)):
                return
        raise DraftLocked

    def sweep(self, unused: Unused, in_use: InUse) -> int:
        """See DraftKeeping."""
        self._copies.sweep(unused.copies_before_s)
        # Times of use are as exact as touching makes them.
        before_s = None if unused.before_s is None else unused.before_s - _TOUCHED_S
        removed = 0
        for file in list(self._store.list(HEADS)):
            try:
                removed += self._sweep_one(file, before_s, in_use)
            except NotFound:
                continue
            except CutroomError:
                log.warning("%s could not be swept", file.key, exc_info=True)
        return removed

    def _sweep_one(self, file: StoredFile, before_s: float | None, in_use: InUse) -> bool:
        draft_id = file.key.rpartition("/")[2]
        modified_s = file.modified.timestamp()
        limit_s = before_s or 0.0
        if file.size <= LARGEST_TOMBSTONE_BYTES:
            limit_s = time.time() - _ABANDONED_S
        if modified_s >= limit_s:
            return False
        head = self._find(draft_id, removed=True)
        seen = self._store.stat(file.key)
        # A head that was replaced since the look is a draft that is used.
        if head is None or seen is None or seen.modified.timestamp() >= limit_s:
            return False
        used = head.files is not None and in_use(draft_id)
        return not used and self._removed(draft_id, head)

    def _filled(self, draft_id: str, wanted: Callable[[str], bool]) -> Path:
        self._check(draft_id)
        with self._copies.locked(draft_id) as folder:
            self._read(draft_id, partial(self._copies.fill, folder, wanted=wanted))
        return folder

    def _read(self, draft_id: str, use: Callable[[Head], Result]) -> tuple[Head, Result]:
        """Use the newest head. Its documents may be replaced, and gone, before they are read."""
        for _ in range(_READS):
            head = self._head(draft_id)
            try:
                return head, use(head)
            except NotFound:
                continue
        raise DraftLocked("The draft changes faster than it can be read.")

    def _changed(self, draft_id: str, folder: Path, work: Work, brought: dict[str, Blob]) -> bool:
        """Do an edit on the newest head; whether it counts. ``brought`` are media stored for it so far."""
        head, _ = self._read(draft_id, partial(self._copies.fill, folder, wanted=_is_no_asset))
        change = work(folder)
        old = head.files or {}
        for name in change.media:
            if name not in old and not _lies_in(head, brought.get(name)):
                brought[name] = self._stored(head, inside(folder, name), {})
        media = {name: brought[name] for name in change.media if name not in old}
        files = {**old, **media, **self._documents(head, change.documents)}
        after = self._swap(draft_id, head, head.changed(files, new_stamp()))
        before_keys, after_keys = _keys(old), _keys(files)
        if after is None:
            self._discard(after_keys - before_keys - _keys(brought))
            return False
        for name in media:
            del brought[name]
        self._discard(before_keys - after_keys)
        self._copies.note(folder, change, after)
        return True

    def _documents(self, head: Head, documents: Mapping[str, bytes]) -> dict[str, Blob]:
        """The documents of a change, stored. One of two names has its bytes in one place."""
        known = {blob.digest: blob for blob in (head.files or {}).values()}
        found: dict[str, Blob] = {}
        for name, data in documents.items():
            digest = hashlib.sha256(data).hexdigest()
            if digest not in known:
                known[digest] = self._stored_bytes(head, data, digest)
            found[name] = known[digest]
        return found

    def _stored_bytes(self, head: Head, data: bytes, digest: str) -> Blob:
        with tempfile.NamedTemporaryFile(prefix="cutroom-draft-") as file:
            file.write(data)
            file.flush()
            stored = self._store.put(f"{head.place}/{new_stamp()}", Path(file.name))
        return Blob(stored.key, digest, stored.size)

    def _stored(self, head: Head, path: Path, known: dict[str, Blob]) -> Blob:
        """A file, put into the bucket unless it is ``known`` there by its digest."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest not in known:
            stored = self._store.put(f"{head.place}/{new_stamp()}", path)
            known[digest] = Blob(stored.key, digest, stored.size)
        return known[digest]

    def _swap(self, draft_id: str, before: Head, after: Head) -> Head | None:
        """Replace a head unless somebody else did; the new one, or None."""
        key, stamp = head_key(draft_id), after.trail[0]
        try:
            etag = self._store.swap(key, dump_head(after), before.etag or None)
        except StorageError:
            # The answer may have been lost on its way back.
            if not self._has_arrived(draft_id, stamp):
                raise
            etag = None
        if etag is None:
            # So may the answer to a first try of the same request: the second finds what the first wrote.
            return after if self._has_arrived(draft_id, stamp) else None
        return after

    def _has_arrived(self, draft_id: str, stamp: str) -> bool:
        found = self._find(draft_id, removed=True)
        return found is not None and stamp in found.trail

    def _removed(self, draft_id: str, head: Head) -> bool:
        """Remove a draft unless its head has changed.

        Only who made the head a tombstone deletes it, and nobody makes a draft while there is one: so a draft
        that is made again under the same id is never taken for the old one.
        """
        if self._swap(draft_id, head, head.changed(None, new_stamp())) is None:
            return False
        for file in list(self._store.list(head.place)):
            self._store.delete(file.key)
        self._store.delete(head_key(draft_id))
        return True

    def _discard(self, keys: Iterable[str]) -> None:
        """Delete blobs that no head names; one that stays goes with its draft."""
        for key in keys:
            try:
                self._store.delete(key)
            except StorageError:
                log.warning("%s was left in the bucket", key, exc_info=True)

    def _check(self, draft_id: str) -> None:
        """Raise NotFound for a draft that never was, before a folder is made for it."""
        if not is_safe_id(draft_id) or not (self.root / draft_id).is_dir():
            self._head(draft_id)

    def _head(self, draft_id: str) -> Head:
        found = self._find(draft_id) if is_safe_id(draft_id) else None
        if found is None:
            raise no_draft(draft_id)
        return found

    def _find(self, draft_id: str, *, removed: bool = False) -> Head | None:
        try:
            head = parse_head(*self._store.load(head_key(draft_id)))
        except NotFound:
            return None
        return head if removed or head.files is not None else None

    def _refuse_removed(self, head: Head) -> None:
        if head.files is None:
            raise DraftLocked("The draft is being removed.")

    def _prove(self) -> None:
        with self._proof:
            if not self._proven:
                prove_conditions(self._store, SETTING)
                self._proven = True


def _lies_in(head: Head, blob: Blob | None) -> bool:
    """Whether a blob is one of this draft, and not of an earlier one of the same id."""
    return blob is not None and blob.key.startswith(f"{head.place}/")


def _keys(files: Mapping[str, Blob]) -> set[str]:
    return {blob.key for blob in files.values()}


def _is_no_asset(name: str) -> bool:
    """Whether an edit may have to read a file: media lie below ``assets``."""
    return not name.startswith("assets/")
