"""What a caller may ask of an output."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from fractions import Fraction
from typing import Any, Literal

OutputFormat = Literal["mp4", "mov", "webm", "gif", "png-sequence", "mp3", "wav"]
Preset = Literal["draft", "standard", "high"]
VideoEncoder = Literal["x264", "hardware", "nvenc", "qsv", "vaapi", "videotoolbox"]

PREVIEW_SHORT_SIDE = 360
PRESET_CRF: dict[Preset, int] = {"draft": 28, "standard": 23, "high": 18}
"""The quality of a preset, on x264's scale, where none is asked for."""
RESOLUTION_SHORT_SIDE = {
    "360P": 360,
    "480P": 480,
    "720P": 720,
    "1080P": 1080,
    "2K": 1440,
    "4K": 2160,
}


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Options of one render; None means "as the draft says".

    ``width`` and ``height`` are pixels (one alone keeps the proportions), ``short_side`` is the
    resolution by name, ``range_us`` a (start, end) part of the timeline, ``crf`` 0–51.
    ``encoder`` makes the H.264 of mp4 and mov, ``smart`` copies what nothing is done to; None is what the
    settings say.
    ``cache`` False neither uses nor keeps parts of videos that earlier and later renders share.
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
    cache: bool = True

    def settled(self, defaults: OutputDefaults) -> OutputOptions:
        """The options with everything decided that ``defaults`` decide."""
        chosen: dict[str, Any] = {
            item.name: getattr(defaults, item.name)
            for item in fields(defaults)
            if getattr(self, item.name) is None
        }
        return replace(self, **chosen)


@dataclass(frozen=True, slots=True)
class OutputDefaults:
    """What holds for options that are None; by the settings."""

    encoder: VideoEncoder = "x264"
    smart: bool = False
    sticker_placeholders: bool = False
