"""Opening a draft from disk: a document, or a folder as JianYing and CapCut keep them.

A folder may hold the document under two names, mirrors of it, several timelines, and compound clips
in files of their own; see :func:`open_draft` for which of them counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cutroom.core.errors import (
    BadDraft,
    CutroomError,
    EncryptedDraft,
    LimitExceeded,
    NotFound,
    StorageError,
)
from cutroom.draft import fields
from cutroom.draft.codec import MAX_DOCUMENT_BYTES, parse_draft
from cutroom.draft.encryption import KEY_STORE, encrypted_draft
from cutroom.draft.fields import Json
from cutroom.draft.model import Draft
from cutroom.draft.subdrafts import read_in_subdrafts

DOCUMENT_NAMES = ("draft_content.json", "draft_info.json")
MIRROR_NAMES = ("template.tmp", "template-2.tmp", "draft_info.json.bak", "draft_content.json.bak")
META_NAME = "draft_meta_info.json"
TIMELINES = "Timelines"
_MAX_DESCENT = 3


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft with the folder its files lie in.

    ``root`` is what placeholders and relative paths refer to; ``meta`` the content of
    ``draft_meta_info.json``, {} when there is none that can be read; ``digest`` the SHA-256 of the
    documents that were read; ``source`` the document itself.
    """

    draft: Draft
    root: Path
    meta: Json
    digest: str
    source: Path

    @property
    def name(self) -> str:
        """What the user calls the draft."""
        return fields.text(self.meta, "draft_name") or self.root.name


def open_draft(path: Path) -> OpenedDraft:
    """The draft in a document or folder.

    In a folder: the active timeline where there are several; else ``draft_content.json``, or
    ``draft_info.json`` when the former is missing, unreadable or has no clips; else one of the mirrors
    the programs leave; else the only folder inside that holds a draft.

    Raises NotFound, EncryptedDraft, BadDraft, LimitExceeded, StorageError.
    """
    if path.is_dir():
        root = _draft_folder(path)
        found = _from_folder(root)
    elif path.exists():
        root = path.parent
        found = _read(path)
    else:
        raise NotFound(f"There is no draft at {path}.")
    inner = read_in_subdrafts(found.draft, root)
    digest = hashlib.sha256(found.data)
    for data in inner:
        digest.update(hashlib.sha256(data).digest())
    return OpenedDraft(found.draft, root, _meta(root), digest.hexdigest(), found.path)


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    data: bytes
    draft: Draft

    @property
    def has_clips(self) -> bool:
        # Of the document: the views of all segments are half the cost of opening a draft.
        tracks = fields.mappings(self.draft.document, "tracks")
        return any(True for track in tracks for _ in fields.mappings(track, "segments"))


def _draft_folder(path: Path) -> Path:
    """``path``, or the one folder inside it that holds a draft: archives often wrap it in another."""
    level = [path]
    for _ in range(_MAX_DESCENT):
        holding = [folder for folder in level if _holds_draft(folder)]
        if len(holding) == 1:
            return holding[0]
        if holding:
            names = ", ".join(sorted(folder.name for folder in holding)[:5])
            raise BadDraft(f"The folder holds several drafts: {names}.", hint="Give one of them.")
        level = [inner for folder in level for inner in _folders(folder)]
    raise BadDraft(
        f"The folder {path.name!r} holds no draft_content.json.",
        hint="Give the folder of one draft, such as com.lveditor.draft/<name>.",
    )


def _holds_draft(folder: Path) -> bool:
    names = (*DOCUMENT_NAMES, *MIRROR_NAMES)
    return any((folder / name).is_file() for name in names) or _timelines(folder) != {}


def _folders(folder: Path) -> list[Path]:
    skipped = (TIMELINES, "__MACOSX")
    return [
        inner
        for inner in _listed(folder)
        if inner.name not in skipped and inner.is_dir() and not inner.is_symlink()
    ]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise StorageError(
            f"The folder {folder.name!r} cannot be read: {error.strerror}."
        ) from error


