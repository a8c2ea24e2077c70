"""Obtaining a draft, wherever it is, into a folder of ours.

Everything that comes from outside is checked here: sizes, counts, names of files. What is returned has
been parsed, and its digest identifies the content.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from cutroom.core.errors import BadDraft, LimitExceeded, MediaError, MediaUnreachable, NotFound
from cutroom.draft.archive import extract_archive
from cutroom.draft.folder import OpenedDraft, open_draft
from cutroom.draft.merge import merge
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.links import ArchiveLink, DocumentLink, DraftLink, LocalDraft, RemoteDraft
from cutroom.pipeline.watch import Watch
from cutroom.storage.fetch_rules import redact
from cutroom.storage.placing import place_file, remove, unwritable

_LISTING_BYTES = 8_000_000
_DOCUMENT_NAME = "draft_content.json"
_DOCUMENT_NAMES = ("draft_content.json", "draft_info.json")


@dataclass(frozen=True, slots=True)
class DraftPath:
    """A draft on this disk: a document, a folder or a zipped folder."""

    path: Path


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """A draft with ``values`` in place of its merge fields. Its digest is that of the draft without them."""

    link: DraftLink
    values: Mapping[str, str]


DraftSource = DraftPath | DraftLink | MergedDraft


@dataclass(frozen=True, slots=True)
class Obtaining:
    """What obtaining a draft needs: tools, a folder for what arrives, and when to stop."""

    environment: Environment
    folder: Path
    watch: Watch


def obtain_draft(source: DraftSource, obtaining: Obtaining) -> OpenedDraft:
    """The draft, parsed, with the values of its merge fields.

    Raises NotFound when there is none, BadDraft (EncryptedDraft) when it cannot be read, LimitExceeded,
    InvalidRequest for values that are not those of its fields, Refused for an address, MediaUnreachable
    when a host does not answer, StorageError.
    """
    match source:
        case MergedDraft(link, values):
            opened = obtain_draft(link, obtaining)
            return replace(opened, draft=merge(opened.draft, values))
        case DraftPath(path):
            return _from_path(path, obtaining)
        case LocalDraft(draft_id):
            return _from_id(draft_id, obtaining.environment)
        case DocumentLink(url):
            return _from_document(url, obtaining)
        case ArchiveLink(url):
            return _from_archive_link(url, obtaining)
        case RemoteDraft(url, draft_id):
            return _from_listing(url, draft_id, obtaining)


def _from_path(path: Path, obtaining: Obtaining) -> OpenedDraft:
    if not path.exists():
        raise NotFound(f"There is no draft at {path}.")
    if path.is_file() and _is_zip(path):
        return _unpacked(path, obtaining)
    return open_draft(path)


def _from_id(draft_id: str, environment: Environment) -> OpenedDraft:
    return open_draft(environment.library.folder(draft_id))


def _from_document(url: str, obtaining: Obtaining) -> OpenedDraft:
    limit = obtaining.environment.draft_limits.document_bytes
    target = obtaining.folder / _DOCUMENT_NAME
    _write(target, _fetch_document(url, limit, obtaining))
    return open_draft(target)


def _from_archive_link(url: str, obtaining: Obtaining) -> OpenedDraft:
    fetcher, watch = obtaining.environment.fetcher, obtaining.watch
    with _fetching_draft(url):
        fetched = watch.run(lambda: fetcher.fetch(url, watch.over))
    archive = obtaining.folder / "draft.zip"
    place_file(fetched.path, archive)
    try:
        return _unpacked(archive, obtaining)
    finally:
        remove(archive)


def _unpacked(archive: Path, obtaining: Obtaining) -> OpenedDraft:
    limits = obtaining.environment.draft_limits
    folder = obtaining.folder / "draft"
    extract_archive(archive, folder, limits)
    return open_draft(folder)


def _from_listing(url: str, draft_id: str, obtaining: Obtaining) -> OpenedDraft:
    environment, watch = obtaining.environment, obtaining.watch
    urls = _listed_urls(url, _fetch_document(url, _LISTING_BYTES, obtaining))
    if len(urls) > environment.draft_limits.files:
        raise LimitExceeded(
            f"The draft has {len(urls)} files, more than {environment.draft_limits.files}."
        )
    folder = obtaining.folder / "draft"
    places = _places(urls, draft_id)

    def fetch(item: str, place: PurePosixPath) -> None:
        fetched = environment.fetcher.fetch(item, watch.over)
        place_file(fetched.path, folder / place)

    calls = [partial(fetch, item, place) for item, place in zip(urls, places, strict=True)]
    with _fetching_draft(url):
        watch.run_all(calls, environment.fetch_concurrency, lambda _: None)
    return open_draft(folder)


def _fetch_document(url: str, limit: int, obtaining: Obtaining) -> bytes:
    fetcher, watch = obtaining.environment.fetcher, obtaining.watch
    with _fetching_draft(url):
        return watch.run(lambda: fetcher.fetch_bytes(url, limit, watch.over))


@contextmanager
def _fetching_draft(url: str) -> Iterator[None]:
    """An address that answers "no" has no draft; one that does not answer may have one later."""
    try:
        yield
    except MediaUnreachable as error:
        raise MediaUnreachable(
            f"The draft cannot be fetched: {error.message}",
            material=error.material,
            hint=error.hint,
        ) from error
    except MediaError as error:
        raise NotFound(
            f"There is no draft at {redact(url)}: {error.message}", hint=error.hint
        ) from error


def _listed_urls(url: str, data: bytes) -> list[str]:
    """The files of a get_draft answer, each once."""
    try:
        answer: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadDraft(
            f"{redact(url)} does not answer with a list of files.",
            hint="A get_draft URL must lead to a capcut-mate server.",
        ) from error
    files = answer.get("files") if isinstance(answer, dict) else None
    if not isinstance(files, list) or not files:
        said = answer.get("message", "") if isinstance(answer, dict) else ""
        raise NotFound(
            f"{redact(url)} lists no files of the draft.",
            details={"answer": str(said)[:200]},
        )
    return list(dict.fromkeys(item for item in files if isinstance(item, str)))


def _places(urls: Sequence[str], draft_id: str) -> list[PurePosixPath]:
    """Where each file belongs in the draft's folder: its path after the draft's id.

    Where no URL shows the id, the folder that holds the draft document is taken for the draft's.
    """
    paths = [unquote(urlsplit(item).path) for item in urls]
    marker = f"/{draft_id}/"
    if all(marker in path for path in paths):
        return [_safe(path.rpartition(marker)[2]) for path in paths]
    documents = [path for path in paths if path.rpartition("/")[2] in _DOCUMENT_NAMES]
    if not documents:
        raise BadDraft("The listed files hold no draft_content.json.")
    root = min(documents, key=len).rpartition("/")[0] + "/"
    return [_safe(path.removeprefix(root) if path.startswith(root) else path) for path in paths]


def _safe(path: str) -> PurePosixPath:
    parts = [part for part in path.split("/") if part]
    if not parts or any(part in (".", "..") or "\\" in part or "\0" in part for part in parts):
        raise BadDraft(f"The listed files hold one with the unusable path {path[:100]!r}.")
    return PurePosixPath(*parts)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\3\4", b"PK\5\6")


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise unwritable(target, error) from error
