"""A layout as a picture: backgrounds, shadows, glow, strokes, fills, inner shadows.

Painted in this order over the whole block, so that no stroke covers a neighbour's fill. Drawing is
thread-safe: every call has a surface of its own, and what is shared is made under locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite
from typing import Any

import numpy as np

from cutroom.core.typography import Shadow, TextBackground
from cutroom.picture.picture import Picture
from cutroom.text.engines import load_skia
from cutroom.text.ink import Ink, ink_of
from cutroom.text.layout import Box, Line, TextLayout
from cutroom.text.paints import skia_color, skia_paint

MAX_SIDE_PX = 16384
MAX_PIXELS = 48 * 1024 * 1024
MAX_STROKE_EM = 4.0
MAX_SHADOW_EM = 20.0
MAX_BLUR_EM = 4.0
SIGMAS = 3.0
"""How many sigmas of a Gaussian are kept: beyond them it is below 1/255."""


@dataclass(frozen=True, slots=True)
class TextSprite:
    """A premultiplied RGBA picture; its top-left corner lies at (left, top) from the anchor, px."""

    picture: Picture
    left: int
    top: int


def draw_text(layout: TextLayout, scale: float = 1.0) -> TextSprite:
    """Draw a block at rest, ``scale`` times the size it was laid out for.

    The sprite holds everything drawn: strokes, shadows, glow and background included. Parts
    farther than ``MAX_SIDE_PX`` / 2 from the anchor are cut off. Raises :class:`RenderError` when
    Skia cannot be loaded.
    """
    inks = ink_of(layout).spans
    boxes = background_boxes(layout)
    areas = [box for box, _ in boxes]
    areas += [area for ink in inks if (area := inked_area(ink)) is not None]
    frame = sprite_frame(areas, scale)
    array, canvas = open_canvas(frame, scale)
    background = layout.content.background
    if background is not None:
        paint_boxes(canvas, background, boxes)
    for ink in inks:
        paint_shadows(canvas, ink)
    for ink in inks:
        paint_strokes(canvas, ink)
    for ink in inks:
        paint_fill(canvas, ink)
    return TextSprite(Picture.from_rgba(array), frame[0], frame[1])


# -- areas -----------------------------------------------------------------------------------------


def inked_area(ink: Ink) -> Box | None:
    """Everything a style draws of an ink, in layout pixels; None when it draws nothing."""
    bare = ink.bounds()
    if bare is None:
        return None
    grown = _grown(bare, ink.bold_px + _widest_stroke_px(ink) / 2)
    area = grown
    for shadow in _outer_shadows(ink):
        dx, dy, sigma = _shadow_px(shadow, ink)
        cast = _grown(grown, SIGMAS * sigma)
        area = area.joined(Box(cast.left + dx, cast.top + dy, cast.right + dx, cast.bottom + dy))
    return area


def sprite_frame(areas: Sequence[Box], scale: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of a sprite in output pixels, at least 1×1 and within limits."""
    if not areas:
        return 0, 0, 1, 1
    whole = areas[0]
    for area in areas[1:]:
        whole = whole.joined(area)
    # One pixel more on each side for anti-aliased edges.
    left, top = _whole(whole.left * scale, floor) - 1, _whole(whole.top * scale, floor) - 1
    right, bottom = _whole(whole.right * scale, ceil) + 1, _whole(whole.bottom * scale, ceil) + 1
    width = max(right - left, 1)
    if width * (bottom - top) > MAX_PIXELS:
        half = max(MAX_PIXELS // width // 2, 1)
        top, bottom = max(top, -half), min(bottom, half)
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _whole(value: float, rounded: Any) -> int:
    limit = MAX_SIDE_PX / 2 - 2
    return int(rounded(min(max(value, -limit), limit))) if isfinite(value) else 0


def open_canvas(frame: tuple[int, int, int, int], scale: float) -> tuple[Any, Any]:
    """A cleared premultiplied RGBA array and a ``skia.Canvas`` on it in layout coordinates."""
    skia = load_skia()
    left, top, right, bottom = frame
    array = np.zeros((bottom - top, right - left, 4), np.uint8)
    surface = skia.Surface(array, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.scale(scale, scale)
    return array, _Held(canvas, surface)


class _Held:
    """A canvas that keeps its surface alive."""

    __slots__ = ("_canvas", "_surface")

    def __init__(self, canvas: Any, surface: Any) -> None:
        self._canvas, self._surface = canvas, surface

    def __getattr__(self, name: str) -> Any:
        return getattr(self._canvas, name)


def _grown(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


# -- passes ----------------------------------------------------------------------------------------


def paint_shadows(canvas: Any, ink: Ink) -> None:
    """Glow and outer shadows, cast by strokes and fill together."""
    skia = load_skia()
    bare = ink.bounds()
    if bare is None:
        return
    area = _grown(bare, ink.bold_px + _widest_stroke_px(ink) / 2 + 1)
    bounds = skia.Rect.MakeLTRB(area.left, area.top, area.right, area.bottom)
    for shadow in _outer_shadows(ink):
        dx, dy, sigma = _shadow_px(shadow, ink)
        only = skia.ImageFilters.DropShadowOnly(dx, dy, sigma, sigma, skia_color(shadow.color))
        canvas.saveLayer(bounds, skia.Paint(ImageFilter=only))
        paint_strokes(canvas, ink)
        _paint_bare_fill(canvas, ink)
        canvas.restore()


def paint_strokes(canvas: Any, ink: Ink) -> None:
    """Outlines under the fill, the widest first."""
    skia = load_skia()
    strokes = sorted(ink.metrics.style.strokes, key=lambda stroke: -stroke.width_em)
    for stroke in strokes:
        width = _stroke_px(stroke.width_em, ink)
        if width <= 0.0 or ink.outline.isEmpty():
            continue
        paint = skia_paint(stroke.paint, ink.run_box)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width + 2 * ink.bold_px)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
        paint.setStrokeCap(skia.Paint.kRound_Cap)
        canvas.drawPath(ink.outline, paint)


def paint_fill(canvas: Any, ink: Ink) -> None:
    """The fill with its inner shadows, and colour glyphs in their own colours."""
    skia = load_skia()
    _paint_bare_fill(canvas, ink)
    if ink.outline.isEmpty():
        return
    for shadow in ink.metrics.style.inner_shadows:
        _paint_inner_shadow(canvas, ink, shadow, skia)


def _paint_bare_fill(canvas: Any, ink: Ink) -> None:
    skia = load_skia()
    paint = skia_paint(ink.metrics.style.fill, ink.run_box)
    if not ink.outline.isEmpty():
        _draw_shape(canvas, ink, paint)
    # Colour glyphs take only the opacity of the fill.
    fill = ink.metrics.style.fill
    opacity = skia.Paint(AntiAlias=True, Alphaf=fill.colors[0].alpha if fill.colors else 1.0)
    for glyph in ink.color_glyphs:
        canvas.save()
        canvas.concat(glyph.matrix)
        canvas.drawTextBlob(glyph.blob, 0, 0, opacity)
        canvas.restore()


def _draw_shape(canvas: Any, ink: Ink, paint: Any) -> None:
    if ink.bold_px > 0.0:
        skia = load_skia()
        paint.setStyle(skia.Paint.kStrokeAndFill_Style)
        paint.setStrokeWidth(2 * ink.bold_px)
        paint.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(ink.outline, paint)


def _paint_inner_shadow(canvas: Any, ink: Ink, shadow: Shadow, skia: Any) -> None:
    """The shadow that the surroundings of a glyph cast into it: inside, outside a moved copy."""
    bare = ink.bounds()
    if bare is None:
        return
    area = _grown(bare, ink.bold_px + 1)
    bounds = skia.Rect.MakeLTRB(area.left, area.top, area.right, area.bottom)
    dx, dy, sigma = _shadow_px(shadow, ink)
    black = skia.Paint(AntiAlias=True, Color=skia.ColorBLACK)
    canvas.saveLayer(bounds, skia.Paint())
    canvas.drawRect(bounds, skia.Paint(Color=skia_color(shadow.color)))
    hole = skia.Paint(BlendMode=skia.BlendMode.kDstOut)
    if sigma > 0.0:
        hole.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
    canvas.saveLayer(None, hole)
    canvas.translate(dx, dy)
    _draw_shape(canvas, ink, black)
    canvas.restore()
    canvas.saveLayer(None, skia.Paint(BlendMode=skia.BlendMode.kDstIn))
    _draw_shape(canvas, ink, black)
    canvas.restore()
    canvas.restore()


def _outer_shadows(ink: Ink) -> list[Shadow]:
    style = ink.metrics.style
    glow = [style.glow] if style.glow is not None else []
    return [*reversed(style.shadows), *glow]


def _shadow_px(shadow: Shadow, ink: Ink) -> tuple[float, float, float]:
    em = ink.metrics.em_px

    def length(value_em: float, limit: float) -> float:
        return min(max(value_em, -limit), limit) * em if isfinite(value_em) else 0.0

    sigma = length(max(shadow.blur_em, 0.0), MAX_BLUR_EM)
    return length(shadow.dx_em, MAX_SHADOW_EM), length(shadow.dy_em, MAX_SHADOW_EM), sigma


def _widest_stroke_px(ink: Ink) -> float:
    if ink.outline.isEmpty():
        return 0.0
    strokes = ink.metrics.style.strokes
    return max((_stroke_px(stroke.width_em, ink) for stroke in strokes), default=0.0)


def _stroke_px(width_em: float, ink: Ink) -> float:
    if not isfinite(width_em):
        return 0.0
    return min(max(width_em, 0.0), MAX_STROKE_EM) * ink.metrics.em_px


# -- background ------------------------------------------------------------------------------------


def background_boxes(layout: TextLayout) -> list[tuple[Box, int]]:
    """Boxes behind the text, each with the line or character it belongs to (0 for the block)."""
    background = layout.content.background
    if background is None or not layout.characters:
        return []
    if background.per == "character":
        visible = (c for c in layout.characters if not c.text.isspace())
        return [
            (_padded(c.box, background, layout.styles[c.span].line_px), c.index) for c in visible
        ]
    if background.per == "line":
        filled = [(line, n) for n, line in enumerate(layout.lines) if _length(line, layout) > 0.0]
        return [(_padded(line.box, background, _thickness(line, layout)), n) for line, n in filled]
    tallest = max(_thickness(line, layout) for line in layout.lines)
    return [(_padded(layout.box, background, tallest), 0)]


def paint_boxes(canvas: Any, background: TextBackground, boxes: Sequence[tuple[Box, int]]) -> None:
    """Fill background boxes, rounded by a share of half their shorter side."""
    skia = load_skia()
    paint = skia.Paint(AntiAlias=True, Color=skia_color(background.color))
    for box, _owner in boxes:
        rect = skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
        radius = min(max(background.round, 0.0), 1.0) * min(rect.width(), rect.height()) / 2
        canvas.drawRoundRect(rect, radius, radius, paint)


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
