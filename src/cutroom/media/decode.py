"""Video files to pictures, the picture at a time.

Frames are chosen by their time stamps, so variable rates, B-frames and edit lists need nothing special: shown
is the last frame whose time is not later than the one asked for. Reading goes forward as long as that is
cheap and seeks otherwise; going backwards keeps the frames of one group of pictures within a byte budget.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from pathlib import Path

import av
from av.codec.context import ThreadType
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from cutroom.core.errors import MediaError
from cutroom.core.geometry import Size
from cutroom.media.colour import picture_from_frame
from cutroom.media.opening import find_video, open_media, unreadable
from cutroom.picture.picture import Picture

FORWARD_S = Fraction(2)
"""Further ahead than this a seek is tried before decoding on."""
BACKWARD_BUDGET = 256 << 20
_NEARLY = Fraction(1, 1000)
"""A frame this fraction of a second in the future counts as now: time bases are rounded."""
_BACK_OFF_S = (Fraction(0), Fraction(1), Fraction(4), Fraction(16))
_MOST_DAMAGED = 200


class VideoReader:
    """Pictures of one video file. Not for several threads at once."""

    def __init__(self, path: Path | str) -> None:
        """Open the file. Raises MediaError naming it when it holds no video."""
        self._path = path
        self._container = open_media(path)
        stream = find_video(self._container)
        if stream is None:
            self._container.close()
            raise MediaError(f"{Path(path).name} holds no video.", material=Path(path).name)
        self._stream = stream
        self._base = stream.time_base or Fraction(1, 90_000)
        start_us = self._container.start_time
        self._origin = Fraction(start_us or 0, 1_000_000)
        self._decoder = _decoder_for(stream)
        self._frames: Iterator[av.VideoFrame] = iter(())
        # Decoded frames in order, without a gap; the last one is as far as decoding has come.
        self._window: deque[av.VideoFrame] = deque()
        self._budget = 0
        self._has_first = self._ended = False
        self._damaged = 0
        self._shown: tuple[av.VideoFrame, tuple[int, int], Picture] | None = None

    def __enter__(self) -> VideoReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file and the frames back."""
        self._window.clear()
        self._shown = None
        self._container.close()

    def picture_at(self, source_s: Fraction, fit: Size | None = None) -> Picture:
        """The picture shown at ``source_s`` seconds, clamped to the first and last frame.

        Its size is the display size (rotation and sample aspect applied), or ``fit`` when given. The same
        frame at the same size is the same object. Raises MediaError when nothing can be decoded.
        """
        frame = self._frame_at(source_s)
        degrees = -frame.rotation % 360
        size = self._size(frame, degrees, fit)
        if self._shown is None or self._shown[0] is not frame or self._shown[1] != size:
            picture = picture_from_frame(frame, size[0], size[1], degrees)
            self._shown = (frame, size, picture)
        return self._shown[2]

    def _size(self, frame: av.VideoFrame, degrees: int, fit: Size | None) -> tuple[int, int]:
        if fit is not None:
            return max(1, round(fit.width)), max(1, round(fit.height))
        aspect = self._stream.sample_aspect_ratio or Fraction(1)
        width, height = display_size(frame.width, frame.height, Fraction(aspect))
        return (height, width) if degrees % 180 else (width, height)

    def _frame_at(self, source_s: Fraction) -> av.VideoFrame:
        wanted = source_s + self._origin + _NEARLY
        if not self._window:
            self._rewind(wanted, budget=0)
        elif wanted < self._time(self._window[0]) and not self._has_first:
            self._rewind(wanted, budget=BACKWARD_BUDGET)
        elif not self._ended and wanted - self._time(self._window[-1]) > FORWARD_S:
            self._rewind(wanted, budget=0)
        while not self._ended and (not self._window or self._time(self._window[-1]) <= wanted):
            self._extend()
        if not self._window:
            raise MediaError(
                f"No picture of {Path(self._path).name} can be decoded.",
                material=Path(self._path).name,
                hint="Check that the file is complete and plays elsewhere.",
            )
        earlier = (frame for frame in reversed(self._window) if self._time(frame) <= wanted)
        return next(earlier, self._window[0])

    def _rewind(self, wanted: Fraction, budget: int) -> None:
        """Start decoding at a key frame not after ``wanted``, keeping ``budget`` bytes of frames."""
        self._budget = budget
        for back_s in _BACK_OFF_S:
            target = wanted - back_s
            from_start = target <= self._origin + _NEARLY
            self._seek(self._origin - 3600 if from_start else target)
            self._has_first = from_start
            self._extend()
            # Frames before the first key frame refer to pictures that were never decoded.
            while self._window and not self._window[-1].key_frame and not from_start:
                self._window.clear()
                self._extend()
            if from_start or (self._window and self._time(self._window[0]) <= wanted):
                return
        self._seek(self._origin - 3600)
        self._has_first = True

    def _seek(self, target: Fraction) -> None:
        offset = floor(target / self._base)
        try:
            self._container.seek(offset, stream=self._stream, backward=True)
        except av.error.FFmpegError:
            # Raw streams cannot seek by time; their start is always there.
            self._container.seek(0)
        self._decoder.flush_buffers()
        self._window.clear()
        self._ended = False
        self._frames = self._decode()

    def _extend(self) -> None:
        """Decode one more frame; forget the oldest ones over the budget."""
        frame = next(self._frames, None)
        if frame is None:
            self._ended = True
            return
        self._window.append(frame)
        size = sum(plane.buffer_size for plane in frame.planes)
        while len(self._window) > 2 and len(self._window) * size > self._budget:
            self._window.popleft()
            self._has_first = False

    def _time(self, frame: av.VideoFrame) -> Fraction:
        return (frame.pts or 0) * (frame.time_base or self._base)

    def _decode(self) -> Iterator[av.VideoFrame]:
        try:
            for packet in self._container.demux(self._stream):
                yield from self._frames_of(packet)
        except (av.error.FFmpegError, OSError) as error:
            if not self._window:
                raise unreadable(self._path, error) from error

    def _frames_of(self, packet: Packet[VideoStream]) -> Iterator[av.VideoFrame]:
        try:
            decoded = self._decoder.decode(None if packet.size == 0 else packet)
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            # A damaged packet costs its pictures, not the video; a file of nothing else is an error.
            self._damaged += 1
            if self._damaged > _MOST_DAMAGED:
                raise unreadable(self._path, error) from error
            return
        for frame in decoded:
            if frame.pts is not None:
                yield frame


def display_size(width: int, height: int, sample_aspect: Fraction) -> tuple[int, int]:
    """Coded size with the sample aspect ratio applied to the width (unturned)."""
    if sample_aspect <= 0 or sample_aspect == 1:
        return width, height
    return max(1, round(width * sample_aspect)), height


def _decoder_for(stream: VideoStream) -> VideoCodecContext:
    context = stream.codec_context
    if context.name in ("vp8", "vp9") and stream.metadata.get("alpha_mode") == "1":
        # FFmpeg's own decoders of these formats ignore the alpha that libvpx can read.
        made = VideoCodecContext.create(f"libvpx{'-vp9' if context.name == 'vp9' else ''}", "r")
        assert isinstance(made, VideoCodecContext)
        made.extradata = context.extradata
        context = made
    context.thread_type = ThreadType.AUTO
    return context
