"""Pictures into the files of their parts; while one encoder empties itself, the next one is filled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from cutroom.media.encode import Encoder
from cutroom.media.encode_settings import EncodeSettings
from cutroom.picture.picture import Picture


class PartWriter:
    """A context manager: what is not finished when it is left is removed, and no thread stays behind."""

    def __init__(self, settings: EncodeSettings, on_finished: Callable[[int], None]) -> None:
        """``on_finished`` is told the index of every part that is whole, on a thread of its own."""
        self._settings, self._on_finished = settings, on_finished
        # One at a time: an encoder that is emptied still holds its frames.
        self._finishing = ThreadPoolExecutor(1, "finish")
        self._pending: Future[None] | None = None
        self._index = -1
        self._encoder: Encoder | None = None

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._encoder is not None:
            self._encoder.abort()
        self._finishing.shutdown(wait=True, cancel_futures=True)

    def write(self, index: int, path: Path, picture: Picture) -> None:
        """Write the next picture of part ``index``; another index than before begins another part.

        Raises EncodeError, StorageError, also for the part before.
        """
        if self._encoder is None or index != self._index:
            self._hand_over()
            self._index, self._encoder = index, Encoder(path, self._settings)
        self._encoder.write_picture(picture)

    def close(self) -> None:
        """Finish the last part."""
        self._hand_over()
        self._settle()

    def _hand_over(self) -> None:
        self._settle()
        if self._encoder is not None:
            self._pending = self._finishing.submit(self._finish, self._encoder, self._index)
            self._encoder = None

    def _settle(self) -> None:
        if self._pending is not None:
            self._pending.result()
            self._pending = None

    def _finish(self, encoder: Encoder, index: int) -> None:
        encoder.finish()
        self._on_finished(index)
