"""Writing a response body to disk while counting, hashing and decoding it within bounds."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import BinaryIO

from cutroom.core.errors import LimitExceeded, MediaError
from cutroom.storage.fetch_rules import redact

_DECODE_STEP = 1 << 20


class Body:
    """The part of a file that has arrived. Survives attempts; starts over with :meth:`restart`."""

    def __init__(self, path: Path, max_bytes: int, url: str) -> None:
        """``url`` is named in errors."""
        self.path = path
        self._max_bytes = max_bytes
        self._url = url
        self.restart()

    def restart(self) -> None:
        """Forget what has arrived."""
        self.size = 0
        self.validator = ""
        self._hash = hashlib.sha256()
        self.path.unlink(missing_ok=True)

    @property
    def digest(self) -> str:
        """SHA-256 of what has arrived."""
        return self._hash.hexdigest()

    def expect(self, more: int) -> None:
        """Raise LimitExceeded when ``more`` announced bytes would be too many."""
        if self.size + more > self._max_bytes:
            raise LimitExceeded(
                f"{redact(self._url)} is larger than {self._max_bytes / 1e6:.0f} MB.",
                hint="Use a smaller file; the operator can raise the limit.",
                details={"url": redact(self._url)},
            )

    def write(self, target: BinaryIO, data: bytes) -> None:
        """Append. Raises LimitExceeded, OSError."""
        self.expect(len(data))
        target.write(data)
        self._hash.update(data)
        self.size += len(data)


class Decoder:
    """Undoes a Content-Encoding in bounded steps, so that a bomb meets the size limit first."""

    def __init__(self, encoding: str, url: str) -> None:
        """Raises MediaError for an encoding nobody asked for and we do not know."""
        self._url = url
        self.plain = encoding in ("", "identity")
        if not self.plain and encoding not in ("gzip", "x-gzip", "deflate"):
            raise MediaError(
                f"{redact(url)} is sent in the encoding {encoding[:40]!r}.",
                material=redact(url),
                hint="The host must send the file as it is.",
            )
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def feed(self, data: bytes, body: Body, target: BinaryIO) -> None:
        """Decode ``data`` into ``body``."""
        if self.plain:
            body.write(target, data)
            return
        try:
            while data and not self._stream.eof:
                body.write(target, self._stream.decompress(data, _DECODE_STEP))
                data = self._stream.unconsumed_tail
        except zlib.error as error:
            raise MediaError(
                f"{redact(self._url)} is not validly compressed.", material=redact(self._url)
            ) from error

    def finish(self, body: Body, target: BinaryIO) -> None:
        """The rest. Raises MediaError when the compressed stream ends early."""
        if self.plain:
            return
        body.write(target, self._stream.flush())
        if not self._stream.eof:
            raise MediaError(
                f"{redact(self._url)} ends in the middle of its compressed data.",
                material=redact(self._url),
            )
