"""Reading what is typed: sizes, rates, times, formats."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, cast, get_args

from cutroom.core.errors import InvalidRequest
from cutroom.core.output import (
    RESOLUTION_SHORT_SIDE,
    OutputFormat,
    OutputOptions,
    Preset,
    VideoEncoder,
)
from cutroom.core.time import MICROS, exact_fps
from cutroom.pipeline.messages import PictureFormat

MAX_RANGE_US = 7 * 24 * 3600 * MICROS
_SUFFIXES: dict[OutputFormat, str] = {"png-sequence": ".zip"}
_SIZE = re.compile(r"([0-9]{1,5})[xX×*]([0-9]{1,5})")
_TIME = re.compile(r"(?:(?:([0-9]{1,3}):)?([0-9]{1,3}):)?([0-9]{1,6}(?:\.[0-9]{1,6})?)")


def with_size(options: OutputOptions, text: str) -> OutputOptions:
    """``1280x720``, or ``720P``: the short side by its name."""
    named = RESOLUTION_SHORT_SIDE.get(text.upper())
    if named is not None:
        return replace(options, short_side=named)
    found = _SIZE.fullmatch(text)
    if found is None or "0" in (found[1].lstrip("0") or "0", found[2].lstrip("0") or "0"):
        names = ", ".join(RESOLUTION_SHORT_SIDE)
        raise InvalidRequest(
            f"--size is {text!r}.", field="--size", hint=f"Write WIDTHxHEIGHT or one of {names}."
        )
    return replace(options, width=int(found[1]), height=int(found[2]))


def read_fps(text: str) -> Fraction:
    """``30``, ``29.97`` or ``30000/1001``."""
    try:
        fps = Fraction(text) if "/" in text else exact_fps(float(text))
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise _wrong_fps(text) from error
    if not 1 <= fps <= 1000:
        raise _wrong_fps(text)
    return fps


def _wrong_fps(text: str) -> InvalidRequest:
    return InvalidRequest(
        f"--fps is {text!r}.", field="--fps", hint="Write a number such as 30, 29.97 or 30000/1001."
    )


def read_time_us(text: str, field: str) -> int:
    """Seconds (``12.5``), ``mm:ss`` or ``hh:mm:ss`` with decimals, in microseconds."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise InvalidRequest(
            f"{field} has the time {text!r}.", field=field, hint="Write seconds or hh:mm:ss."
        )
    hours, minutes, seconds = found[1] or "0", found[2] or "0", found[3]
    return int((int(hours) * 3600 + int(minutes) * 60 + Fraction(seconds)) * MICROS)


def read_range_us(text: str) -> tuple[int, int]:
    """``A-B``, ``A-`` or ``-B``."""
    start, dash, end = text.partition("-")
    if not dash or not (start.strip() or end.strip()):
        raise InvalidRequest(
            f"--range is {text!r}.", field="--range", hint="Write A-B, for example 5-12.5."
        )
    start_us = read_time_us(start, "--range") if start.strip() else 0
    end_us = read_time_us(end, "--range") if end.strip() else MAX_RANGE_US
    if start_us >= end_us:
        raise InvalidRequest(
            f"--range is {text!r}.", field="--range", hint="It must end after it starts."
        )
    return start_us, end_us


def read_preset(text: str) -> Preset:
    """One of the presets."""
    return cast(Preset, _one_of(Preset, text, "--preset"))


def read_encoder(text: str) -> VideoEncoder:
    """One of the encoders."""
    return cast(VideoEncoder, _one_of(VideoEncoder, text, "--encoder"))


def _one_of(kind: Any, text: str, field: str) -> str:
    names: tuple[str, ...] = get_args(kind)
    if text not in names:
        raise InvalidRequest(
            f"{field} is {text!r}.", field=field, hint=f"It is one of {', '.join(names)}."
        )
    return text


def choose_format(output: Path, text: str | None) -> OutputFormat:
    """The format asked for, or the one the name of the output says; they must agree."""
    formats: tuple[OutputFormat, ...] = get_args(OutputFormat)
    suffixes = {_SUFFIXES.get(name, f".{name}"): name for name in formats}
    said = suffixes.get(output.suffix.lower())
    if text is not None and text not in formats:
        raise InvalidRequest(
            f"--format is {text!r}.", field="--format", hint=f"It is one of {', '.join(formats)}."
        )
    if said is None or text not in (None, said):
        wanted = [suffix for suffix, name in suffixes.items() if text in (None, name)]
        raise InvalidRequest(
            f"The name {output.name!r} does not say the format.",
            field="--output",
            hint=f"End it with {' or '.join(wanted)}.",
        )
    return said


def choose_picture_format(output: Path) -> PictureFormat:
    """The format that the name of a picture says."""
    formats: dict[str, PictureFormat] = {
        ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp",
    }  # fmt: skip
    found = formats.get(output.suffix.lower())
    if found is None:
        raise InvalidRequest(
            f"The name {output.name!r} says no known picture format.",
            field="--output",
            hint="End it with .png, .jpg or .webp.",
        )
    return found
