"""What a file holds, told by a digest of all of it."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from cutroom.media.opening import unreadable

_SPAN_BYTES = 32 << 20
_READ_BYTES = 1 << 20
_MOST_THREADS = 4


def fingerprint(path: Path) -> str:
    """64 hexadecimal digits: the BLAKE2b of the BLAKE2bs of spans of 32 MiB, which cores share.

    Raises MediaError naming the file.
    """
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    try:
        with path.open("rb") as file, ThreadPoolExecutor(threads) as pool:
            starts = range(0, os.fstat(file.fileno()).st_size, _SPAN_BYTES)
            digests = pool.map(partial(_span_digest, file.fileno()), starts)
            return hashlib.blake2b(b"".join(digests), digest_size=32).hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def _span_digest(descriptor: int, start: int) -> bytes:
    found = hashlib.blake2b(digest_size=32)
    for at in range(start, start + _SPAN_BYTES, _READ_BYTES):
        found.update(os.pread(descriptor, _READ_BYTES, at))
    return found.digest()
