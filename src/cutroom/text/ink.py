"""Characters as ink: outlines that can be filled and stroked, and colour glyphs that cannot."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from math import isfinite, radians, tan
from typing import Any
from weakref import WeakKeyDictionary

from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.faces import Face
from cutroom.text.layout import Character, TextLayout
from cutroom.text.shaping import Glyph
from cutroom.text.underlines import underlines
from cutroom.text.units import StyleMetrics

BOLD_EM = 0.0105
"""Growth of an outline on each side that stands in for a bold face."""
MAX_ITALIC_DEGREES = 80.0
MAX_OUTLINES_PER_FACE = 8192

MARK_RADIUS_EM = 0.4
MARK_THICKNESS_EM = 0.07
MARK_CENTER_EM = 0.36


@dataclass(slots=True)
class ColorGlyph:
    """A glyph with colours of its own: a ``skia.TextBlob`` and the ``skia.Matrix`` to draw it under."""

    blob: Any
    matrix: Any
    bounds: Box


@dataclass(slots=True)
class Ink:
    """What one style draws: outlines grown by ``bold_px`` on each side, and colour glyphs.

    ``outline`` is a ``skia.Path`` in layout pixels; ``run_box`` is what gradients and textures
    are stretched over.
    """

    metrics: StyleMetrics
    run_box: Box
    bold_px: float
    outline: Any
    color_glyphs: list[ColorGlyph] = field(default_factory=list)

    def take(self, other: Ink, matrix: Any) -> None:
        """Add what another ink draws under a ``skia.Matrix`` (None: as it is)."""
        if matrix is None:
            self.outline.addPath(other.outline)
            self.color_glyphs.extend(other.color_glyphs)
            return
        self.outline.addPath(other.outline, matrix)
        for glyph in other.color_glyphs:
            moved = load_skia().Matrix.Concat(matrix, glyph.matrix)
            self.color_glyphs.append(ColorGlyph(glyph.blob, moved, glyph.bounds.moved(matrix)))

    def bounds(self) -> Box | None:
        """The tight box of the bare glyphs, without growth; None when there is no ink."""
        boxes = [glyph.bounds for glyph in self.color_glyphs]
        if not self.outline.isEmpty():
            rect = self.outline.computeTightBounds()
            boxes.append(Box(rect.left(), rect.top(), rect.right(), rect.bottom()))
        if not boxes:
            return None
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.joined(box)
        return whole


@dataclass(frozen=True, slots=True)
class Piece:
    """An ink and the ``skia.Matrix`` it is drawn under, None where it lies already."""

    ink: Ink
    matrix: Any = None


class BlockInk:
    """The ink of a layout, made once and kept: by character, by span, and as still text needs it."""

    def __init__(self, layout: TextLayout) -> None:
        """Builds nothing yet."""
        self._layout = layout
        self._lock = threading.RLock()
        self._characters: tuple[Ink, ...] | None = None
        self._spans: tuple[Ink, ...] | None = None
        self._pieces: tuple[Piece, ...] | None = None

    @property
    def characters(self) -> tuple[Ink, ...]:
        """One ink a character, underline included."""
        with self._lock:
            if self._characters is None:
                boxes = _run_boxes(self._layout)
                self._characters = tuple(
                    _character_ink(self._layout, character, boxes[character.span])
                    for character in self._layout.characters
                )
                for index, bar in underlines(self._layout):
                    self._characters[index].outline.addRect(bar)
            return self._characters

    @property
    def spans(self) -> tuple[Ink, ...]:
        """One ink for all characters of a span with the same growth, where they are drawn: what
        casts a shadow."""
        with self._lock:
            if self._spans is None:
                self._spans = tuple(piece.ink for piece in self._merged(lambda _ink: True))
            return self._spans

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Ink to stroke and fill: by span where overlaps or seams would show, else by character.

        Characters drawn one by one look at rest exactly as they do in motion. On an arc each is a
        piece of its own, so that gradients follow the line.
        """
        with self._lock:
            if self._pieces is None:
                straight = self._layout.bend is None
                self._pieces = self._merged(_shows_seams if straight else lambda _ink: False)
            return self._pieces

    def _merged(self, wanted: Callable[[Ink], bool]) -> tuple[Piece, ...]:
        merged: dict[tuple[int, float], Ink] = {}
        pieces: list[Piece] = []
        bend = self._layout.bend
        for character, ink in zip(self._layout.characters, self.characters, strict=True):
            matrix = bend.matrix(character.box) if bend is not None else None
            if not wanted(ink):
                pieces.append(Piece(ink, matrix))
                continue
            key = (character.span, ink.bold_px)
            if key not in merged:
                merged[key] = Ink(ink.metrics, ink.run_box, ink.bold_px, load_skia().Path())
                pieces.append(Piece(merged[key]))
            merged[key].take(ink, matrix)
        return tuple(pieces)


