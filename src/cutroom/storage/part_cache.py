"""Encoded parts of videos by key, for renders that show the same again.

``ab/<key>.part`` is a part and ``ab/<key>.json`` what is known of it: its digest, its size and the notes that came
with it. The latter is written last and removed first, so a part without it does not count; a part that is
not what its digest says is removed and made again. Several processes may use a cache at once: everything
appears by renaming, and what a render has taken is a link of its own that clearing up cannot take away.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cutroom.core.errors import StorageError
from cutroom.storage.placing import place_file, remove

log = logging.getLogger(__name__)

_STALE_S = 86_400.0
_LOOKS_PER_LIMIT = 50
"""How many times room is made while the limit is written once: how far it may be passed."""


class PartCache:
    """See the module docstring. Safe to use from several threads."""

    def __init__(self, root: Path, max_bytes: int) -> None:
        """``max_bytes`` is the size above which parts unused for longest are removed."""
        self._root, self._max_bytes = root, max_bytes
        self._unlooked_bytes = max_bytes

    def take(self, key: str, target: Path) -> Mapping[str, Any] | None:
        """Put the part at ``target`` and give its notes; None when it is not there, or is damaged."""
        known = self._place(key, ".json")
        try:
            facts = json.loads(known.read_bytes())
            remove(target)  # Copying onto a link would change what it is a link to.
            place_file(self._place(key, ".part"), target)
            whole = _digest(target) == facts["digest"]
            notes = facts["notes"]
        except (OSError, StorageError, ValueError, KeyError, TypeError):
            remove(target)
            return None
        if not whole or not isinstance(notes, dict):
            log.warning("the part %s is damaged and will be made again", key)
            remove(target)
            self._drop(key)
            return None
        _touch(known)
        return notes

    def keep(self, key: str, path: Path, notes: Mapping[str, Any]) -> None:
        """Remember a finished part. A full or read-only disk is no reason to fail."""
        place = self._place(key, ".part")
        hidden, said = (place.with_name(f".{uuid.uuid4().hex}") for _ in range(2))
        try:
            size = path.stat().st_size
            if size > self._max_bytes:
                return
            place_file(path, hidden)
            facts = {"digest": _digest(hidden), "size": size, "notes": dict(notes)}
            hidden.replace(place)
            said.write_text(json.dumps(facts), encoding="utf-8")
            said.replace(self._place(key, ".json"))
            self._unlooked_bytes += size
            if self._unlooked_bytes * _LOOKS_PER_LIMIT > self._max_bytes:
                self._unlooked_bytes = 0
                self._make_room()
        except (OSError, StorageError) as error:
            log.warning("a part of a video could not be kept: %s", error)
        finally:
            # Renaming one link of a file over another leaves both.
            remove(hidden)
            remove(said)

    def _make_room(self) -> None:
        """Remove what was unused for longest until the size is below nine tenths of the limit."""
        parts: list[tuple[float, int, Path]] = []
        total = 0
        for path in self._root.glob("*/*"):
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            total += facts.st_size
            if path.suffix == ".part":
                parts.append((_used_at(path, facts.st_mtime), facts.st_size, path))
            elif path.name.startswith(".") and time.time() - facts.st_mtime > _STALE_S:
                remove(path)
        if total <= self._max_bytes:
            return
        for _, size, path in sorted(parts):
            if total <= self._max_bytes * 9 // 10:
                return
            self._drop(path.stem)
            total -= size

    def _drop(self, key: str) -> None:
        for suffix in (".json", ".part"):
            remove(self._place(key, suffix))

    def _place(self, key: str, suffix: str) -> Path:
        return self._root / key[:2] / f"{key}{suffix}"


def _used_at(part: Path, otherwise: float) -> float:
    try:
        return part.with_suffix(".json").stat().st_mtime
    except OSError:
        return otherwise


def _touch(path: Path) -> None:
    try:
        os.utime(path)
    except OSError:
        return  # It was just removed to make room; our own link stays.


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
