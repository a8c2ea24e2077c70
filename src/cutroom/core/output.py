"""What a caller may ask of an output."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

OutputFormat = Literal["mp4", "mov", "webm", "gif", "png-sequence", "mp3", "wav"]
Preset = Literal["draft", "standard", "high"]
VideoEncoder = Literal["x264", "hardware", "nvenc", "qsv", "vaapi", "videotoolbox"]

RESOLUTION_SHORT_SIDE = {"480P": 480, "720P": 720, "1080P": 1080, "2K": 1440, "4K": 2160}


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Options of one render; None means "as the draft says".

    ``width`` and ``height`` are pixels (one alone keeps the proportions), ``short_side`` is the
    resolution by name, ``range_us`` a (start, end) part of the timeline, ``crf`` 0–51.
    ``encoder`` makes the H.264 of mp4 and mov, ``smart`` copies what nothing is done to; None is what the
    settings say.
    ``sticker_placeholders`` draws a labelled plate for a sticker that only the vendor's store has; None
    is what the settings say.
    """

    width: int | None = None
    height: int | None = None
    short_side: int | None = None
    fps: Fraction | None = None
    range_us: tuple[int, int] | None = None
    format: OutputFormat = "mp4"
    preset: Preset = "standard"
    crf: int | None = None
    alpha: bool = False
    encoder: VideoEncoder | None = None
    smart: bool | None = None
    sticker_placeholders: bool | None = None
