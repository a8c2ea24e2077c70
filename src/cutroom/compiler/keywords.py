"""Keywords of captions: the ranges that a caption template sets apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cutroom.compiler.scene import Use
from cutroom.core.color import Color
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.text_content import utf16_range
from cutroom.timeline.model import Paint, TextSpan

MAX_KEYWORDS = 200
HIGHLIGHT, HIGHLIGHT_ON_YELLOW = Color(1.0, 0.84, 0.16), Color(1.0, 0.36, 0.3)
KEYWORD_GROWTH = 1.15


def with_keywords(use: Use, raw: Json, text: str, spans: Sequence[TextSpan]) -> list[TextSpan]:
    """The runs of a text with its keywords set apart.

    Most drafts already give keywords a style of their own; where they do not, that style is in a
    template which drafts do not carry, and ours is drawn (recorded).
    """
    ranges = [r for r in _ranges(raw, text) if _looks_the_same(spans, *r)]
    if not ranges:
        return list(spans)
    use.note(
        "keywords-guessed", "approximated",
        "the style of the caption's keywords is not in the draft; they are drawn larger and coloured",
    )  # fmt: skip
    marked = list(spans)
    for start, end in ranges:
        marked = [piece for span in marked for piece in _cut(span, start, end)]
    return marked


def _ranges(raw: Json, text: str) -> Iterator[tuple[int, int]]:
    keywords = fields.mapping(raw, "subtitle_keywords")
    for item in list(fields.mappings(keywords, "range"))[:MAX_KEYWORDS]:
        first = fields.integer(item, "location", 0, 0)
        start, end = utf16_range(text, first, first + fields.integer(item, "length", 0, 0))
        if end > start:
            yield start, end
    for word in fields.texts(keywords, "words")[:MAX_KEYWORDS]:
        start = text.find(word) if word else -1
        if start >= 0:
            yield start, start + len(word)


def _looks_the_same(spans: Sequence[TextSpan], start: int, end: int) -> bool:
    """Whether a range is drawn just as something outside of it is."""
    inside = [span.style for span in spans if span.start < end and span.end > start]
    outside = [span.style for span in spans if span.start < start or span.end > end]
    return not outside or any(style in outside for style in inside)


def _cut(span: TextSpan, start: int, end: int) -> Iterator[TextSpan]:
    if span.start >= end or span.end <= start:
        yield span
        return
    first, last = max(span.start, start), min(span.end, end)
    if span.start < first:
        yield TextSpan(span.start, first, span.style)
    style = span.style
    fill = style.fill.colors[0] if style.fill.colors else HIGHLIGHT
    yellow = fill.red > 0.8 and fill.green > 0.6 and fill.blue < 0.5
    color = HIGHLIGHT_ON_YELLOW if yellow else HIGHLIGHT
    apart = replace(style, fill=Paint((color,)), line_px=style.line_px * KEYWORD_GROWTH)
    yield TextSpan(first, last, apart)
    if last < span.end:
        yield TextSpan(last, span.end, span.style)
