"""A text as shaped units: every grapheme cluster with its style, face, glyphs and advance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.typography import TextContent, TextStyle
from cutroom.text.bidi import levels
from cutroom.text.clusters import (
    NEWLINES,
    is_space,
    lies_down,
    script_of,
    split_clusters,
    visible,
    wants_color,
)
from cutroom.text.faces import BOLD, Face, FaceLibrary
from cutroom.text.shaping import Direction, Glyph, Posture, Run, ShapedCluster, shape

MAX_LINE_PX = 16384.0
MAX_SPACING_EM = 100.0
TAB_SPACES = 4
MARK_ADVANCE_EM = 1.1
"""Width of the mark drawn for an emoji that no face has."""


@dataclass(frozen=True, slots=True)
class StyleMetrics:
    """A span's style with its face and sizes resolved; lengths in pixels.

    ``weight`` is the weight asked for (400 regular, 700 bold), which the face may not have.
    """

    style: TextStyle
    face: Face
    em_px: float
    ascent_px: float
    descent_px: float
    weight: int

    @property
    def line_px(self) -> float:
        """Height of the line box."""
        return self.ascent_px + self.descent_px

    @property
    def spacing_px(self) -> float:
        """Extra advance after every character."""
        spacing = self.style.letter_spacing_em
        if not isfinite(spacing):
            return 0.0
        return min(max(spacing, -MAX_SPACING_EM), MAX_SPACING_EM) * self.em_px

    def embolden(self, face: Face) -> bool:
        """Whether glyphs of ``face`` need a synthetic outline to look as bold as asked for."""
        return self.weight >= BOLD > face.facts.weight and not face.facts.color


@dataclass(slots=True)
class Unit:
    """One grapheme cluster: code points [start, end) of the text, style by ``span`` index.

    ``mark`` tells that no face has this emoji and a neutral mark stands for it.
    """

    start: int
    end: int
    text: str
    span: int
    newline: bool = False
    space: bool = False
    face: Face | None = None
    level: int = 0
    glyphs: tuple[Glyph, ...] = ()
    advance_px: float = 0.0
    part_of_ligature: bool = False
    mark: bool = False


def measure_styles(
    content: TextContent, faces: FaceLibrary, log: DiagnosticLog, where: str
) -> tuple[StyleMetrics, ...]:
    """Resolve the face and sizes of every span, reporting substituted fonts."""
    found = []
    for span in content.spans:
        style = span.style
        choice = faces.choose(style.font, bold=style.bold)
        if choice.substituted:
            log.add(
                "font-substituted",
                "approximated",
                where,
                f'font "{choice.substituted}" is not available; '
                f'"{choice.face.facts.names[0]}" is used; add the font file to a font folder',
            )
        line_px = style.line_px if isfinite(style.line_px) else 0.0
        line_px = min(max(line_px, 0.0), MAX_LINE_PX)
        ascent = choice.face.ascent_px(line_px)
        found.append(
            StyleMetrics(
                style=style,
                face=choice.face,
                em_px=choice.face.em_px(line_px),
                ascent_px=ascent,
                descent_px=line_px - ascent,
                weight=choice.weight,
            )
        )
    return tuple(found)


def make_units(content: TextContent, text: str) -> list[Unit]:
    """Split ``text`` (the content's, perhaps cut) into unshaped units."""
    units = []
    position, span = 0, 0
    for cluster in split_clusters(text):
        while span + 1 < len(content.spans) and position >= content.spans[span].end:
            span += 1
        units.append(
            Unit(
                start=position,
                end=position + len(cluster),
                text=cluster,
                span=span,
                newline=cluster in NEWLINES,
                space=is_space(cluster),
            )
        )
        position += len(cluster)
    return units


def choose_faces(
    units: Sequence[Unit], styles: Sequence[StyleMetrics], faces: FaceLibrary
) -> list[Unit]:
    """Give every unit its face; returns the units nothing can draw."""
    lost = []
    for unit in units:
        needed = " " if unit.text == "\t" else visible(unit.text)
        if unit.newline or not needed:
            continue
        primary = styles[unit.span].face
        color = wants_color(unit.text)
        if not color and primary.covers(needed):
            unit.face = primary
            continue
        unit.face = faces.fallback(needed, primary, color=color)
        if unit.face is None and color:
            unit.face = faces.fallback(needed, primary)
        if unit.face is None:
            unit.mark = color
            lost.append(unit)
    return lost


def shape_paragraph(
    units: Sequence[Unit], styles: Sequence[StyleMetrics], *, vertical: bool
) -> None:
    """Shape one paragraph (no newlines inside), filling glyphs and advances of its units."""
    if not vertical:
        for unit, level in zip(units, levels([u.text for u in units]), strict=True):
            unit.level = level
    for run_units, script in _runs(units, vertical=vertical):
        first = run_units[0]
        metrics = styles[first.span]
        if first.face is None:
            for unit in run_units:
                unit.advance_px = metrics.em_px * MARK_ADVANCE_EM if unit.mark else 0.0
            continue
        posture = _posture(first, vertical=vertical)
        direction: Direction = "rtl" if first.level % 2 else "ltr"
        if vertical and posture == "level":
            direction = "ttb"
        run = Run(
            clusters=[" " if unit.text == "\t" else unit.text for unit in run_units],
            face=first.face,
            em_px=metrics.em_px,
            direction=direction,
            script=script,
            separate=metrics.spacing_px != 0.0,
            posture=posture,
        )
        for unit, shaped in zip(run_units, shape(run), strict=True):
            _fill(unit, shaped)
    _mark_ligatures(units)


def _runs(units: Sequence[Unit], *, vertical: bool) -> list[tuple[list[Unit], str]]:
    """Group units that are shaped together; those without a script of their own join their run."""
    runs: list[tuple[list[Unit], str]] = []
    key: object = None
    for unit in units:
        script = script_of(unit.text)
        posture = _posture(unit, vertical=vertical)
        before, key = key, (unit.span, unit.face, unit.level, posture)
        if runs and before == key:
            run, run_script = runs[-1]
            if not script or not run_script or script == run_script:
                run.append(unit)
                runs[-1] = (run, run_script or script)
                continue
        runs.append(([unit], script))
    return runs


def _posture(unit: Unit, *, vertical: bool) -> Posture:
    if not vertical:
        return "level"
    if unit.face is not None and unit.face.facts.color:
        return "upright"
    return "turned" if lies_down(unit.text) else "level"


def _fill(unit: Unit, shaped: ShapedCluster) -> None:
    unit.glyphs = shaped.glyphs
    unit.advance_px = shaped.advance_px
    if unit.text == "\t":
        unit.glyphs, unit.advance_px = (), shaped.advance_px * TAB_SPACES


def _mark_ligatures(units: Sequence[Unit]) -> None:
    for before, unit in pairwise(units):
        if unit.face is not None and not unit.glyphs and unit.face is before.face:
            unit.part_of_ligature = unit.text != "\t" and before.span == unit.span
