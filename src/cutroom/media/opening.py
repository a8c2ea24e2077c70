"""Opening a media file: the one place where FFmpeg's complaints become our errors.

PyAV's log level stays unset, which drops FFmpeg's log. With any level set, a decoder thread that logs waits for
the interpreter lock, and closing a decoder holds that lock while it waits for its threads: a deadlock.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from cutroom.core.errors import MediaError

# A demuxer outside this list is never started: playlists, scripts and device inputs open other things, and
# some formats are recognised by so little that any text is one of them.
_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "flv", "asf", "mpeg", "mpegts",
    "mpegvideo", "m4v", "h264", "hevc", "vvc", "obu", "ivf", "dv", "mxf", "rm", "nut", "wtv",
    "yuv4mpegpipe", "swf", "ogg", "wav", "w64", "aiff", "au", "caf", "mp3", "aac", "ac3", "eac3",
    "dts", "flac", "ape", "wv", "tta", "tak", "dsf", "amr", "amrnb", "amrwb", "voc",
    "gif", "apng", "j2k_pipe", "jpegxl_pipe", "jpegxl_anim",
)  # fmt: skip
_OPTIONS = {
    "format_whitelist": ",".join(_FORMATS),
    "protocol_whitelist": "file",
    "enable_drefs": "0",
    "use_absolute_path": "0",
}
_NO_PICTURES = {"skip_frame": "all"}
_NO_LOOKING = {"probesize": "32"}
"""The least that FFmpeg takes; it reads the header all the same."""
_STILL_FORMATS = ("j2k_pipe", "jpegxl_pipe")
_TILED_BRANDS = ("heic", "heix", "heim", "heis", "mif1")
_LATE_S = Fraction(1, 2)
"""A picture this much later than the sound is late on purpose."""


def open_media(path: Path | str, *, only_packets: bool = False) -> InputContainer:
    """Open a file for reading. Raises MediaError naming the file.

    ``only_packets`` reads nothing but the header of an mp4: packets and their time stamps are the same, but when
    each stream begins, and what the header leaves out, stays unknown.
    """
    try:
        # The prefix keeps FFmpeg from seeing a protocol in a file name such as "data:1.mp4".
        container = av.open(
            f"file:{path}", "r", options=_options(path, only_packets), metadata_errors="replace"
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise unreadable(path, error) from error
    tiles = len(container.streams.video)
    if tiles > 1 and container.metadata.get("major_brand") in _TILED_BRANDS:
        container.close()
        raise MediaError(
            f"{Path(path).name} is a photo made of {tiles} tiles, which cannot be read.",
            material=Path(path).name,
            hint="Save it as JPEG or PNG.",
        )
    return container


def _options(path: Path | str, only_packets: bool) -> dict[str, str]:
    """How to open a file.

    FFmpeg decodes the first pictures to learn what they are, which costs more than all else of opening. An
    mp4 says in its header what we need to know before the first picture is asked for. Without them it reads on
    for megabytes, which three quarters of the time go into.
    """
    with Path(path).open("rb") as file:
        described = file.read(8)[4:] == b"ftyp"
    if not described:
        return dict(_OPTIONS)
    return _OPTIONS | _NO_PICTURES | (_NO_LOOKING if only_packets else {})


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
        cover = stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails)
        if not cover and stream.codec_context is not None:
            return stream
    return None


def find_sound(container: InputContainer) -> AudioStream | None:
    """The first audio stream that can be decoded."""
    for stream in container.streams.audio:
        context = stream.codec_context
        if context is not None and context.sample_rate > 0:
            return stream
    return None


def is_still(container: InputContainer) -> bool:
    """Whether the file is a photo that only FFmpeg reads."""
    brand = container.metadata.get("major_brand")
    return container.format.name in _STILL_FORMATS or brand in _TILED_BRANDS


def starts_at(container: InputContainer, picture_s: Fraction | None) -> Fraction:
    """The time stamp that counts as 0 s: the first picture's, where the file has pictures.

    Containers often begin with a few milliseconds of sound before the first picture. Were they counted,
    every picture would be late by a fraction of a frame and some would be shown twice. Pictures that
    begin much later than the sound are late on purpose.
    """
    first_s = Fraction(container.start_time or 0, 1_000_000)
    if picture_s is None or picture_s - first_s > _LATE_S:
        return first_s
    return picture_s


def picture_start(stream: VideoStream | None) -> Fraction | None:
    """Where the container says its pictures begin, in seconds."""
    if stream is None or stream.start_time is None or stream.time_base is None:
        return None
    return stream.start_time * stream.time_base
