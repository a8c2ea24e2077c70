"""Finding files of a draft's folder by the paths a draft stores: nothing outside is ever returned."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit

from cutroom.draft.references import base_name, is_url

# ``##_draftpath_placeholder_<uuid>_##`` stands for the draft's folder.
_DRAFT_PLACEHOLDER = re.compile(r"##_draftpath_placeholder_[0-9A-Fa-f-]*_##[/\\]*")
MAX_LISTED = 20_000
MAX_DEPTH = 6
_FAVOURITES = ("", "assets", "Resources")


class DraftFiles:
    """The files below one folder; listed once, when a path does not lead straight to one."""

    def __init__(self, root: Path) -> None:
        """``root`` need not exist."""
        self._root = root

    @cached_property
    def root(self) -> Path:
        """The folder with links resolved."""
        return self._root.resolve()

    def inside(self, path: str) -> Path | None:
        """The regular file at a path (relative to the folder, or absolute) if it lies inside."""
        try:
            found = (self.root / path).resolve()
            return found if found.is_relative_to(self.root) and found.is_file() else None
        except (OSError, ValueError, RuntimeError):
            # Names that no file can have: too long, with a NUL, links in a circle.
            return None

    def find(self, stored: str, least_alike: int = 1) -> Path | None:
        """The file a stored path means: there, in place of the placeholder, or by its name.

        By name, the file whose path has most parts in common with the stored one, counted from the
        end, wins; at least ``least_alike`` parts must agree.
        """
        if is_url(stored):
            return None
        for path in direct_paths(stored):
            found = self.inside(path)
            if found is not None:
                return found
        return self._by_name(stored, least_alike)

    def _by_name(self, stored: str, least_alike: int) -> Path | None:
        parts = [_folded(part) for part in _parts(stored)]
        if not parts:
            return None
        ranked = [
            (-alike, _favour(path), len(path.parts), str(path))
            for path in self._by_base_name.get(parts[-1], ())
            if (alike := _common_tail(parts, [_folded(part) for part in path.parts])) >= least_alike
        ]
        found = (self.inside(name) for *_, name in sorted(ranked))
        return next((path for path in found if path is not None), None)

    @cached_property
    def _by_base_name(self) -> dict[str, list[PurePosixPath]]:
        listed: dict[str, list[PurePosixPath]] = {}
        for count, path in enumerate(self._walk()):
            if count >= MAX_LISTED:
                break
            listed.setdefault(_folded(path.name), []).append(path)
        return listed

    def _walk(self) -> Iterator[PurePosixPath]:
        for folder, folders, names in os.walk(self.root):
            relative = PurePosixPath(Path(folder).relative_to(self.root).as_posix())
            folders[:] = sorted(folders) if len(relative.parts) < MAX_DEPTH else []
            for name in sorted(names):
                yield relative / name


def direct_paths(stored: str) -> Iterator[str]:
    """Paths below the draft's folder, or absolute ones, that a stored path names outright."""
    stored = stored.strip()
    if stored[:7].lower() == "file://":
        stored = unquote(urlsplit(stored).path)
    match = _DRAFT_PLACEHOLDER.search(stored)
    if match is not None:
        yield stored[match.end() :].replace("\\", "/")
        return
    yield stored
    if "\\" in stored and not _has_drive(stored):
        yield stored.replace("\\", "/")


def is_local_absolute(stored: str) -> bool:
    """Whether a stored path is an absolute one of this kind of system, so not below the draft."""
    return any(path.startswith("/") for path in direct_paths(stored))


def _has_drive(stored: str) -> bool:
    return PureWindowsPath(stored).drive != ""


def _parts(stored: str) -> tuple[str, ...]:
    if not base_name(stored):
        return ()
    return tuple(part for part in PureWindowsPath(stored).parts if part not in ("/", "\\", ".."))


def _folded(name: str) -> str:
    """Names as Windows and macOS compare them: without case, composed and decomposed alike."""
    return unicodedata.normalize("NFC", name).casefold()


def _common_tail(left: list[str], right: list[str]) -> int:
    count = 0
    for one, other in zip(reversed(left), reversed(right), strict=False):
        if one != other:
            break
        count += 1
    return count


def _favour(path: PurePosixPath) -> int:
    parent = path.parent.as_posix().removeprefix(".")
    return _FAVOURITES.index(parent) if parent in _FAVOURITES else len(_FAVOURITES)
