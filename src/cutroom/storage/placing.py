"""Putting files where they belong without leaving halves behind."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from cutroom.core.errors import StorageError


def place_file(source: Path, target: Path) -> None:
    """Make the content of ``source`` appear at ``target``: linked where possible, else copied.

    Raises StorageError. ``source`` stays; changing it later changes a linked ``target`` too.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
    except OSError as error:
        raise unwritable(target, error) from error


def move_into_place(source: Path, target: Path) -> None:
    """Move a finished file or folder to its final name, complete or not at all.

    A file replaces a file, a folder at most an empty one. Raises StorageError.
    """
    hidden = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, hidden)
        hidden.replace(target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        remove(hidden)


def remove(path: Path) -> None:
    """Remove a file or folder as far as it can be; what is not there is fine."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def unwritable(path: Path, error: OSError) -> StorageError:
    """The error for a place that cannot be written."""
    return StorageError(
        f"{path} cannot be written: {error.strerror or error}.",
        hint="Check the space left and the permissions there.",
    )
