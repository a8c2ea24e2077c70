"""A block of text as positioned characters.

All positions are pixels of the canvas the styles were sized for, x right and y down, from the
centre of the block, which is its anchor. The line box of a font (ascender + |descender|) equals
``TextStyle.line_px``; with one line the baseline is at (ascent − descent) / 2 below the anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from cutroom.core.diagnostics import Diagnostic, DiagnosticLog
from cutroom.core.geometry import Size
from cutroom.core.typography import Align, TextContent
from cutroom.text.bending import Bend, bend_of
from cutroom.text.bidi import visual_order
from cutroom.text.boxes import Box
from cutroom.text.faces import FaceLibrary
from cutroom.text.lines import BrokenLine, break_paragraph, step_px
from cutroom.text.shaping import Glyph
from cutroom.text.units import (
    StyleMetrics,
    Unit,
    choose_faces,
    make_units,
    measure_styles,
    shape_paragraph,
)

MAX_CODE_POINTS = 20_000
MAX_LINE_GAP = 100.0
_ALIGN_SHARE: dict[Align, float] = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Character:
    """One grapheme cluster: what a reader counts as a character.

    ``index`` counts characters of the block in reading order (newlines are not counted), ``start``
    and ``end`` are code points of the text, ``span`` indexes ``TextLayout.styles``. The glyphs
    hang at (``x``, ``y``): the pen on the baseline, or in vertical setting the top centre of the
    cell. ``box`` is the cell: advance by line box. ``mark`` asks for the neutral mark that stands
    for an emoji no face has.
    """

    index: int
    start: int
    end: int
    text: str
    line: int
    span: int
    x: float
    y: float
    box: Box
    glyphs: tuple[Glyph, ...]
    mark: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line (in vertical setting a column): its box without hanging spaces, and its baseline.

    ``baseline`` is the y of the baseline, in vertical setting the x of the column's axis.
    """

    box: Box
    baseline: float


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class TextLayout:
    """A laid-out block; its centre is the anchor. Compared by identity: drawing keeps ink by it.

    Lines and characters are those of the straight block. ``bend`` takes them to where they are drawn;
    ``size`` is that of the block as it is drawn. ``diagnostics`` say which fonts were substituted and
    which characters no face has.
    """

    content: TextContent
    styles: tuple[StyleMetrics, ...]
    size: Size
    lines: tuple[Line, ...]
    characters: tuple[Character, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    bend: Bend | None = None

    @property
    def box(self) -> Box:
        """The block around its anchor, as it is drawn."""
        half_w, half_h = self.size.width / 2, self.size.height / 2
        return Box(-half_w, -half_h, half_w, half_h)

    @property
    def straight_box(self) -> Box:
        """The block before it is bent; its lines together."""
        if self.bend is None or not self.lines:
            return self.box
        whole = self.lines[0].box
        for line in self.lines[1:]:
            whole = whole.joined(line.box)
        return whole


@dataclass(frozen=True, slots=True)
class _Row:
    """A broken line with its thickness (height, or width of a column) and ascent."""

    line: BrokenLine
    ascent_px: float
    thickness_px: float


def lay_out(content: TextContent, faces: FaceLibrary, *, where: str = "") -> TextLayout:
    """Set a text: choose faces, shape, wrap, align.

    ``where`` is repeated in the diagnostics. Text beyond ``MAX_CODE_POINTS`` is cut and reported.
    Raises :class:`RenderError` when the machine has no font at all or HarfBuzz is missing.
    """
    log = DiagnosticLog()
    text = content.text
    if len(text) > MAX_CODE_POINTS:
        text = text[:MAX_CODE_POINTS]
        log.add(
            "text-too-long",
            "skipped",
            where,
            f"only the first {MAX_CODE_POINTS} of {len(content.text)} characters are drawn; "
            "split the text into several",
        )
    if not content.spans:
        return TextLayout(content, (), Size(0.0, 0.0), (), (), log.as_tuple())
    styles = measure_styles(content, faces, log, where)
    units = make_units(content, text)
    lost = choose_faces(units, styles, faces)
    _report_lost(lost, log, where)
    rows = [_row(line, styles) for line in _break_lines(units, styles, content)]
    lines, characters, size = _place(rows, styles, content)
    bent = None
    if not content.vertical:
        bent = bend_of(content.bend_degrees, size, [character.box for character in characters])
    bend, size = bent or (None, size)
    return TextLayout(content, styles, size, lines, characters, log.as_tuple(), bend)


def _report_lost(lost: Sequence[Unit], log: DiagnosticLog, where: str) -> None:
    distinct = list(dict.fromkeys(unit.text for unit in lost))
    if not distinct:
        return
    shown = " ".join(f"{text} (U+{ord(text[0]):04X})" for text in distinct[:8])
    more = f" and {len(distinct) - 8} more" if len(distinct) > 8 else ""
    log.add(
        "missing-glyph",
        "skipped",
        where,
        f"no font has {shown}{more}; add a font with these characters to a font folder",
    )


def _break_lines(
    units: Sequence[Unit], styles: Sequence[StyleMetrics], content: TextContent
) -> list[BrokenLine]:
    lines: list[BrokenLine] = []
    paragraph: list[Unit] = []

    def finish(span: int) -> None:
        shape_paragraph(paragraph, styles, vertical=content.vertical)
        lines.extend(break_paragraph(paragraph, styles, content.wrap_px, span))
        paragraph.clear()

    for unit in units:
        if unit.newline:
            finish(unit.span)
        else:
            paragraph.append(unit)
    finish(units[-1].span if units else 0)
    return lines


def _row(line: BrokenLine, styles: Sequence[StyleMetrics]) -> _Row:
    spans = {unit.span for unit in line.units} or {line.span}
    ascent = max(styles[span].ascent_px for span in spans)
    descent = max(styles[span].descent_px for span in spans)
    return _Row(line, ascent, ascent + descent)


def _place(
    rows: Sequence[_Row], styles: Sequence[StyleMetrics], content: TextContent
) -> tuple[tuple[Line, ...], tuple[Character, ...], Size]:
    longest = max(row.line.extent_px for row in rows)
    gap = min(max(content.line_gap, -1.0), MAX_LINE_GAP) if isfinite(content.line_gap) else 0.0
    offsets = [0.0]
    for row in rows[1:]:
        before = rows[len(offsets) - 1]
        offsets.append(offsets[-1] + before.thickness_px + gap * row.thickness_px)
    across = offsets[-1] + rows[-1].thickness_px
    share = _ALIGN_SHARE[content.align]
    lines: list[Line] = []
    characters: list[Character] = []
    for number, (row, offset) in enumerate(zip(rows, offsets, strict=True)):
        along = -longest / 2 + (longest - row.line.extent_px) * share
        placing = _Placing(row, number, along, offset - across / 2, len(characters))
        setter = _set_column if content.vertical else _set_line
        line, placed = setter(placing, styles)
        lines.append(line)
        characters.extend(placed)
    size = Size(across, longest) if content.vertical else Size(longest, across)
    return tuple(lines), tuple(characters), size


@dataclass(frozen=True, slots=True)
class _Placing:
    """Where a row goes: start along the line, start across the lines, first character index."""

    row: _Row
    number: int
    along: float
    across: float
    first_index: int


def _set_line(placing: _Placing, styles: Sequence[StyleMetrics]) -> tuple[Line, list[Character]]:
    row = placing.row
    top, baseline = placing.across, placing.across + row.ascent_px
    bottom = top + row.thickness_px
    units = row.line.units
    pen = placing.along
    pens = [0.0] * len(units)
    order = visual_order([unit.level for unit in units])
    # Spaces that hang at the end of a right-to-left line stand left of it.
    if order and units[-1].space and units[-1].level % 2:
        pen -= _hanging_px(units, styles)
    for index in order:
        pens[index] = pen
        pen += step_px(units[index], styles)
    placed = []
    for number, (unit, x) in enumerate(zip(units, pens, strict=True)):
        metrics = styles[unit.span]
        cell = Box(
            x, baseline - metrics.ascent_px, x + unit.advance_px, baseline + metrics.descent_px
        )
        placed.append(_character(placing, number, unit, (x, baseline), cell))
    box = Box(placing.along, top, placing.along + row.line.extent_px, bottom)
    return Line(box, baseline), placed


def _set_column(placing: _Placing, styles: Sequence[StyleMetrics]) -> tuple[Line, list[Character]]:
    """Columns run from right to left, so distances across count from the right edge."""
    row = placing.row
    right = -placing.across
    left = right - row.thickness_px
    axis = (left + right) / 2
    pen = placing.along
    placed = []
    for number, unit in enumerate(row.line.units):
        half = styles[unit.span].line_px / 2
        cell = Box(axis - half, pen, axis + half, pen + unit.advance_px)
        placed.append(_character(placing, number, unit, (axis, pen), cell))
        pen += step_px(unit, styles)
    box = Box(left, placing.along, right, placing.along + row.line.extent_px)
    return Line(box, axis), placed


def _character(
    placing: _Placing, number: int, unit: Unit, origin: tuple[float, float], cell: Box
) -> Character:
    return Character(
        index=placing.first_index + number,
        start=unit.start,
        end=unit.end,
        text=unit.text,
        line=placing.number,
        span=unit.span,
        x=origin[0],
        y=origin[1],
        box=cell,
        glyphs=unit.glyphs,
        mark=unit.mark,
    )


def _hanging_px(units: Sequence[Unit], styles: Sequence[StyleMetrics]) -> float:
    hanging = 0.0
    for unit in reversed(units):
        if not unit.space:
            break
        hanging += step_px(unit, styles)
    return hanging
