"""Reading fields of a document that may hold anything.

JianYing 11 leaves out every field that equals its default, other writers put strings where numbers
belong, and hostile ones put 1e308. These readers never raise: a value of the wrong type or out of
range reads as the default or the nearest bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

Json = Mapping[str, Any]

MAX_TIME_US = 24 * 3600 * 1_000_000 * 7
"""A week: longer times in a draft are taken for garbage and clamped."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def _held(source: Any, key: str) -> Any:
    # The plain test first: asking for the abstract Mapping takes longer than all the rest.
    if type(source) is dict or isinstance(source, Mapping):
        return source.get(key)
    return None


def number(source: Any, key: str, default: float, low: float = -1e9, high: float = 1e9) -> float:
    """A finite number clamped to [low, high]."""
    value = source.get(key) if type(source) is dict else _held(source, key)
    if value is None:
        return default
    # The usual kind first: a draft of a thousand segments has tens of thousands of numbers.
    if type(value) is float:
        return min(max(value, low), high) if isfinite(value) else default
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return default
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    try:
        value = float(value)
    except OverflowError:
        return default
    return min(max(value, low), high) if isfinite(value) else default


def integer(source: Any, key: str, default: int, low: int = -(10**9), high: int = 10**9) -> int:
    """A whole number clamped to [low, high]; fractions are rounded to nearest."""
    return round(number(source, key, default, low, high))


def time_us(source: Any, key: str, default: int = 0) -> int:
    """A time or duration in microseconds, clamped to ± one week."""
    return integer(source, key, default, -MAX_TIME_US, MAX_TIME_US)


def text(source: Any, key: str, default: str = "") -> str:
    """A string; numbers are written out, anything else is the default.

    Halves of surrogate pairs, which no encoding can write, read as U+FFFD.
    """
    value = source.get(key) if type(source) is dict else _held(source, key)
    if value is None:
        return default
    if isinstance(value, str):
        return value if value.isascii() else writable(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Python refuses to write integers of thousands of digits; they are no text anyone meant.
        return str(value) if isinstance(value, float) or value.bit_length() < 256 else default
    return default


def writable(value: str) -> str:
    """``value`` with lone surrogates replaced, so that it can be written as UTF-8."""
    if value.isascii():
        return value
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def flag(source: Any, key: str, default: bool) -> bool:
    """A boolean; 0 and 1 count."""
    value = _held(source, key)
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return bool(value)
    return default


def holds(source: Any, key: str) -> bool:
    """Whether an object holds an object or list under ``key`` that is not empty."""
    value = _held(source, key)
    return isinstance(value, Mapping | list) and len(value) > 0


def mapping(source: Any, key: str) -> Json:
    """An object; {} when it is missing or something else."""
    value = _held(source, key)
    return value if type(value) is dict or isinstance(value, Mapping) else {}


def mappings(source: Any, key: str) -> Iterator[Json]:
    """The objects of a list, skipping everything else."""
    value = _held(source, key)
    if isinstance(value, list):
        for item in value:
            if type(item) is dict or isinstance(item, Mapping):
                yield item


def texts(source: Any, key: str) -> tuple[str, ...]:
    """The strings of a list, skipping everything else."""
    value = _held(source, key)
    if not isinstance(value, list):
        return ()
    return tuple(writable(item) for item in value if isinstance(item, str))
