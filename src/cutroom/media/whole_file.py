"""A file that appears complete or not at all, and the disk's and FFmpeg's refusals in our words."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import OutputContainer

from cutroom.core.errors import EncodeError, StorageError
from cutroom.media.encode_settings import EncodeSettings

_DISK = {
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR,
    errno.EISDIR, errno.EROFS, errno.EIO, errno.ENAMETOOLONG, errno.EMFILE, errno.ENFILE,
}  # fmt: skip
"""What the disk answers, whether Python or FFmpeg asked."""

_SLOWEST_CLOCK = 10_000

WRITING_COMPLAINTS = (av.error.FFmpegError, OSError, ValueError, RuntimeError)
"""What PyAV raises while it writes."""


class WholeFile:
    """A file written at ``draft``, beside its final name, and renamed when it is whole."""

    def __init__(self, path: Path) -> None:
        """Nothing is written yet."""
        self.path = path
        self.draft = path.with_name(f".{path.stem[:40]}.{uuid.uuid4().hex[:8]}.part{path.suffix}")

    def publish(self) -> None:
        """Give the file its name once its content is on the disk. Raises OSError."""
        with self.draft.open("rb+") as file:
            os.fsync(file.fileno())
        self.draft.replace(self.path)

    def discard(self) -> None:
        """Remove what was written; nothing happens after :meth:`publish`."""
        self.draft.unlink(missing_ok=True)


@contextmanager
def whole_container(path: Path, settings: EncodeSettings) -> Iterator[OutputContainer]:
    """A container for packets, which becomes the file ``path`` when the block ends well and else leaves nothing.

    Raises EncodeError for what FFmpeg or the block refuses, StorageError when the disk does.
    """
    file = WholeFile(path)
    try:
        with av.open(
            f"file:{file.draft}", "w", format=settings.format, options=muxing_options(settings)
        ) as container:
            yield container
        file.publish()
    except WRITING_COMPLAINTS as error:
        raise refused(path, error) from error
    finally:
        file.discard()


def muxing_options(settings: EncodeSettings) -> dict[str, str]:
    """Index first, and a clock in which every length is a whole number: the usual 1000 rounds them.

    A WAV longer than its 32-bit sizes can say becomes an RF64.
    """
    if settings.format == "wav":
        return {"rf64": "auto"}
    if settings.format not in ("mp4", "mov"):
        return {}
    clock = settings.fps.numerator
    while clock < _SLOWEST_CLOCK:
        clock *= 2
    return {"movflags": "+faststart", "movie_timescale": str(clock)}


def refused(path: Path, error: Exception) -> EncodeError | StorageError:
    """The error for a file that could not be written: StorageError where the disk refused."""
    reason = getattr(error, "strerror", None) or str(error)
    if isinstance(error, OSError) and error.errno in _DISK:
        return StorageError(
            f"{path.name} cannot be written: {reason}.",
            hint="Check the folder and the free space.",
        )
    return EncodeError(
        f"{path.name} cannot be encoded: {reason}.",
        hint="Try another format, size or quality.",
    )
