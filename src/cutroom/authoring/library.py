"""The drafts of this server: made, changed, read, packed, wherever they are kept."""

from __future__ import annotations

import json
import shutil
import time
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cutroom.authoring.blank import blank_document, blank_meta
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.keeping import (
    Change,
    DraftFile,
    DraftKeeping,
    InUse,
    Unused,
    replace_file,
    translated,
)
from cutroom.core.errors import InvalidRequest
from cutroom.core.ids import new_draft_id
from cutroom.draft.archive import ArchiveLimits, extract_archive
from cutroom.draft.codec import check_size, draft_of, dump_draft, parse_draft
from cutroom.draft.folder import OpenedDraft, open_draft
from cutroom.draft.model import Draft

DOCUMENT = "draft_content.json"
MIRROR = "draft_info.json"
META = "draft_meta_info.json"
MAX_SIDE_PX = 16384
MAX_NAME_CHARACTERS = 200

Result = TypeVar("Result")


class LibraryLimits(ArchiveLimits, Protocol):
    """Bounds of what is taken in."""

    @property
    def document_bytes(self) -> int:
        """Most bytes of a draft document."""


class DraftLibrary:
    """All drafts of a server. Safe to use from many threads and processes."""

    def __init__(self, kept: DraftKeeping, limits: LibraryLimits) -> None:
        """``kept`` is where the drafts are."""
        self._kept = kept
        self._limits = limits

    @property
    def root(self) -> Path:
        """The folder on this disk in which drafts, or copies of them, lie."""
        return self._kept.root

    def knows(self, draft_id: str) -> bool:
        """Whether there is such a draft. Any text may be asked for."""
        return self._kept.knows(draft_id)

    def folder(self, draft_id: str) -> Path:
        """A folder with all files of a draft, to be read only. Raises NotFound."""
        return self._kept.folder(draft_id)

    def open(self, draft_id: str) -> OpenedDraft:
        """The draft without its media, as it is now. Raises NotFound, BadDraft."""
        return open_draft(self._kept.documents(draft_id))

    def touch(self, draft_id: str) -> None:
        """Note that a draft is used: it is kept as long as if it were new. Raises NotFound."""
        self._kept.touch(draft_id)

    def create(self, width: int, height: int, name: str = "") -> str:
        """A new empty draft; its id. Raises InvalidRequest for a size no canvas can have."""
        for field, side in (("width", width), ("height", height)):
            if not 1 <= side <= MAX_SIDE_PX:
                raise InvalidRequest(
                    f"{field} must be between 1 and {MAX_SIDE_PX} pixels.", field=field
                )
        with self._new_folder() as (draft_id, folder):
            _write_new(folder, blank_document(width, height, name[:MAX_NAME_CHARACTERS]))
        return draft_id

    def import_document(self, data: bytes, draft_id: str = "") -> str:
        """A draft made of an uploaded document; its id. Raises BadDraft, LimitExceeded.

        A given ``draft_id`` is derived from the content: a draft that has it already is the same.
        """
        document = parse_draft(data, self._limits.document_bytes).document
        return self.import_value(document, draft_id)

    def import_value(self, document: dict[str, Any], draft_id: str = "") -> str:
        """A draft made of a parsed document; see ``import_document``."""
        draft_of(document)
        with self._new_folder(draft_id) as (made_id, folder):
            _write_new(folder, document)
        return made_id

    def import_archive(self, archive: Path, draft_id: str = "") -> str:
        """A draft made of an uploaded zip of a draft folder; see ``import_document``."""
        with self._new_folder(draft_id) as (made_id, folder):
            extract_archive(archive, folder, self._limits)
            _lift(folder)
            document = open_draft(folder).draft.document
            # capcut-mate's clients look for both names whatever the platform of the writer.
            if not ((folder / DOCUMENT).is_file() and (folder / MIRROR).is_file()):
                _write_new(folder, document)
        return made_id

    def save(self, draft_id: str) -> None:
        """Write the documents of a draft again, both names alike. Raises NotFound, BadDraft."""
        self.edit(draft_id, lambda draft: None)

    def edit(self, draft_id: str, change: Callable[[DraftDocument], Result]) -> Result:
        """Do ``change`` to a draft, alone, and return its result once the draft is kept.

        An error leaves the draft as it was. After a collision with another host ``change`` is called
        again, with the draft as that host left it. Raises NotFound, BadDraft, DraftLocked, StorageError.
        """
        results: list[Result] = []

        def work(folder: Path) -> Change:
            opened = open_draft(folder)
            draft = DraftDocument(opened.draft.document, folder)
            with draft.undone_on_error(), translated(folder):
                results.append(change(draft))
                draft.settle()
                documents = self._documents(folder, draft.raw, opened.source)
            return Change(documents, draft.media, draft.new_files)

        self._kept.change(draft_id, work)
        return results[-1]

    def _documents(self, folder: Path, document: dict[str, Any], source: Path) -> dict[str, bytes]:
        """What an edited draft is written as, by name; ``source`` is the document that was opened."""
        documents = _documents(folder, document)
        data = documents[DOCUMENT]
        check_size(data, self._limits.document_bytes)
        name = source.relative_to(folder).as_posix()
        return documents if name in documents else {**documents, name: data}

    def read(self, draft_id: str) -> Draft:
        """The draft. Raises NotFound, BadDraft."""
        return self.open(draft_id).draft

    def files(self, draft_id: str) -> list[DraftFile]:
        """All files of a draft, sorted by name. Links are not followed. Raises NotFound."""
        return self._kept.files(draft_id)

    def file(self, draft_id: str, name: str) -> Path:
        """One file of a draft. Raises NotFound, also for names that lead out of the draft."""
        return self._kept.file(draft_id, name)

    def write_archive(self, draft_id: str, target: Path) -> None:
        """Zip a draft to ``target``, in a folder named like it; media are stored as they are."""
        folder = self.folder(draft_id)
        with (
            translated(target),
            zipfile.ZipFile(target, "x", zipfile.ZIP_STORED, strict_timestamps=False) as archive,
        ):
            for file in self.files(draft_id):
                kind = zipfile.ZIP_DEFLATED if file.name.endswith(".json") else None
                archive.write(folder / file.name, f"{draft_id}/{file.name}", compress_type=kind)

    def delete(self, draft_id: str) -> None:
        """Remove a draft with all its files, when whoever edits it is done. Raises NotFound, DraftLocked."""
        self._kept.remove(draft_id)

    def sweep(self, unused: Unused, in_use: InUse) -> int:
        """Remove drafts that nobody used for long; the number of them."""
        return self._kept.sweep(unused, in_use)

    @contextmanager
    def _new_folder(self, draft_id: str = "") -> Iterator[tuple[str, Path]]:
        draft_id = draft_id or new_draft_id(datetime.now().astimezone())
        building = self.root / f".new-{uuid.uuid4().hex}"
        try:
            with translated(building):
                building.mkdir(parents=True)
                yield draft_id, building
                self._kept.add(draft_id, building)
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _write_new(folder: Path, document: dict[str, Any]) -> None:
    for name, data in _documents(folder, document).items():
        replace_file(folder / name, data)


def _documents(folder: Path, document: dict[str, Any]) -> dict[str, bytes]:
    """The document under both its names, and the project card."""
    data = dump_draft(Draft(document))
    now_us = time.time_ns() // 1000
    duration = document.get("duration")
    duration_us = duration if isinstance(duration, int) else 0
    meta = _known_meta(folder) or blank_meta(str(document.get("name") or ""), now_us)
    meta |= {"tm_draft_modified": now_us, "tm_duration": duration_us}
    card = json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode()
    return {DOCUMENT: data, MIRROR: data, META: card}


def _known_meta(folder: Path) -> dict[str, Any] | None:
    try:
        meta = json.loads((folder / META).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return meta if isinstance(meta, dict) else None


def _lift(folder: Path) -> None:
    """Undo the one folder that zip programs put around what they pack."""
    for _ in range(3):
        entries = [path for path in folder.iterdir() if path.name != "__MACOSX"]
        if len(entries) != 1 or not entries[0].is_dir():
            return
        inner = entries[0].rename(folder / f".lift-{uuid.uuid4().hex}")
        for path in inner.iterdir():
            path.rename(folder / path.name)
        inner.rmdir()
