"""The folder in which the parts of one video are made, by one process or several.

Everything is said by files, so that processes need no other way to talk: ``plan.json`` lists the parts to draw,
``NNNNN.claim`` says that somebody draws a part, ``NNNNN.mp4`` is the part and ``NNNNN.json`` its notes, written
last.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cutroom.core.errors import StorageError
from cutroom.render.orders import Notes


class Workshop:
    """See the module docstring. Every method raises StorageError when the disk refuses."""

    def __init__(self, folder: Path, suffix: str) -> None:
        """``folder`` is there already; ``suffix`` is that of the parts."""
        self._folder, self._suffix = folder, suffix

    @property
    def sound(self) -> Path:
        """Where the sound track is written."""
        return self._folder / f"sound{self._suffix}"

    def part(self, index: int) -> Path:
        """Where a part is written."""
        return self._folder / f"{index:05d}{self._suffix}"

    def write_plan(self, missing: Sequence[int]) -> None:
        """Say which parts are to be drawn."""
        self._write("plan", list(missing))

    def read_plan(self) -> list[int]:
        """The parts to be drawn."""
        found = self._read("plan")
        return found if isinstance(found, list) else []

    def claim(self, index: int) -> bool:
        """Whether the part is ours to draw: nobody has claimed it before."""
        path = self._folder / f"{index:05d}.claim"
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            return False
        except OSError as error:
            raise _unwritable(path, error) from error
        return True

    def finish(self, index: int, notes: Notes) -> None:
        """Say that a part is complete."""
        self._write(f"{index:05d}", dict(notes))

    def notes(self, index: int) -> Notes | None:
        """The notes of a complete part, None while it is not."""
        found = self._read(f"{index:05d}")
        return found if isinstance(found, dict) else None

    def _write(self, name: str, value: Any) -> None:
        path = self._folder / f"{name}.json"
        draft = path.with_suffix(f".{uuid.uuid4().hex[:8]}")
        try:
            draft.write_text(json.dumps(value), encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            raise _unwritable(path, error) from error

    def _read(self, name: str) -> Any:
        try:
            return json.loads((self._folder / f"{name}.json").read_bytes())
        except (OSError, ValueError):
            return None


def order_of_work(missing: Sequence[int], worker: int, workers: int) -> Iterator[int]:
    """The parts in the order in which one of several workers tries to claim them.

    Each begins with a run of neighbours, so that media are read on, and then takes from the far end of the
    runs of others.
    """
    size = -(-len(missing) // max(1, workers))
    runs = [missing[start : start + size] for start in range(0, len(missing), size or 1)]
    if worker < len(runs):
        yield from runs[worker]
    for number, run in enumerate(runs):
        if number != worker:
            yield from reversed(run)


def _unwritable(path: Path, error: OSError) -> StorageError:
    return StorageError(
        f"{path.name} cannot be written: {error.strerror or error}.",
        hint="Check the folder and the free space.",
    )
