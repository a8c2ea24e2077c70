"""Text segments as text content."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from cutroom.compiler.fancy import fancy
from cutroom.compiler.keywords import with_keywords
from cutroom.compiler.lettering import Lettering
from cutroom.compiler.scene import Use
from cutroom.compiler.shapes import color_of
from cutroom.compiler.singing import word_times
from cutroom.compiler.text_shapes import bend_of, bubble_of
from cutroom.compiler.text_templates import template_texts
from cutroom.compiler.undone import note_templates_of_text
from cutroom.core.errors import LimitExceeded
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material
from cutroom.draft.text_content import styled_text
from cutroom.timeline.model import Align, TextBackground, TextContent, TextSpan, TextStyle, WordTime

MAX_CHARACTERS = 20_000
_ALIGNS: dict[int, Align] = {0: "left", 1: "center", 2: "right", 3: "center", 4: "left", 5: "right"}
_VERTICAL_ALIGNS = (3, 4, 5)


def text_content_of(use: Use, material: Material) -> TextContent | None:
    """The text of a segment, None when it says nothing.

    A text template whose layout the draft does not hold has its texts set one below the other.
    """
    if material.bucket == "texts":
        return _content(use, [material.raw])
    texts = [text.raw for _info, text in template_texts(use, material)]
    if len(texts) > 1:
        name = fields.text(material.raw, "name") or "text template"
        use.note(
            "template-flattened", "approximated",
            f"the layout of {name} is not in the draft; its texts are set one below the other",
        )  # fmt: skip
    return _content(use, texts)


def _content(use: Use, texts: list[Json]) -> TextContent | None:
    text, spans, words = "", list[TextSpan](), list[WordTime]()
    for raw in texts:
        said, styled = _spans(use, raw)
        if not said:
            continue
        note_templates_of_text(use, raw)
        if text:
            # The break between two texts belongs to the first one's last run.
            spans[-1] = TextSpan(spans[-1].start, spans[-1].end + 1, spans[-1].style)
            text += "\n"
        styled = with_keywords(use, raw, said, styled)
        words += (_moved(word, len(text)) for word in word_times(raw, said))
        spans += (TextSpan(s.start + len(text), s.end + len(text), s.style) for s in styled)
        text += said
    if not text.strip():
        return None
    first = next(raw for raw in texts)
    alignment = fields.integer(first, "alignment", 1)
    vertical = fields.integer(first, "typesetting", 0) == 1 or alignment in _VERTICAL_ALIGNS
    return TextContent(
        text=text,
        spans=tuple(spans),
        align=_ALIGNS.get(alignment, "center"),
        vertical=vertical,
        wrap_px=_wrap_px(use, first),
        line_gap=fields.number(first, "line_spacing", 0.02, -0.9, 20.0),
        background=_background(first),
        bubble=bubble_of(use, spans[0].style),
        bend_degrees=bend_of(use, first, vertical=vertical),
        words=tuple(words),
    )


def _moved(word: WordTime, by: int) -> WordTime:
    return replace(word, start=word.start + by, end=word.end + by)


def _wrap_px(use: Use, raw: Json) -> float:
    """Where lines break: the width left to the text, before its own scale; 0 at newlines only."""
    scale = abs(use.segment.clip.scale_x) or 1.0
    fixed = fields.number(raw, "fixed_width", -1.0)
    if fixed > 0:
        return fixed * use.scene.zoom
    wraps = fields.text(raw, "type") == "subtitle"
    if not wraps and not fields.flag(raw, "force_apply_line_max_width", False):
        return 0.0
    share = fields.number(raw, "line_max_width", 0.82, 0.0, 10.0) or 0.82
    return share * use.scene.width / scale


def _background(raw: Json) -> TextBackground | None:
    if fields.flag(raw, "single_char_bg_enable", False):
        return _box(raw, "single_char_bg", "character")
    style = fields.integer(raw, "background_style", 1)
    return _box(raw, "background", "line" if style == 2 else "block")


def _box(
    raw: Json, prefix: str, per: Literal["block", "line", "character"]
) -> TextBackground | None:
    """The box named by ``<prefix>_color``; without a colour there is none.

    How the editor turns width, height and offsets into pixels has never been measured: they are
    taken as fractions of the line height, offsets upwards positive.
    """
    color = color_of(
        raw.get(f"{prefix}_color"), fields.number(raw, f"{prefix}_alpha", 1.0, 0.0, 1.0)
    )
    if color is None or color.alpha == 0.0:
        return None

    def share(name: str, default: float, low: float, high: float) -> float:
        return fields.number(raw, f"{prefix}_{name}", default, low, high)

    return TextBackground(
        color=color,
        per=per,
        pad_x=share("width", 0.14, 0.0, 4.0),
        pad_y=share("height", 0.14, 0.0, 4.0),
        round=share("round_radius", 0.0, 0.0, 1.0),
        offset_x=share("horizontal_offset", 0.0, -10.0, 10.0),
        offset_y=-share("vertical_offset", 0.0, -10.0, 10.0),
    )


def _spans(use: Use, raw: Json) -> tuple[str, list[TextSpan]]:
    styled = styled_text(raw)
    if len(styled.text) > MAX_CHARACTERS:
        raise LimitExceeded(
            f"The text at {use.where} has {len(styled.text)} characters;"
            f" {MAX_CHARACTERS} are drawn at most. Split it."
        )
    lettering = Lettering(use, raw)
    made: dict[int, TextStyle] = {}
    spans = []
    for part in styled.ranges:
        if id(part.style) not in made:
            made[id(part.style)] = lettering.style(fancy(use, part.style))
        spans.append(TextSpan(part.start, part.end, made[id(part.style)]))
    return styled.text, spans
