"""Pictures and samples to a file.

A file is written beside its final name and renamed when it is whole; an aborted one leaves nothing. Pictures
and samples come from one thread. The settings ``standard`` are x264 veryfast CRF 23 with AAC 128 kbit/s.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from cutroom.core.errors import EncodeError
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.sinks import FfmpegSink
from cutroom.media.whole_file import WRITING_COMPLAINTS, WholeFile, refused
from cutroom.picture.picture import Picture

T = TypeVar("T")


class Sink(Protocol):
    """Something that takes pictures and samples and becomes a file."""

    def write_picture(self, picture: Picture) -> None:
        """Take the next frame."""
        ...

    def write_samples(self, samples: NDArray[np.float32]) -> None:
        """Take the next (2, n) samples at 48 kHz."""
        ...

    def close(self) -> None:
        """Write what is held back and end the file."""
        ...

    def discard(self) -> None:
        """Close without caring about the content."""
        ...


class Encoder:
    """One output file; see the module docstring.

    Every method raises EncodeError when the encoder refuses, StorageError when the disk does.
    """

    def __init__(self, path: Path, settings: EncodeSettings) -> None:
        """Open the file and the encoders."""
        self._file = WholeFile(path)
        self._settings = settings
        self._sink: Sink | None = None
        self._sink = self._guarded(lambda: _sink(self._file.draft, settings))

    def write_picture(self, picture: Picture) -> None:
        """Write the next frame; its size must be that of the settings."""
        if not self._settings.has_pictures:
            return
        size = (self._settings.width, self._settings.height)
        if (picture.width, picture.height) != size:
            self.abort()
            raise EncodeError(
                f"A frame of {picture.width}×{picture.height} cannot be part of {self._file.path.name}, "
                f"which is {size[0]}×{size[1]}."
            )
        self._guarded(lambda: self._open_sink().write_picture(picture))

    def write_samples(self, samples: NDArray[np.float32]) -> None:
        """Write the next block of sound, float32 (2, n) at 48 kHz; values are clipped to ±1."""
        if self._settings.has_sound and samples.shape[1]:
            self._guarded(lambda: self._open_sink().write_samples(samples))

    def finish(self) -> None:
        """Complete the file and give it its name."""
        self._guarded(self._open_sink().close)
        self._sink = None
        self._guarded(self._file.publish)

    def abort(self) -> None:
        """Stop and remove what was written. Does nothing after :meth:`finish`."""
        if self._sink is not None:
            self._sink.discard()
            self._sink = None
        self._file.discard()

    def _open_sink(self) -> Sink:
        if self._sink is None:
            raise EncodeError(f"{self._file.path.name} is closed already.")
        return self._sink

    def _guarded(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except WRITING_COMPLAINTS as error:
            self.abort()
            raise refused(self._file.path, error) from error


def _sink(path: Path, settings: EncodeSettings) -> Sink:
    if settings.format != "png-sequence":
        return FfmpegSink(path, settings)
    from cutroom.media.picture_zip import PictureZipSink

    return PictureZipSink(path, settings)
