"""What a text says and which style each part of it has, from ``texts[].content`` of any age.

========  ==================================================================================
JSON      ``{"text": …, "styles": [{"range": [start, end), …}]}``; ranges in UTF-16 units
tags      ``<size=8><color=(1,1,1,1)>[text]</color></size>`` (JianYing 3 and 4, CapCut 1.5)
plain     the text itself (2021 and older)
========  ==================================================================================

Styles stay mappings in the vocabulary of JSON styles whatever the form was; what they leave out is
in the flat fields of the material.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Literal

from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.text_tags import looks_tagged, read_tags


@dataclass(frozen=True, slots=True)
class StyleRange:
    """Code points [start, end) with the style they have."""

    start: int
    end: int
    style: Json


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text with contiguous ranges that cover it, in order; none when the text is empty."""

    text: str
    ranges: tuple[StyleRange, ...]
    form: Literal["json", "tags", "plain"]


def styled_text(raw: Json) -> StyledText:
    """The content of a ``texts`` material; ``base_content`` stands in where ``content`` is empty."""
    for key in ("content", "base_content"):
        content = raw.get(key)
        if isinstance(content, Mapping):
            return _from_json(content)
        if isinstance(content, str) and content:
            return parse_text(content)
    return StyledText("", (), "plain")


def parse_text(content: str) -> StyledText:
    """A content string of any form. Never raises: what cannot be parsed is plain text.

    Of overlapping ranges the later one wins as a whole; ranges are cut to the text; characters that
    none covers take the style before them (the first ones: the style after them).
    """
    stripped = content.lstrip()
    if stripped.startswith("{"):
        document = _load(stripped)
        if document is not None:
            return _from_json(document)
    elif looks_tagged(stripped):
        pieces = read_tags(stripped)
        text = "".join(piece.text for piece in pieces)
        marks = [0]
        for piece in pieces:
            marks.append(marks[-1] + len(piece.text))
        styles = [piece.style for piece in pieces]
        ranges = (
            StyleRange(*ends, style) for ends, style in zip(pairwise(marks), styles, strict=True)
        )
        return StyledText(fields.writable(text), tuple(ranges), "tags")
    whole = (StyleRange(0, len(content), {}),) if content else ()
    return StyledText(fields.writable(content), whole, "plain")


def _load(content: str) -> Json | None:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return None
    # A text that a person typed may begin with a brace and even be JSON.
    return document if isinstance(document, dict) and "text" in document else None


def _from_json(document: Json) -> StyledText:
    text = fields.text(document, "text")
    styles = list(fields.mappings(document, "styles"))
    if not text:
        return StyledText("", (), "json")
    if not styles:
        return StyledText(text, (StyleRange(0, len(text), {}),), "json")
    units = _utf16_offsets(text)
    bounds = [_bounds(style, text, units) for style in styles]
    owners = _owners(len(text), bounds)
    ranges: list[StyleRange] = []
    for owner, run in groupby(owners):
        start = ranges[-1].end if ranges else 0
        ranges.append(StyleRange(start, start + sum(1 for _ in run), styles[owner]))
    return StyledText(text, tuple(ranges), "json")


def _utf16_offsets(text: str) -> list[int] | None:
    """Code point index of every UTF-16 unit; None when they are the same."""
    if all(character < "\U00010000" for character in text):
        return None
    offsets: list[int] = []
    for index, character in enumerate(text):
        offsets += [index] if character < "\U00010000" else [index, index]
    return offsets


def _bounds(style: Json, text: str, units: list[int] | None) -> tuple[int, int]:
    stored: Any = style.get("range")
    if not isinstance(stored, list) or len(stored) < 2:
        return 0, len(text)
    pair = {"start": stored[0], "end": stored[1]}
    start, end = fields.integer(pair, "start", 0), fields.integer(pair, "end", 0)
    return _clamped(text, units, start, end)


def _clamped(text: str, units: list[int] | None, start: int, end: int) -> tuple[int, int]:
    if units is None:
        return min(max(start, 0), len(text)), min(max(end, 0), len(text))
    start, end = (min(max(unit, 0), len(units)) for unit in (start, end))
    # Half a surrogate pair is not a character: the range takes in the whole of it.
    last = units[end - 1] + 1 if end > 0 else 0
    return (units[start] if start < len(units) else len(text)), last


def utf16_length(text: str) -> int:
    """The number of UTF-16 units of a text."""
    return len(text) + sum(character >= "\U00010000" for character in text)


def utf16_range(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of UTF-16 units as code points of ``text``, cut to it."""
    return _clamped(text, _utf16_offsets(text), start, end)


def _owners(length: int, bounds: list[tuple[int, int]]) -> list[int]:
    """Index of the style of every code point.

    Painted from the last style to the first over what is still free; ``free`` leads from a position
    to the next free one, so that many overlapping ranges cost no more than the text is long.
    """
    owners = [-1] * length
    free = list(range(length + 1))
    for index in range(len(bounds) - 1, -1, -1):
        start, end = bounds[index]
        position = _next_free(free, start)
        while position < end:
            owners[position] = index
            free[position] = position + 1
            position = _next_free(free, position)
    _fill_gaps(owners)
    return owners


def _next_free(free: list[int], position: int) -> int:
    end = position
    while free[end] != end:
        end = free[end]
    while free[position] != end and position != end:
        free[position], position = end, free[position]
    return end


def _fill_gaps(owners: list[int]) -> None:
    last = next((owner for owner in owners if owner >= 0), 0)
    for position, owner in enumerate(owners):
        last = owner if owner >= 0 else last
        owners[position] = last
