"""The drafts of this server: one folder an id, always whole on disk.

New drafts are built beside their place and moved into it; documents are replaced by renaming. So a reader,
or a restart at any moment, sees a draft as it was or as it is, never half.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from cutroom.authoring.blank import blank_document, blank_meta
from cutroom.authoring.document import DraftDocument
from cutroom.authoring.locking import draft_lock
from cutroom.core.errors import InvalidRequest, LimitExceeded, NotFound, StorageError
from cutroom.core.ids import is_safe_id, new_draft_id
from cutroom.draft.archive import ArchiveLimits, extract_archive
from cutroom.draft.codec import check_size, draft_of, dump_draft, parse_draft
from cutroom.draft.folder import open_draft
from cutroom.draft.model import Draft

DOCUMENT = "draft_content.json"
MIRROR = "draft_info.json"
META = "draft_meta_info.json"
MAX_SIDE_PX = 16384
MAX_NAME_CHARACTERS = 200
_MAX_LISTED_FILES = 20_000


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft; ``name`` is its path inside the draft, with slashes."""

    name: str
    size: int


class LibraryLimits(ArchiveLimits, Protocol):
    """Bounds of what is taken in."""

    @property
    def document_bytes(self) -> int:
        """Most bytes of a draft document."""


class DraftLibrary:
    """All drafts below one folder. Safe to use from many threads and processes."""

    def __init__(self, root: Path, limits: LibraryLimits) -> None:
        """``root`` is made on first use."""
        self._root = root
        self._limits = limits

    def knows(self, draft_id: str) -> bool:
        """Whether there is such a draft. Any text may be asked for."""
        return is_safe_id(draft_id) and (self._root / draft_id).is_dir()

    def folder(self, draft_id: str) -> Path:
        """The folder of a draft. Raises NotFound."""
        if not self.knows(draft_id):
            raise NotFound(f"There is no draft {draft_id[:64]!r} here.")
        return self._root / draft_id

    def create(self, width: int, height: int, name: str = "") -> str:
        """A new empty draft; its id. Raises InvalidRequest for a size no canvas can have."""
        for field, side in (("width", width), ("height", height)):
            if not 1 <= side <= MAX_SIDE_PX:
                raise InvalidRequest(
                    f"{field} must be between 1 and {MAX_SIDE_PX} pixels.", field=field
                )
        with self._new_folder() as (draft_id, folder):
            _write_documents(folder, blank_document(width, height, name[:MAX_NAME_CHARACTERS]))
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
            _write_documents(folder, document)
        return made_id

    def import_archive(self, archive: Path, draft_id: str = "") -> str:
        """A draft made of an uploaded zip of a draft folder; see ``import_document``."""
        with self._new_folder(draft_id) as (made_id, folder):
            extract_archive(archive, folder, self._limits)
            _lift(folder)
            document = open_draft(folder).draft.document
            # capcut-mate's clients look for both names whatever the platform of the writer.
            if not ((folder / DOCUMENT).is_file() and (folder / MIRROR).is_file()):
                _write_documents(folder, document)
        return made_id

    def save(self, draft_id: str) -> None:
        """Write the documents of a draft again, both names alike. Raises NotFound, BadDraft."""
        with self.edit(draft_id):
            pass

    @contextmanager
    def edit(self, draft_id: str) -> Iterator[DraftDocument]:
        """The draft to change, alone; it is on disk, whole, when the block ends without an error.

        An error leaves the draft as it was. Raises NotFound, BadDraft, DraftLocked, StorageError.
        """
        folder = self.folder(draft_id)
        with draft_lock(folder):
            opened = open_draft(folder)
            draft = DraftDocument(opened.draft.document, folder)
            with draft.undone_on_error(), _translated(folder):
                yield draft
                draft.settle()
                check_size(_encoded(draft.raw), self._limits.document_bytes)
                _write_documents(folder, draft.raw)
                if opened.source.name not in (DOCUMENT, MIRROR) or opened.source.parent != folder:
                    _replace(opened.source, _encoded(draft.raw))

    def read(self, draft_id: str) -> Draft:
        """The draft. Raises NotFound, BadDraft."""
        return open_draft(self.folder(draft_id)).draft

    def files(self, draft_id: str) -> list[DraftFile]:
        """All files of a draft, sorted by name. Links are not followed."""
        folder = self.folder(draft_id)
        found: list[DraftFile] = []
        for parent, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(parent) / name
                if path.is_file() and not path.is_symlink() and not name.startswith("."):
                    relative = path.relative_to(folder).as_posix()
                    found.append(DraftFile(relative, path.stat().st_size))
            if len(found) > _MAX_LISTED_FILES:
                raise LimitExceeded(f"The draft has more than {_MAX_LISTED_FILES} files.")
        return sorted(found, key=lambda file: file.name)

    def file(self, draft_id: str, name: str) -> Path:
        """One file of a draft. Raises NotFound, also for names that lead out of the draft."""
        folder = self.folder(draft_id)
        parts = PurePosixPath(name).parts
        if not parts or any(part in ("..", "/") or part.startswith(".") for part in parts):
            raise NotFound(f"The draft has no file {name[:200]!r}.")
        path = folder.joinpath(*parts)
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside or not path.is_file():
            raise NotFound(f"The draft has no file {name[:200]!r}.")
        return path

    def write_archive(self, draft_id: str, target: Path) -> None:
        """Zip a draft to ``target``, in a folder named like it; media are stored as they are."""
        folder = self.folder(draft_id)
        with (
            _translated(target),
            zipfile.ZipFile(target, "x", zipfile.ZIP_STORED, strict_timestamps=False) as archive,
        ):
            for file in self.files(draft_id):
                kind = zipfile.ZIP_DEFLATED if file.name.endswith(".json") else None
                archive.write(folder / file.name, f"{draft_id}/{file.name}", compress_type=kind)

    def delete(self, draft_id: str) -> None:
        """Remove a draft with all its files. Raises NotFound."""
        folder = self.folder(draft_id)
        # Renamed first, so that nobody ever opens a draft that is half gone.
        grave = self._root / f".gone-{uuid.uuid4().hex}"
        with _translated(folder):
            folder.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)

    @contextmanager
    def _new_folder(self, draft_id: str = "") -> Iterator[tuple[str, Path]]:
        draft_id = draft_id or new_draft_id(datetime.now().astimezone())
        building = self._root / f".new-{uuid.uuid4().hex}"
        try:
            with _translated(building):
                building.mkdir(parents=True)
                yield draft_id, building
                if not self.knows(draft_id):
                    building.rename(self._root / draft_id)
        finally:
            shutil.rmtree(building, ignore_errors=True)


def _write_documents(folder: Path, document: dict[str, Any]) -> None:
    """Write the document under both its names, and the project card."""
    data = _encoded(document)
    for name in (DOCUMENT, MIRROR):
        _replace(folder / name, data)
    now_us = time.time_ns() // 1000
    duration = document.get("duration")
    duration_us = duration if isinstance(duration, int) else 0
    meta = _known_meta(folder) or blank_meta(str(document.get("name") or ""), now_us)
    meta |= {"tm_draft_modified": now_us, "tm_duration": duration_us}
    _replace(folder / META, json.dumps(meta, ensure_ascii=False, separators=(",", ":")).encode())


def _encoded(document: dict[str, Any]) -> bytes:
    return dump_draft(draft_of(document, check_numbers=False))


def _known_meta(folder: Path) -> dict[str, Any] | None:
    try:
        meta = json.loads((folder / META).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return meta if isinstance(meta, dict) else None


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


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


@contextmanager
def _translated(subject: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"The draft could not be written: {error.strerror or error}.",
            hint=f"Check space and permissions of {subject.parent}.",
        ) from error
