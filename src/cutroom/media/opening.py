"""Opening a media file: the one place where FFmpeg's complaints become our errors."""

from __future__ import annotations

import logging
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from cutroom.core.errors import MediaError

# FFmpeg writes a line per damaged packet; what matters is raised or counted here.
av.logging.set_level(av.logging.PANIC)
logging.getLogger("libav").setLevel(logging.CRITICAL)

# Only files: a playlist in a hostile file must not make the demuxer open anything else.
_OPTIONS = {"protocol_whitelist": "file", "enable_drefs": "0", "use_absolute_path": "0"}
_PLAYLISTS = {"hls", "dash", "concat", "concatf", "image2", "imf", "webm_dash_manifest"}


def open_media(path: Path | str) -> InputContainer:
    """Open a file for reading. Raises MediaError naming the file."""
    try:
        container = av.open(str(path), "r", options=dict(_OPTIONS), metadata_errors="replace")
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if set(container.format.name.split(",")) & _PLAYLISTS:
        container.close()
        raise MediaError(
            f"{Path(path).name} is a playlist, not a media file.",
            material=Path(path).name,
            hint="Use the media file itself.",
        )
    return container


def unreadable(path: Path | str, cause: Exception) -> MediaError:
    """The error for a file that cannot be decoded, with FFmpeg's reason."""
    name = Path(path).name
    reason = getattr(cause, "strerror", None) or str(cause) or type(cause).__name__
    return MediaError(
        f"{name} cannot be read: {reason}.",
        material=name,
        hint="Check that the file is complete and plays elsewhere.",
    )


def find_video(container: InputContainer) -> VideoStream | None:
    """The first video stream that is not a cover picture."""
    for stream in container.streams.video:
        if not stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails):
            return stream
    return None
