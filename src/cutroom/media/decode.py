"""Video files to pictures, the picture at a time.

Frames are chosen by their time stamps, so variable rates, B-frames and edit lists need nothing special: shown
is the last frame whose time is not later than the one asked for. Reading goes forward as long as that is
cheap and seeks otherwise; going backwards keeps the frames of one group of pictures within a byte budget. On
the way to a picture, those that nothing refers to are not decoded: see ``shortcut``. Pictures that are drawn
small are not smoothed by the decoder where nothing refers to them: making them smaller does that.
"""

from __future__ import annotations

import os
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
from cutroom.media.colour import Converter, is_native, upright_degrees
from cutroom.media.opening import find_video, open_media, starts_at, unreadable
from cutroom.media.shortcut import Shortcut
from cutroom.picture.picture import Picture

FORWARD_S = Fraction(2)
"""Further ahead than this a seek is tried before decoding on."""
_WORTH_A_SEEK_S = Fraction(1, 2)
"""With a key frame known to be on the way, already from this distance on."""
BACKWARD_BUDGET = 256 << 20
NEARLY = Fraction(1, 1000)
"""A frame this fraction of a second in the future counts as now: time bases are rounded."""
_BACK_OFF_S = (Fraction(0), Fraction(1), Fraction(4), Fraction(16))
_MOST_DAMAGED = 200
_MOST_UNUSABLE = 300
"""Periodic intra refresh has no key frames; a decoder has recovered after this many pictures."""
_FURTHEST_S = 10**9
MOST_THREADS = 4
"""Every decoding thread holds frames of its own, and many readers may be open."""
_SMOOTHED = ("h264", "hevc")
"""Decoders whose filter of block edges can be left out of pictures that no other refers to."""
_SETTLING_S = {"mpeg": Fraction(1)}
"""After a seek the time stamps of a program stream are wrong for some pictures, by container."""


