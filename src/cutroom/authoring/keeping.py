"""What a place for drafts offers: a folder on this disk, or a bucket that many hosts share."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from cutroom.core.errors import LimitExceeded, NotFound, StorageError

_MAX_LISTED_FILES = 20_000


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft; ``name`` is its path inside the draft, with slashes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit made of a draft.

    ``documents`` are contents by name inside the draft; ``media`` are the names of files that the edit refers
    to and that lie in the draft's folder, ``new_files`` those of them that it brought.
    """

    documents: Mapping[str, bytes]
    media: Collection[str] = ()
    new_files: Sequence[Path] = ()


Work = Callable[[Path], Change]
"""Makes a change of the draft in a folder, in which it writes nothing but new media."""

InUse = Callable[[str], bool]
"""Whether something is about to read the draft with this id."""


@dataclass(frozen=True, slots=True)
class Unused:
    """Which drafts may go: those nobody used since ``before_s`` (epoch seconds; None: none at all).

    Copies of drafts that are kept elsewhere may go when unused since ``copies_before_s``.
    """

    before_s: float | None
    copies_before_s: float


class DraftKeeping(Protocol):
    """A place for drafts. Safe to use from many threads, processes and, for a bucket, hosts."""

    @property
    def root(self) -> Path:
        """The folder on this disk in which drafts, or copies of them, lie."""
        ...

    def knows(self, draft_id: str) -> bool:
        """Whether there is such a draft. Any text may be asked for."""
        ...

    def folder(self, draft_id: str) -> Path:
        """A folder with all files of the draft. Raises NotFound."""
        ...

    def documents(self, draft_id: str) -> Path:
        """A folder with all of the draft but its media. Raises NotFound."""
        ...

    def files(self, draft_id: str) -> list[DraftFile]:
        """All files of a draft, sorted by name. Raises NotFound."""
        ...

    def file(self, draft_id: str, name: str) -> Path:
        """One file of a draft. Raises NotFound, also for names that lead out of the draft."""
        ...

    def add(self, draft_id: str, made: Path) -> None:
        """Take in the draft in the folder ``made``; one that has the id already stays as it is."""
        ...

    def change(self, draft_id: str, work: Work) -> None:
        """Do an edit, alone; all of it is kept, or nothing. ``work`` may be called again after a collision.

        Raises NotFound, DraftLocked, StorageError, and what ``work`` raises.
        """
        ...

    def touch(self, draft_id: str) -> None:
        """Note that the draft is used. Raises NotFound."""
        ...

    def remove(self, draft_id: str) -> None:
        """Remove a draft with all its files. Raises NotFound, DraftLocked."""
        ...

    def sweep(self, unused: Unused, in_use: InUse) -> int:
        """Remove drafts that are unused, and what killed processes left; the number of drafts removed."""
        ...


def listed(folder: Path) -> list[DraftFile]:
    """All files in a draft's folder, sorted by name. Links are not followed, hidden files not listed."""
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


def inside(folder: Path, name: str) -> Path:
    """The place of a draft's file. Raises NotFound for names that lead out of the draft."""
    parts = PurePosixPath(name).parts
    if not parts or any(part in ("..", "/") or part.startswith(".") for part in parts):
        raise no_file(name)
    path = folder.joinpath(*parts)
    if not path.resolve().is_relative_to(folder.resolve()):
        raise no_file(name)
    return path


def no_file(name: str) -> NotFound:
    """The error for a file that a draft does not have."""
    return NotFound(f"The draft has no file {name[:200]!r}.")


def no_draft(draft_id: str) -> NotFound:
    """The error for a draft that is not here."""
    return NotFound(f"There is no draft {draft_id[:64]!r} here.")


def replace_file(path: Path, data: bytes) -> None:
    """Write a file through to the disk, all of it or nothing. Raises OSError."""
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with partial.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def translated(subject: Path) -> Iterator[None]:
    """The disk's errors as ours."""
    try:
        yield
    except OSError as error:
        raise StorageError(
            f"The draft could not be written: {error.strerror or error}.",
            hint=f"Check space and permissions of {subject.parent}.",
        ) from error
