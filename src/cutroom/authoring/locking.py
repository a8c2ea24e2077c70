"""One editor of a draft at a time, across threads and processes.

The lock is a file in the draft's folder, held through the operating system: whoever dies lets go of it. The
threads of one process stand in line for it, so that none starves and one at a time asks the system.
"""

from __future__ import annotations

import fcntl
import os
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cutroom.core.errors import DraftLocked, NotFound, StorageError

WAIT_S = 30.0
LOCK = ".lock"
_LOOK_S = 0.01
_guard = threading.Lock()
_lines: dict[str, deque[threading.Event]] = {}


@contextmanager
def draft_lock(folder: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the lock of the draft in ``folder``.

    Raises DraftLocked after ``wait_s`` seconds, NotFound when the draft is gone, StorageError.
    """
    until_s = time.monotonic() + wait_s
    with _turn(str(folder), wait_s):
        handle = _open(folder)
        try:
            while not _locked(handle):
                if time.monotonic() > until_s:
                    raise _taken(wait_s)
                time.sleep(_LOOK_S)
            if not _is_in_place(handle, folder):
                raise _gone(folder)
            yield
        finally:
            os.close(handle)


@contextmanager
def _turn(place: str, wait_s: float) -> Iterator[None]:
    """Stand in line with the other threads that want the lock at ``place``. Raises DraftLocked."""
    mine = threading.Event()
    with _guard:
        line = _lines.setdefault(place, deque())
        line.append(mine)
        line[0].set()
    try:
        if not mine.wait(wait_s):
            raise _taken(wait_s)
        yield
    finally:
        with _guard:
            line.remove(mine)
            if line:
                line[0].set()
            else:
                del _lines[place]


def _open(folder: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        return os.open(folder / LOCK, flags, 0o644)
    except FileNotFoundError as error:
        raise _gone(folder) from error
    except OSError as error:
        raise StorageError(
            f"The draft cannot be locked: {error.strerror or error}.",
            hint=f"Check the permissions of {folder}.",
        ) from error


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_in_place(handle: int, folder: Path) -> bool:
    """Whether the draft is still where it was: it may have been deleted while we waited."""
    try:
        return os.path.samestat(os.fstat(handle), (folder / LOCK).stat())
    except FileNotFoundError:
        return False


def _taken(wait_s: float) -> DraftLocked:
    return DraftLocked(f"The draft has been edited by others for {wait_s:g} s.")


def _gone(folder: Path) -> NotFound:
    return NotFound(f"There is no draft {folder.name[:64]!r} here.")
