"""A styled text in which a keyword is stressed, as JSON text; belongs to no draft."""

from __future__ import annotations

import json
from typing import Any

from cutroom.authoring.lettering import color_named, occurrences
from cutroom.authoring.notes import Notes
from cutroom.authoring.requests import AddTextStyle
from cutroom.catalog.fancy_text import rgb
from cutroom.core.color import WHITE, Color


def text_style(wanted: AddTextStyle, notes: Notes) -> dict[str, Any]:
    """Runs that touch: white ones, and those of the keyword in its colour and size."""
    text = wanted.text
    color = color_named(wanted.keyword_color, "keyword_color", notes)
    found = occurrences(text, wanted.keyword)
    if not found:
        notes.add(
            "keyword",
            f"文本中没有“{wanted.keyword[:80]}”，已忽略",
            f"the text does not hold {wanted.keyword[:80]!r}; it was ignored",
        )
    stressed = [False] * len(text)
    for start, end in found:
        stressed[start:end] = [True] * (end - start)
    styles = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or stressed[index] is not stressed[start]:
            span = [_units(text[:start]), _units(text[:index])]
            if stressed[start]:
                style = _style(color, wanted.keyword_font_size, span)
                styles.append({**style, "useLetterColor": True})
            else:
                styles.append(_style(WHITE, wanted.font_size, span))
            start = index
    return {"text_style": json.dumps({"text": text, "styles": styles}, ensure_ascii=False)}


def _style(color: Color, size: float, span: list[int]) -> dict[str, Any]:
    return {
        "fill": {"content": {"solid": {"color": rgb(color)}}},
        "range": span,
        "size": size,
        "font": {"id": "", "path": ""},
    }


def _units(text: str) -> int:
    """UTF-16 units, in which drafts count."""
    return len(text.encode("utf-16-le")) // 2
