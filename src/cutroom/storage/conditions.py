"""Proof that a store keeps to the conditions of its swaps."""

from __future__ import annotations

import uuid

from cutroom.core.errors import StorageError
from cutroom.storage.store import VersionedStore


def prove_conditions(store: VersionedStore, setting: str) -> None:
    """Raise StorageError for a store that ignores conditions: changes would be lost in it without a word.

    Some services that speak S3 take ``If-Match`` and ``If-None-Match`` and write all the same. ``setting`` is
    what the hint names.
    """
    key = f"probe/{uuid.uuid4().hex}"
    try:
        first = store.swap(key, b"1", None)
        again = store.swap(key, b"2", None)
        second = first and store.swap(key, b"3", first)
        stale = first and store.swap(key, b"4", first)
    finally:
        store.delete(key)
    if not first or again is not None or not second or stale is not None:
        raise StorageError(
            "The bucket does not keep to conditions (If-Match, If-None-Match) when it writes.",
            hint=f"Name another bucket in {setting}, or leave it empty.",
        )