def _shows_seams(ink: Ink) -> bool:
    style = ink.metrics.style
    paints = [style.fill, *(stroke.paint for stroke in style.strokes)]
    return style.underline or any(c.alpha < 1.0 for paint in paints for c in paint.colors)


_INKS: WeakKeyDictionary[TextLayout, BlockInk] = WeakKeyDictionary()
_INKS_LOCK = threading.Lock()


def ink_of(layout: TextLayout) -> BlockInk:
    """The ink of a layout, kept as long as the layout is."""
    with _INKS_LOCK:
        found = _INKS.get(layout)
        if found is None:
            found = _INKS[layout] = BlockInk(layout)
        return found


def _run_boxes(layout: TextLayout) -> dict[int, Box]:
    boxes: dict[int, Box] = {}
    for character in layout.characters:
        known = boxes.get(character.span)
        boxes[character.span] = known.joined(character.box) if known else character.box
    return boxes


def _character_ink(layout: TextLayout, character: Character, run_box: Box) -> Ink:
    skia = load_skia()
    metrics = layout.styles[character.span]
    face = character.glyphs[0].face if character.glyphs else metrics.face
    bold_px = BOLD_EM * metrics.em_px if metrics.embolden(face) else 0.0
    ink = Ink(metrics, run_box, bold_px, skia.Path())
    shear = _shear(metrics, character)
    for glyph in character.glyphs:
        _add_glyph(ink, glyph, (character.x, character.y), shear)
    if character.mark:
        _add_mark(ink, character, vertical=layout.content.vertical)
    return ink


def _shear(metrics: StyleMetrics, character: Character) -> Any:
    """The slant of a style, None when upright.

    The middle of the cell stays: for CJK it is that of the ink, and a line leans as one.
    """
    degrees = metrics.style.italic_degrees
    if not degrees or not isfinite(degrees):
        return None
    slope = tan(radians(min(max(degrees, -MAX_ITALIC_DEGREES), MAX_ITALIC_DEGREES)))
    middle = character.box.center_y
    return load_skia().Matrix.MakeAll(1, -slope, slope * middle, 0, 1, 0, 0, 0, 1)


def _add_glyph(ink: Ink, glyph: Glyph, origin: tuple[float, float], shear: Any) -> None:
    skia = load_skia()
    x, y = origin[0] + glyph.x, origin[1] + glyph.y
    outline = _outline(glyph.face, glyph.id)
    if outline is not None:
        scale = ink.metrics.em_px / glyph.face.facts.units_per_em
        matrix = skia.Matrix.MakeAll(scale, 0, x, 0, scale, y, 0, 0, 1)
        if glyph.turned:
            matrix = skia.Matrix.MakeAll(0, -scale, x, scale, 0, y, 0, 0, 1)
        if shear is not None:
            matrix = skia.Matrix.Concat(shear, matrix)
        ink.outline.addPath(outline, matrix)
        return
    font = _font(glyph.face, ink.metrics.em_px)
    builder = skia.TextBlobBuilder()
    builder.allocRunPos(font, [glyph.id], [skia.Point(x, y)])
    bounds = font.getBounds([glyph.id])[0].makeOffset(x, y)
    matrix = shear if shear is not None else skia.Matrix()
    bounds = matrix.mapRect(bounds)
    box = Box(bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
    ink.color_glyphs.append(ColorGlyph(builder.make(), matrix, box))


def _add_mark(ink: Ink, character: Character, *, vertical: bool) -> None:
    """A plain ring: something stands here, without pretending to know what."""
    skia = load_skia()
    em = ink.metrics.em_px
    center_y = character.box.center_y if vertical else character.y - MARK_CENTER_EM * em
    center_x = character.box.center_x
    outer = MARK_RADIUS_EM * em
    ink.outline.addCircle(center_x, center_y, outer, skia.PathDirection.kCW)
    inner = outer - MARK_THICKNESS_EM * em
    ink.outline.addCircle(center_x, center_y, inner, skia.PathDirection.kCCW)


_OUTLINES: WeakKeyDictionary[Face, dict[int, Any]] = WeakKeyDictionary()
_OUTLINES_LOCK = threading.Lock()


def _outline(face: Face, glyph_id: int) -> Any:
    """A glyph's ``skia.Path`` in font units, None for a glyph that has colours instead."""
    with _OUTLINES_LOCK:
        known = _OUTLINES.setdefault(face, {})
        if glyph_id not in known:
            if len(known) >= MAX_OUTLINES_PER_FACE:
                known.clear()
            font = _font(face, float(face.facts.units_per_em))
            known[glyph_id] = font.getPath(glyph_id)
        return known[glyph_id]


def _font(face: Face, size_px: float) -> Any:
    skia = load_skia()
    font = skia.Font(face.typeface, size_px)
    font.setSubpixel(True)
    font.setLinearMetrics(True)
    font.setHinting(skia.FontHinting.kNone)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    return font
