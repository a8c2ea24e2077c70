"""Output options as requests spell them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any, cast, get_args

from cutroom.core.errors import InvalidRequest
from cutroom.core.output import (
    RESOLUTION_SHORT_SIDE,
    OutputFormat,
    OutputOptions,
    Preset,
    VideoEncoder,
)
from cutroom.pipeline.options import check_options

MIN_FPS, MAX_FPS = 1, 240
MIN_SIDE_PX, MAX_SIDE_PX = 16, 16384
MAX_CRF = 51
_FRACTION = re.compile(r"\d{1,7}(?:/\d{1,7}|\.\d{1,6})?")


def output_options(given: dict[str, Any]) -> OutputOptions:
    """Options from the fields resolution, width, height, fps, format, quality, crf, range_us, alpha, encoder,
    smart, cache and sticker_placeholders.

    None means "not given". Raises InvalidRequest that names the field, also for options that do not go together.
    """
    options = OutputOptions(
        width=_side(given.get("width"), "width"),
        height=_side(given.get("height"), "height"),
        short_side=_resolution(given.get("resolution")),
        fps=_fps(given.get("fps")),
        range_us=_range(given.get("range_us")),
        format=cast(OutputFormat, _choice(given.get("format"), "format", OutputFormat, "mp4")),
        preset=cast(Preset, _choice(given.get("quality"), "quality", Preset, "standard")),
        crf=_whole(given.get("crf"), "crf", 0, MAX_CRF),
        alpha=bool(_flag(given.get("alpha"), "alpha")),
        encoder=_encoder(given.get("encoder")),
        smart=_flag(given.get("smart"), "smart"),
        sticker_placeholders=_flag(given.get("sticker_placeholders"), "sticker_placeholders"),
        cache=_flag(given.get("cache"), "cache") is not False,
    )
    check_options(options)
    return options


def _side(value: object, field: str) -> int | None:
    return _whole(value, field, MIN_SIDE_PX, MAX_SIDE_PX)


def _whole(value: object, field: str, low: int, high: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InvalidRequest(f"{field} must be a whole number from {low} to {high}.", field=field)
    return value


def _flag(value: object, field: str) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise InvalidRequest(f"{field} must be true or false.", field=field)
    return value


def _encoder(value: object) -> VideoEncoder | None:
    chosen = _choice(value, "encoder", VideoEncoder, "")
    return cast(VideoEncoder, chosen) if chosen else None


def _resolution(value: object) -> int | None:
    if value is None or value == "":
        return None
    name = value.upper() if isinstance(value, str) else ""
    if name not in RESOLUTION_SHORT_SIDE:
        names = ", ".join(RESOLUTION_SHORT_SIDE)
        raise InvalidRequest(f"resolution must be one of {names}.", field="resolution")
    return RESOLUTION_SHORT_SIDE[name]


def _fps(value: object) -> Fraction | None:
    if value is None or value == "":
        return None
    try:
        text = value if isinstance(value, str) else repr(value)
        fps = Fraction(text) if _FRACTION.fullmatch(text) else Fraction(0)
    except ZeroDivisionError:
        fps = Fraction(0)
    if isinstance(value, bool) or not MIN_FPS <= fps <= MAX_FPS:
        raise InvalidRequest(
            f"fps must be a number from {MIN_FPS} to {MAX_FPS}, or a fraction such as 30000/1001.",
            field="fps",
        )
    return fps


def _choice(value: object, field: str, kind: Any, default: str) -> str:
    if value is None or value == "":
        return default
    names: tuple[str, ...] = get_args(kind)
    if value not in names:
        raise InvalidRequest(f"{field} must be one of {', '.join(names)}.", field=field)
    return str(value)


def _range(value: object) -> tuple[int, int] | None:
    if value is None:
        return None
    message = "range_us must be [start, end] in microseconds, 0 ≤ start < end."
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise InvalidRequest(message, field="range_us")
    start, end = value
    whole = all(isinstance(part, int) and not isinstance(part, bool) for part in value)
    if not whole or not 0 <= start < end <= 10**13:
        raise InvalidRequest(message, field="range_us")
    return start, end
