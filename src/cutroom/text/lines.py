"""Greedy line breaking: by word, by character for CJK, with the prohibited line starts and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cutroom.text.clusters import may_break
from cutroom.text.units import StyleMetrics, Unit

# Sums of advances must not break a line that was measured to fit exactly.
TOLERANCE_PX = 1e-3


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """Units of one line in logical order, without the newline.

    ``extent_px`` leaves out hanging spaces and the letter spacing after the last character.
    ``span`` is the style that an empty line takes its height from.
    """

    units: tuple[Unit, ...]
    extent_px: float
    span: int


def break_paragraph(
    units: Sequence[Unit], styles: Sequence[StyleMetrics], wrap_px: float, span: int
) -> list[BrokenLine]:
    """Lines of one shaped paragraph no longer than ``wrap_px`` (0 = unlimited) where possible.

    ``span`` styles the line when the paragraph is empty.
    """
    if not units:
        return [BrokenLine((), 0.0, span)]
    ends = _line_ends(units, styles, wrap_px) if wrap_px > 0.0 else []
    lines = []
    start = 0
    for end in [*ends, len(units)]:
        part = tuple(units[start:end])
        lines.append(BrokenLine(part, _extent(part, styles), part[0].span))
        start = end
    return lines


def step_px(unit: Unit, styles: Sequence[StyleMetrics]) -> float:
    """Advance of a unit including its letter spacing; invisible units take no room."""
    if unit.face is None and not unit.mark:
        return unit.advance_px
    if unit.part_of_ligature:
        return unit.advance_px
    return unit.advance_px + styles[unit.span].spacing_px


def _line_ends(units: Sequence[Unit], styles: Sequence[StyleMetrics], wrap_px: float) -> list[int]:
    ends: list[int] = []
    start, chance, width, chance_width = 0, 0, 0.0, 0.0
    for index, unit in enumerate(units):
        if index > start and _breakable(units, index):
            chance, chance_width = index, width
        while index > start and not unit.space and _overflows(width + unit.advance_px, wrap_px):
            if chance <= start:
                chance = _forced_break(units, start, index)
                chance_width = sum(step_px(u, styles) for u in units[start:chance])
            ends.append(chance)
            start = chance
            width -= chance_width
        width += step_px(unit, styles)
    return ends


def _overflows(width: float, wrap_px: float) -> bool:
    return width > wrap_px + TOLERANCE_PX


def _forced_break(units: Sequence[Unit], start: int, index: int) -> int:
    """Where to break a word that is longer than a line: before ``index``, not in a ligature."""
    while index > start + 1 and units[index].part_of_ligature:
        index -= 1
    return index


def _breakable(units: Sequence[Unit], index: int) -> bool:
    if units[index].part_of_ligature:
        return False
    return may_break(units[index - 1].text, units[index].text)


def _extent(units: Sequence[Unit], styles: Sequence[StyleMetrics]) -> float:
    last = len(units)
    while last and units[last - 1].space:
        last -= 1
    if not last:
        return 0.0
    whole = sum(step_px(unit, styles) for unit in units[:last])
    final = units[last - 1]
    return max(whole - (step_px(final, styles) - final.advance_px), 0.0)
