"""Where encoded frames go: an FFmpeg container."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.codec.context import ThreadType
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from cutroom.core.time import SAMPLE_RATE
from cutroom.media.colour import straight
from cutroom.media.encode_settings import EncodeSettings
from cutroom.media.palette import Palette
from cutroom.media.video_codecs import VideoCodec, video_codec
from cutroom.media.whole_file import muxing_options
from cutroom.picture.picture import Picture, Plane

_BT709 = 1
_ENCODER_THREADS = 4
"""A number of its own rather than the machine's cores: what x264 writes depends on it."""
AAC_BIT_RATE = 128_000
_SOUND = {
    "mp4": ("aac", "fltp", AAC_BIT_RATE),
    "mov": ("aac", "fltp", AAC_BIT_RATE),
    "webm": ("libopus", "flt", 128_000),
    # Below this rate LAME turns everything down a little.
    "mp3": ("libmp3lame", "fltp", 256_000),
    "wav": ("pcm_s16le", "s16", 0),
}
_GIF_RATE = Fraction(50)
"""Shorter than 20 ms browsers show a frame of a GIF for 100."""


class FfmpegSink:
    """mp4, mov, webm, gif, mp3, wav."""

    def __init__(self, path: Path, settings: EncodeSettings) -> None:
        """Open container and encoders; raises FFmpeg's errors."""
        self._settings, self._codec = settings, video_codec(settings)
        self._rate = min(settings.fps, _GIF_RATE) if settings.format == "gif" else settings.fps
        self._container: OutputContainer = av.open(
            f"file:{path}", "w", format=settings.format, options=muxing_options(settings)
        )
        self._video = (
            _add_video(self._container, self._codec, settings, self._rate)
            if settings.has_pictures
            else None
        )
        self._audio = _add_audio(self._container, settings) if settings.has_sound else None
        self._palette = Palette(settings.width, settings.height, self._rate)
        # Pictures given, the next free frame, and samples taken.
        self._given = self._frames = self._samples = 0
        self._held = np.zeros((2, 0), np.float32)

    def write_picture(self, picture: Picture) -> None:
        """Encode the next frame; what comes faster than a format can show is passed over."""
        assert self._video is not None
        slot = floor(self._given * self._rate / self._settings.fps)
        self._given += 1
        if slot < self._frames:
            return
        frame = self._frame_of(picture)
        frame.pts, frame.duration = slot, 1
        frame.time_base = 1 / self._rate
        self._frames = slot + 1
        if self._settings.format == "gif":
            for mapped in self._palette.push(frame):
                self._mux_gif(mapped)
            return
        self._container.mux(self._video.encode(frame))

    def write_samples(self, samples: NDArray[np.float32]) -> None:
        """Encode whole codec frames, hold back the rest."""
        assert self._audio is not None
        self._held = np.concatenate([self._held, np.clip(samples, -1, 1)], axis=1)
        block = self._audio.codec_context.frame_size or 1024
        whole = self._held.shape[1] // block * block
        for start in range(0, whole, block):
            self._encode_sound(self._held[:, start : start + block])
        self._held = self._held[:, whole:]

    def close(self) -> None:
        """Flush and end the file."""
        if self._audio is not None:
            if self._held.shape[1]:
                self._encode_sound(self._held)
            self._container.mux(self._audio.encode(None))
        if self._video is not None:
            for mapped in self._palette.flush() if self._settings.format == "gif" else ():
                self._mux_gif(mapped)
            self._container.mux(self._video.encode(None))
        self._container.close()

    def discard(self) -> None:
        """Close, whatever happens."""
        try:
            self._container.close()
        except (av.error.FFmpegError, OSError, ValueError):
            return

    def _mux_gif(self, frame: av.VideoFrame) -> None:
        assert self._video is not None
        self._container.mux(self._video.encode(frame))

    def _encode_sound(self, samples: NDArray[np.float32]) -> None:
        assert self._audio is not None
        form = self._audio.codec_context.format.name
        frame = av.AudioFrame.from_ndarray(_as_format(samples, form), format=form, layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, self._samples, _SAMPLE
        self._samples += samples.shape[1]
        self._container.mux(self._audio.encode(frame))

    def _frame_of(self, picture: Picture) -> av.VideoFrame:
        if self._codec.is_planar:
            return _planar_frame(picture)
        rgba = av.VideoFrame.from_ndarray(straight(picture), format="rgba")
        if self._settings.format == "gif":
            return rgba
        return rgba.reformat(
            format=self._codec.pixel_format,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
        )


_SAMPLE = Fraction(1, SAMPLE_RATE)


def _add_video(
    container: OutputContainer, codec: VideoCodec, settings: EncodeSettings, rate: Fraction
) -> VideoStream:
    stream = container.add_stream(
        codec.name, rate=rate, options=codec.options, hwaccel=codec.acceleration()
    )
    assert isinstance(stream, VideoStream)
    stream.width, stream.height = settings.width, settings.height
    stream.pix_fmt = codec.pixel_format
    context = stream.codec_context
    context.time_base = 1 / rate
    if not codec.is_hardware:
        # Left to itself x264 would cut every picture into a slice per core, which compresses worse and
        # waits for the slowest one.
        context.thread_type, context.thread_count = ThreadType.FRAME, _ENCODER_THREADS
    context.gop_size = max(1, round(settings.gop_s * float(settings.fps)))
    if settings.format != "gif":
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = int(ColorRange.MPEG)
    return stream


def _add_audio(container: OutputContainer, settings: EncodeSettings) -> AudioStream:
    name, form, bit_rate = _SOUND[settings.format]
    stream = container.add_stream(name, rate=SAMPLE_RATE, layout="stereo", format=form)
    assert isinstance(stream, AudioStream)
    if bit_rate:
        stream.bit_rate = bit_rate
    return stream


def _as_format(samples: NDArray[np.float32], form: str) -> NDArray[np.float32] | NDArray[np.int16]:
    """Planar float to what an encoder takes: fltp, flt or s16."""
    if form == "fltp":
        return np.ascontiguousarray(samples)
    packed = np.ascontiguousarray(samples.T).reshape(1, -1)
    return packed if form == "flt" else np.rint(packed * 32767).astype(np.int16)


def _planar_frame(picture: Picture) -> av.VideoFrame:
    """A frame on the memory of the picture: every encoder copies what it keeps."""
    planes = tuple(_lent(plane) for plane in picture.planes[:3])
    frame = av.VideoFrame.from_dlpack(planes, format="yuv420p")
    frame.color_primaries = frame.color_trc = frame.colorspace = _BT709
    frame.color_range = int(ColorRange.MPEG)
    return frame


def _lent(plane: Plane) -> Plane:
    """The plane, or a copy where a frame cannot be made of it: its rows lie backwards or it must not change."""
    lies_well = plane.strides[1] == 1 and plane.strides[0] >= plane.shape[1]
    return plane if lies_well and plane.flags.writeable else plane.copy()
