"""Which encoder writes the pictures of a file, and with which options.

Hardware encoders get the same quality number as x264 in the scale of their own; pictures at equal numbers are
alike, not equal, and unlike x264's their bytes depend on the device and its driver.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import av
from av.codec.hwaccel import HWAccel
from av.video.codeccontext import VideoCodecContext

from cutroom.core.errors import EncodeError
from cutroom.core.output import OutputFormat, VideoEncoder

if TYPE_CHECKING:
    from cutroom.media.encode_settings import EncodeSettings

_X264_PRESETS = {"draft": "ultrafast", "standard": "veryfast", "high": "medium"}
_VP9_SPEED = {"draft": "8", "standard": "5", "high": "2"}
_NVENC_PRESETS = {"draft": "p1", "standard": "p4", "high": "p6"}
_QSV_PRESETS = {"draft": "veryfast", "standard": "faster", "high": "medium"}
HARDWARE: tuple[VideoEncoder, ...] = ("nvenc", "qsv", "vaapi", "videotoolbox")
"""In the order in which they are tried."""
H264_FORMATS: tuple[OutputFormat, ...] = ("mp4", "mov")


@dataclass(frozen=True, slots=True)
class VideoCodec:
    """An FFmpeg encoder by name, the pixel format it takes, its options.

    ``device`` is the kind of device that pictures are uploaded to, "" for encoders that take them as they are.
    """

    name: str
    pixel_format: str
    options: dict[str, str] = field(default_factory=dict)
    device: str = ""

    @property
    def is_hardware(self) -> bool:
        """Whether a device encodes, not this program's threads."""
        return self.name.partition("_")[2] in get_args(VideoEncoder)

    @property
    def is_planar(self) -> bool:
        """Whether it takes 8-bit 4:2:0 planes, or a format that PyAV brings them into without loss."""
        return self.pixel_format in ("yuv420p", "nv12", "vaapi")

    def acceleration(self) -> HWAccel | None:
        """The device to upload to. Raises FFmpeg's error when there is none."""
        return HWAccel(self.device) if self.device else None


def video_codec(settings: EncodeSettings) -> VideoCodec:
    """The encoder of a file of these settings."""
    if settings.format == "gif":
        return VideoCodec("gif", "pal8")
    if settings.format == "webm":
        options = {
            "crf": str(min(63, settings.crf + 9)),
            "b": "0",
            "deadline": "good",
            "cpu-used": _VP9_SPEED[settings.preset],
            "row-mt": "1",
        }
        return VideoCodec("libvpx-vp9", "yuva420p" if settings.alpha else "yuv420p", options)
    if settings.format == "mov" and settings.alpha:
        return VideoCodec("prores_ks", "yuva444p10le", {"profile": "4444"})
    return _h264(settings)


def _h264(settings: EncodeSettings) -> VideoCodec:
    quality = str(settings.crf)
    match settings.encoder:
        case "nvenc":
            options = {"preset": _NVENC_PRESETS[settings.preset], "rc": "vbr", "b": "0"}
            return VideoCodec("h264_nvenc", "yuv420p", {**options, "cq": str(max(1, settings.crf))})
        case "qsv":
            options = {"preset": _QSV_PRESETS[settings.preset]}
            options["global_quality"] = str(max(1, settings.crf))
            return VideoCodec("h264_qsv", "nv12", options)
        case "vaapi":
            return VideoCodec("h264_vaapi", "vaapi", {"rc_mode": "CQP", "qp": quality}, "vaapi")
        case "videotoolbox":
            # Its scale runs upwards, 0 to 100 in units of FFmpeg's lambda.
            level = max(1, 100 - 2 * settings.crf)
            options = {"flags": "+qscale", "global_quality": str(level * 118)}
            return VideoCodec("h264_videotoolbox", "yuv420p", options)
        case _:
            options = {"preset": _X264_PRESETS[settings.preset], "crf": quality}
            return VideoCodec("libx264", "yuv420p", options | _instructions(settings.width))


def _instructions(width: int) -> dict[str, str]:
    """Keeps x264 from AVX-512 where its rate control would read what was in memory before.

    That code takes eight macroblocks at a time, also where a row holds no multiple of eight: then the same
    pictures make other bytes in each process.
    """
    if -(-width // 16) % 8 == 0 or not _has_avx512():
        return {}
    return {"x264-params": "asm=AVX2,FMA3,BMI2,LZCNT"}


@cache
def _has_avx512() -> bool:
    try:
        return "avx512f" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def with_encoder_that_works(settings: EncodeSettings) -> tuple[EncodeSettings, str]:
    """The settings with an encoder of this machine, and why it is not the one that was asked for.

    A hardware encoder is tried with one picture: many are built in and find no device. "hardware" is the
    first one that works. The reason is "" when nothing had to be changed.
    """
    if settings.format not in H264_FORMATS or settings.alpha or settings.encoder == "x264":
        return replace(settings, encoder="x264"), ""
    asked = HARDWARE if settings.encoder == "hardware" else (settings.encoder,)
    reasons = []
    for encoder in asked:
        candidate = replace(settings, encoder=encoder)
        try:
            _try_out(candidate)
        except EncodeError as error:
            reasons.append(f"{encoder}: {error.message}")
        else:
            return candidate, ""
    return replace(settings, encoder="x264"), "; ".join(reasons)


def _try_out(settings: EncodeSettings) -> None:
    """Encode one picture. Raises EncodeError with the reason."""
    codec = video_codec(settings)
    try:
        context = av.CodecContext.create(codec.name, "w", hwaccel=codec.acceleration())
        assert isinstance(context, VideoCodecContext)
        context.width, context.height = settings.width, settings.height
        context.pix_fmt, context.time_base = codec.pixel_format, 1 / settings.fps
        context.framerate = Fraction(settings.fps)
        context.options = dict(codec.options)
        frame = av.VideoFrame(settings.width, settings.height, "yuv420p")
        frame.pts = 0
        packets = [*context.encode(frame), *context.encode(None)]
    except ValueError as error:
        if isinstance(error, av.error.FFmpegError):
            raise EncodeError(error.strerror or str(error)) from error
        raise EncodeError("not built in") from error
    except (av.error.FFmpegError, OSError, RuntimeError, NotImplementedError) as error:
        raise EncodeError(getattr(error, "strerror", None) or str(error)) from error
    if not packets:
        raise EncodeError("it gives out nothing")
