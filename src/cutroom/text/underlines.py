"""The bars under underlined characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cutroom.text.engines import load_skia
from cutroom.text.layout import Character, TextLayout

UNDERLINE_THICKNESS_EM = 0.05
UNDERLINE_OFFSET_EM = 0.22
"""Distance from the baseline down to the middle of the underline."""
SEAM_PX = 1.0
"""How far an underline reaches under the next one, to leave no seam between them."""


def underlines(layout: TextLayout) -> list[tuple[int, Any]]:
    """Index and bar (a ``skia.Rect``) of every underlined character, as wide as the step to the next."""
    skia = load_skia()
    bars = []
    characters = layout.characters
    for number, character in enumerate(characters):
        metrics = layout.styles[character.span]
        if not metrics.style.underline or _hangs(layout, number):
            continue
        end = _end_of_bar(characters, number, vertical=layout.content.vertical)
        half = UNDERLINE_THICKNESS_EM * metrics.em_px / 2
        if layout.content.vertical:
            # A quarter turn of the horizontal case: the bar runs left of the column.
            x = character.box.left + metrics.descent_px - UNDERLINE_OFFSET_EM * metrics.em_px
            bar = skia.Rect.MakeLTRB(x - half, character.box.top, x + half, end)
        else:
            y = character.y + UNDERLINE_OFFSET_EM * metrics.em_px
            bar = skia.Rect.MakeLTRB(character.box.left, y - half, end, y + half)
        bars.append((number, bar))
    return bars


def _end_of_bar(characters: Sequence[Character], number: int, *, vertical: bool) -> float:
    """Where a character's bar ends: at its right (below) neighbour, to leave no gap."""
    character = characters[number]
    own = character.box.bottom if vertical else character.box.right
    if number + 1 == len(characters) or characters[number + 1].line != character.line:
        return own
    neighbour = characters[number + 1].box
    start = neighbour.top if vertical else neighbour.left
    return max(start, own) + SEAM_PX


def _hangs(layout: TextLayout, number: int) -> bool:
    """Whether a character is a space after the last visible one of its line."""
    character = layout.characters[number]
    if not character.text.isspace():
        return False
    box = layout.lines[character.line].box
    if layout.content.vertical:
        return character.box.top >= box.bottom - 1e-3
    return character.box.left >= box.right - 1e-3 or character.box.right <= box.left + 1e-3