class VideoReader:
    """Pictures of one video file. Not for several threads at once."""

    def __init__(
        self, path: Path | str, threads: int = MOST_THREADS, *, small: bool = False
    ) -> None:
        """Open the file and decode its first picture, with as many threads at most.

        ``small`` says that its pictures are only asked for well below their own size. Raises MediaError
        naming the file.
        """
        self._path, self._threads, self._small = path, threads, small
        self._shortcut = Shortcut()
        # Decoded frames in order, without a gap; the last one is as far as decoding has come.
        self._window: deque[av.VideoFrame] = deque()
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._budget = 0
        self._has_first, self._ended = True, False
        self._damaged = 0
        self._converter = Converter()
        # The frame shown last, by the sizes it was asked for.
        self._shown: tuple[av.VideoFrame, dict[tuple[int, int], Picture]] | None = None
        self._open()
        try:
            self._extend()
            if not self._window:
                raise self._undecodable()
            first = self._window[0]
            self._origin = starts_at(self._container, self._time(first))
            self._degrees = upright_degrees(first)
            self._size = _shown_size(first, self._stream)
        except MediaError:
            self.close()
            raise

    def __enter__(self) -> VideoReader:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file and the frames back."""
        self._window.clear()
        self._shown = None
        self._container.close()

    @property
    def origin_s(self) -> Fraction:
        """The time stamp that is second 0."""
        return self._origin

    def picture_at(self, source_s: Fraction, fit: Size | None = None) -> Picture:
        """The picture shown at ``source_s`` seconds, clamped to the first and last frame.

        Its size is the display size of the first frame (rotation and sample aspect applied), or ``fit``
        when given. The same frame at the same size is the same object. Raises MediaError when nothing can
        be decoded.
        """
        frame = self._frame_at(min(max(source_s, Fraction(-_FURTHEST_S)), Fraction(_FURTHEST_S)))
        size = self._size
        if fit is not None:
            size = max(1, round(fit.width)), max(1, round(fit.height))
        if self._shown is None or self._shown[0] is not frame:
            self._shown = (frame, {})
        sizes = self._shown[1]
        if size not in sizes:
            sizes[size] = self._converter.picture(frame, size, self._degrees)
        return sizes[size]

    def _frame_at(self, source_s: Fraction) -> av.VideoFrame:
        wanted = source_s + self._origin + NEARLY
        if not self._window:
            self._rewind(wanted, budget=0)
        elif wanted < self._time(self._window[0]) and not self._has_first:
            self._rewind(wanted, budget=BACKWARD_BUDGET)
        elif not self._ended and self._is_far(wanted):
            self._rewind(wanted, budget=0)
        elif self._time(self._window[-1]) <= wanted:
            # It went back once and plays on: what is kept for playing backwards is not needed.
            self._budget = 0
        self._shortcut.aim(wanted if self._budget == 0 else None)
        while not self._ended and (not self._window or self._time(self._window[-1]) <= wanted):
            self._extend()
        self._shortcut.aim(None)
        self._forget_gaps(wanted)
        if not self._window:
            raise self._undecodable()
        earlier = (frame for frame in reversed(self._window) if self._time(frame) <= wanted)
        return next(earlier, self._window[0])

    def _forget_gaps(self, wanted: Fraction) -> None:
        """Keep no frame before the one that is shown, if some between them were left out."""
        if self._shortcut.left_out:
            self._shortcut.left_out = False
            while len(self._window) > 1 and self._time(self._window[1]) <= wanted:
                self._window.popleft()
                self._has_first = False

    def _is_far(self, wanted: Fraction) -> bool:
        """Whether seeking saves decoding: a key frame lies between, as the index or experience says."""
        at_s = self._time(self._window[-1])
        if wanted - at_s <= _WORTH_A_SEEK_S:
            return False
        index = self._stream.index_entries
        entry = index.search_timestamp(floor(wanted / self._base)) if len(index) else -1
        if entry < 0:
            return wanted - at_s > FORWARD_S
        return index[entry].timestamp * self._base > at_s + _WORTH_A_SEEK_S

    def _rewind(self, wanted: Fraction, budget: int) -> None:
        """Start decoding at a key frame not after ``wanted``, keeping ``budget`` bytes of frames."""
        self._budget = budget
        settling_s = _SETTLING_S.get(self._container.format.name, Fraction(0))
        for back_s in _BACK_OFF_S:
            target = wanted - back_s - 2 * settling_s
            if target <= self._origin + NEARLY:
                break
            self._seek(floor(target / self._base))
            self._skip_unusable()
            if settling_s:
                self._skip_to(target + settling_s)
            if self._window and self._time(self._window[0]) <= wanted:
                return
        self._seek(None)
        self._extend()
        self._has_first = True

    def _skip_unusable(self) -> None:
        """Frames before the first key frame refer to pictures that were never decoded."""
        self._extend()
        for _ in range(_MOST_UNUSABLE):
            if not self._window or self._window[-1].key_frame:
                return
            self._window.clear()
            self._extend()

    def _skip_to(self, time_s: Fraction) -> None:
        while not self._ended and self._window and self._time(self._window[-1]) < time_s:
            self._window.clear()
            self._extend()

    def _seek(self, offset: int | None) -> None:
        """Decode from a key frame at or before ``offset`` on, None for the start of the file."""
        try:
            start = floor((self._origin - 3600) / self._base) if offset is None else offset
            self._container.seek(start, stream=self._stream, backward=True)
            self._decoder.flush_buffers()
            self._shortcut = Shortcut()
            self._frames = self._decode()
        except av.error.FFmpegError:
            # Raw streams cannot seek; opening them again leads to their start.
            self._container.close()
            self._open()
        self._window.clear()
        self._ended = self._has_first = False

    def _open(self) -> None:
        self._container = open_media(self._path)
        stream = find_video(self._container)
        if stream is None:
            self._container.close()
            name = Path(self._path).name
            raise MediaError(f"{name} holds no video.", material=name)
        self._stream = stream
        self._base = stream.time_base or Fraction(1, 90_000)
        self._decoder = _decoder_for(stream, self._threads, self._small)
        self._shortcut = Shortcut()
        # AVI says when a picture is decoded, not when it is shown. FFmpeg's H.264 decoder passes the former
        # on with the picture it gives out then: in step with showing, a constant delay apart.
        self._in_decoding_order = self._container.format.name == "avi" and stream.name == "h264"
        self._frames = self._decode()
        rate = stream.guessed_rate or stream.average_rate or Fraction(25)
        self._frame_pts, self._next_pts = max(1, round(1 / (rate * self._base))), 0

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
        if packet.size == 0 and packet.dts is not None:
            # The place of a picture that was dropped, not the end.
            return
        self._decoder.skip_frame = "NONREF" if self._shortcut.past(packet) else "DEFAULT"
        try:
            decoded = self._decoder.decode(None if packet.size == 0 else packet)
        except av.error.EOFError:
            return
        except av.error.FFmpegError as error:
            # A damaged packet costs its pictures, not the video; a file of nothing else is an error.
            self._damaged += 1
            if self._damaged > _MOST_DAMAGED and not self._window:
                raise unreadable(self._path, error) from error
            return
        for frame in decoded:
            stamp = frame.dts if self._in_decoding_order else frame.pts
            # Raw streams have no time stamps: one frame follows the other.
            frame.pts = self._next_pts if stamp is None else stamp
            self._next_pts = frame.pts + self._frame_pts
            self._damaged = 0
            yield frame

    def _undecodable(self) -> MediaError:
        name = Path(self._path).name
        return MediaError(
            f"No picture of {name} can be decoded.",
            material=name,
            hint="Check that the file is complete and plays elsewhere.",
        )


def display_size(
    width: int, height: int, sample_aspect: Fraction, degrees: int = 0
) -> tuple[int, int]:
    """Coded size with the sample aspect ratio applied to the width, then turned."""
    if sample_aspect > 0 and sample_aspect != 1:
        width = max(1, round(width * sample_aspect))
    return (height, width) if degrees % 180 else (width, height)


def _shown_size(frame: av.VideoFrame, stream: VideoStream) -> tuple[int, int]:
    aspect = Fraction(stream.sample_aspect_ratio or 1)
    return display_size(frame.width, frame.height, aspect, upright_degrees(frame))


def is_unchanged(frame: av.VideoFrame, stream: VideoStream) -> bool:
    """Whether the picture of a frame at its own size is the decoded planes as they are."""
    upright = upright_degrees(frame) == 0
    return (
        is_native(frame) and upright and _shown_size(frame, stream) == (frame.width, frame.height)
    )


def _decoder_for(stream: VideoStream, threads: int, small: bool) -> VideoCodecContext:
    context = stream.codec_context
    if context.name in ("vp8", "vp9") and stream.metadata.get("alpha_mode") == "1":
        # FFmpeg's own decoders of these formats ignore the alpha that libvpx can read.
        made = VideoCodecContext.create(f"libvpx{'-vp9' if context.name == 'vp9' else ''}", "r")
        assert isinstance(made, VideoCodecContext)
        made.extradata = context.extradata
        context = made
    if small and context.name in _SMOOTHED:
        context.options = {"skip_loop_filter": "noref"}
    context.thread_type = ThreadType.AUTO
    context.thread_count = min(threads, os.cpu_count() or 1)
    return context
