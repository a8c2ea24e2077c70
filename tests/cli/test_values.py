"""What is typed on the command line."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from cutroom.cli.values import (
    MAX_RANGE_US,
    choose_format,
    choose_picture_format,
    read_fps,
    read_range_us,
    read_time_us,
    with_size,
)
from cutroom.core.errors import InvalidRequest
from cutroom.core.output import OutputOptions


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("1280x720", OutputOptions(width=1280, height=720)),
        ("1080X1920", OutputOptions(width=1080, height=1920)),
        ("720P", OutputOptions(short_side=720)),
        ("2k", OutputOptions(short_side=1440)),
    ],
)
def test_sizes(text: str, options: OutputOptions) -> None:
    assert with_size(OutputOptions(), text) == options


@pytest.mark.parametrize(
    "text", ["", "720", "x720", "0x720", "1280x00", "-1x2", "1280x720x3", "8K"]
)
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(InvalidRequest):
        with_size(OutputOptions(), text)


@pytest.mark.parametrize(
    ("text", "fps"),
    [
        ("30", Fraction(30)),
        ("29.97", Fraction(30000, 1001)),
        ("24000/1001", Fraction(24000, 1001)),
        ("12.5", Fraction(25, 2)),
    ],
)
def test_rates(text: str, fps: Fraction) -> None:
    assert read_fps(text) == fps


@pytest.mark.parametrize(
    "text", ["", "fast", "0", "-1", "1/0", "nan", "inf", "1e99", "0.5", "30/x"]
)
def test_what_is_no_rate(text: str) -> None:
    with pytest.raises(InvalidRequest):
        read_fps(text)


@pytest.mark.parametrize(
    ("text", "time_us"),
    [
        ("0", 0),
        ("12.5", 12_500_000),
        ("90", 90_000_000),
        ("1:30", 90_000_000),
        ("01:02:03.25", 3_723_250_000),
        ("0.000001", 1),
    ],
)
def test_times(text: str, time_us: int) -> None:
    assert read_time_us(text, "--at") == time_us


@pytest.mark.parametrize("text", ["", "-1", "1:2:3:4", "abc", "1.2.3", "١"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        read_time_us(text, "--at")
    assert caught.value.field == "--at"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("5-12.5", (5_000_000, 12_500_000)),
        ("00:01:00-00:01:30", (60_000_000, 90_000_000)),
        ("5-", (5_000_000, MAX_RANGE_US)),
        ("-5", (0, 5_000_000)),
    ],
)
def test_ranges(text: str, span: tuple[int, int]) -> None:
    assert read_range_us(text) == span


@pytest.mark.parametrize("text", ["", "-", "5", "5-5", "6-5", "a-b"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(InvalidRequest):
        read_range_us(text)


@pytest.mark.parametrize(
    ("name", "asked", "chosen"),
    [
        ("a.mp4", None, "mp4"),
        ("a.WEBM", None, "webm"),
        ("a.zip", None, "png-sequence"),
        ("a.zip", "png-sequence", "png-sequence"),
        ("a.mp3", "mp3", "mp3"),
    ],
)
def test_the_name_of_the_output_says_its_format(name: str, asked: str | None, chosen: str) -> None:
    assert choose_format(Path(name), asked) == chosen


@pytest.mark.parametrize(
    ("name", "asked"),
    [("a", None), ("a.avi", None), ("a.mp4", "webm"), ("a.mp4", "avi"), ("a", "mp4")],
)
def test_a_name_and_a_format_that_disagree(name: str, asked: str | None) -> None:
    with pytest.raises(InvalidRequest):
        choose_format(Path(name), asked)


def test_picture_formats() -> None:
    assert choose_picture_format(Path("a.JPG")) == "jpeg"
    with pytest.raises(InvalidRequest):
        choose_picture_format(Path("a.bmp"))
