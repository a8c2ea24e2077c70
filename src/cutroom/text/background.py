"""Boxes behind a text: one for the block, one a line or one a character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutroom.core.typography import TextBackground
from cutroom.text.engines import load_skia
from cutroom.text.layout import Box, Line, TextLayout
from cutroom.text.paints import skia_color


@dataclass(frozen=True, slots=True)
class Backing:
    """A box behind characters [first, last] of the layout; ``own`` when it is one character's."""

    box: Box
    first: int
    last: int
    own: bool = False


def backings(layout: TextLayout) -> list[Backing]:
    """The boxes that a layout's background asks for; none behind white space or empty lines."""
    background = layout.content.background
    if background is None or not layout.characters:
        return []
    if background.per == "character":
        return _character_backings(layout, background)
    if background.per == "line":
        return _line_backings(layout, background)
    tallest = max(_thickness(line, layout) for line in layout.lines)
    return [Backing(_padded(layout.box, background, tallest), 0, len(layout.characters) - 1)]


def paint_backing(canvas: Any, backing: Backing, background: TextBackground, alpha: float) -> None:
    """Fill one box, rounded by a share of half its shorter side."""
    skia = load_skia()
    color = skia_color(background.color.faded(alpha))
    box = backing.box
    rect = skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
    radius = min(max(background.round, 0.0), 1.0) * min(rect.width(), rect.height()) / 2
    canvas.drawRoundRect(rect, radius, radius, skia.Paint(AntiAlias=True, Color=color))


def _character_backings(layout: TextLayout, background: TextBackground) -> list[Backing]:
    found = []
    for character in layout.characters:
        if not character.text.isspace():
            line_px = layout.styles[character.span].line_px
            box = _padded(character.box, background, line_px)
            found.append(Backing(box, character.index, character.index, own=True))
    return found


def _line_backings(layout: TextLayout, background: TextBackground) -> list[Backing]:
    members: dict[int, list[int]] = {}
    for character in layout.characters:
        members.setdefault(character.line, []).append(character.index)
    found = []
    for number, line in enumerate(layout.lines):
        if _length(line, layout) > 0.0:
            box = _padded(line.box, background, _thickness(line, layout))
            found.append(Backing(box, members[number][0], members[number][-1]))
    return found


def _padded(box: Box, background: TextBackground, line_px: float) -> Box:
    dx, dy = background.offset_x * line_px, background.offset_y * line_px
    pad_x, pad_y = background.pad_x * line_px, background.pad_y * line_px
    return Box(
        box.left - pad_x + dx, box.top - pad_y + dy, box.right + pad_x + dx, box.bottom + pad_y + dy
    )


def _thickness(line: Line, layout: TextLayout) -> float:
    box = line.box
    return box.right - box.left if layout.content.vertical else box.bottom - box.top


def _length(line: Line, layout: TextLayout) -> float:
    box = line.box
    return box.bottom - box.top if layout.content.vertical else box.right - box.left
