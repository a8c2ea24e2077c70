"""The head of a draft in a bucket: the one small file that says which files the draft consists of.

Every other file is written once under a name of its own and never changed, so a draft changes at the moment
its head is replaced, as a whole.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cutroom.core.errors import StorageError

HEADS = "heads"
FILES = "files"
LARGEST_TOMBSTONE_BYTES = 200
"""The head of a draft that is being removed is smaller than any other."""

_TRAIL = 64


def new_stamp() -> str:
    """A name that was never used before."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a draft: where its bytes are, and what they are."""

    key: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Head:
    """``files`` by their names inside the draft; None when the draft is being removed.

    ``place`` is the folder of the blobs. ``trail`` are the stamps of the last changes, newest first: by it the
    writer of a head whose answer was lost sees whether it has arrived.
    """

    place: str
    files: Mapping[str, Blob] | None
    trail: tuple[str, ...] = ()
    etag: str = field(default="", compare=False)

    def changed(self, files: Mapping[str, Blob] | None, stamp: str) -> Head:
        """The head after a change that goes by ``stamp``."""
        trail = (stamp, *self.trail)[: _TRAIL if files is not None else 1]
        return replace(self, files=files, trail=trail)


def head_key(draft_id: str) -> str:
    """Where the head of a draft is."""
    return f"{HEADS}/{draft_id}"


def new_head(draft_id: str) -> Head:
    """The head of a draft that is being made; its blobs share no folder with an earlier draft of that id."""
    return Head(f"{FILES}/{draft_id}/{new_stamp()}", {})


def dump_head(head: Head) -> bytes:
    """The bytes of a head. Two are never the same: a stamp is in each."""
    files = head.files
    value = {
        "place": head.place,
        "trail": head.trail,
        "files": None
        if files is None
        else {name: [blob.key, blob.digest, blob.size] for name, blob in files.items()},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def parse_head(data: bytes, etag: str) -> Head:
    """The head in ``data``. Raises StorageError when it is none."""
    try:
        value: Any = json.loads(data)
        files = value["files"]
        blobs = None if files is None else {name: Blob(*blob) for name, blob in files.items()}
        return Head(str(value["place"]), blobs, tuple(value["trail"]), etag)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StorageError(
            "The head of a draft in the bucket cannot be read.",
            hint="Something else writes below the prefix of CUTROOM_DRAFT_STORAGE_URL.",
        ) from error