def _from_folder(root: Path) -> _Found:
    timeline = _active_timeline(root)
    if timeline is not None:
        try:
            return _from_names(timeline, root)
        except BadDraft:
            # The root document is a copy of the active timeline, if an old one.
            if not any((root / name).is_file() for name in DOCUMENT_NAMES):
                raise
    return _from_names(root, root)


def _from_names(folder: Path, root: Path) -> _Found:
    first: _Found | None = None
    failure: CutroomError | None = None
    for name in (*DOCUMENT_NAMES, *MIRROR_NAMES):
        if first is not None and name in MIRROR_NAMES:
            break
        if not (folder / name).is_file():
            continue
        try:
            found = _read(folder / name)
        except BadDraft as error:
            failure = failure or _explained(error, name, root)
            continue
        if found.has_clips:
            return found
        first = first or found
    if first is not None and failure is None:
        return first
    raise failure or BadDraft(f"The folder {folder.name!r} holds no draft_content.json.")


def _explained(error: BadDraft, name: str, root: Path) -> BadDraft:
    if isinstance(error, EncryptedDraft) or (root / KEY_STORE).exists():
        return encrypted_draft(name)
    return error


def _active_timeline(root: Path) -> Path | None:
    """The folder of the timeline a project of several shows; None for an ordinary draft.

    In this order: the one the editor's layout names as active, the one the root document is a copy
    of, the project's main one, the only one that is not deleted.
    """
    folders = _timelines(root)
    if not folders:
        return None
    project = _json(root / TIMELINES / "project.json")
    listed = [
        fields.text(entry, "id")
        for entry in fields.mappings(project, "timelines")
        if not fields.flag(entry, "is_marked_delete", False)
    ]
    wanted = [fields.text(_json(root / "timeline_layout.json"), "activeTimeline")]
    wanted += _root_ids(root)
    wanted += [fields.text(project, "main_timeline_id")]
    alive = [name for name in listed if name in folders]
    wanted += alive if len(alive) == 1 else []
    wanted += [name for name in folders if not listed and len(folders) == 1]
    chosen = next((name for name in wanted if name in folders), None)
    return None if chosen is None else folders[chosen]


def _root_ids(root: Path) -> Iterator[str]:
    for name in DOCUMENT_NAMES:
        yield fields.text(_json(root / name), "id")


def _timelines(root: Path) -> dict[str, Path]:
    """Folders of timelines by id. Ids are matched with what is there and never become paths."""
    parent = root / TIMELINES
    if not parent.is_dir() or parent.is_symlink():
        return {}
    return {
        folder.name: folder
        for folder in _folders(parent)
        if any((folder / name).is_file() for name in DOCUMENT_NAMES)
    }


def _read(path: Path) -> _Found:
    data = _bytes(path)
    try:
        return _Found(path, data, parse_draft(data))
    except EncryptedDraft as error:
        raise encrypted_draft(path.name) from error
    except BadDraft as error:
        message = f"{path.name}: {error.message}"
        raise BadDraft(message, where=error.where, hint=error.hint) from error


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_DOCUMENT_BYTES:
            raise LimitExceeded(
                f"{path.name} has more than {MAX_DOCUMENT_BYTES} bytes.",
                hint="Split the project into smaller ones.",
            )
        return path.read_bytes()
    except OSError as error:
        raise StorageError(f"{path.name} cannot be read: {error.strerror}.") from error


def _meta(root: Path) -> Json:
    return _json(root / META_NAME)


def _json(path: Path) -> Json:
    """A side file; {} when it is missing, damaged or encrypted, for a draft can do without."""
    try:
        document: Any = parse_draft(path.read_bytes()).document if path.is_file() else {}
    except (OSError, CutroomError):
        return {}
    return document if isinstance(document, dict) else {}
