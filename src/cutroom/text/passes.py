"""What a style paints of an ink, pass by pass, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from cutroom.core.color import Color
from cutroom.core.typography import Shadow
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.ink import Ink
from cutroom.text.paints import skia_color, skia_paint

MAX_STROKE_EM = 4.0
MAX_SHADOW_EM = 20.0
MAX_BLUR_EM = 4.0
MAX_EXTRUSION_EM = 2.0
LEAST_BLUR_PX = 1e-3
"""Below this there is nothing to blur, and Skia makes no filter."""
SIGMAS = 3.0
"""How many sigmas of a Gaussian are kept: beyond them it is below 1/255."""
GLOW_CORE = 0.4
"""A glow is two halos, one of this share of its blur, so that it shines next to the glyph."""


def inked_area(ink: Ink) -> Box | None:
    """Everything a style draws of an ink, in layout pixels; None when it draws nothing."""
    bare = ink.bounds()
    if bare is None:
        return None
    grown = bare.grown(ink.bold_px + widest_stroke_px(ink) / 2)
    area = grown
    if ink.metrics.style.extrusion is not None:
        dx, dy = extrusion_px(ink)
        area = area.joined(
            Box(grown.left + dx, grown.top + dy, grown.right + dx, grown.bottom + dy)
        )
    for shadow in _outer_shadows(ink):
        dx, dy, sigma = _shadow_px(shadow, ink)
        cast = grown.grown(SIGMAS * sigma)
        area = area.joined(Box(cast.left + dx, cast.top + dy, cast.right + dx, cast.bottom + dy))
    return area


@dataclass(frozen=True, slots=True)
class Cast:
    """An ink that casts shadows from where its ``skia.Matrix`` puts it, ``alpha`` 0–1 strong."""

    ink: Ink
    matrix: Any
    alpha: float


def paint_shadows(canvas: Any, ink: Ink) -> None:
    """Glow and outer shadows, cast by strokes and fill together."""
    for shadow in _outer_shadows(ink):
        _cast_shadow(canvas, ink, shadow)


def paint_shadows_together(canvas: Any, casts: Sequence[Cast], area: Box) -> None:
    """The shadows of inks of one style, as if they were one ink, within ``area``.

    A blur is linear: shadows added up at full strength and then faded equal the shadow of the
    whole, where shadows laid over each other would darken.
    """
    skia = load_skia()
    for shadow in _outer_shadows(casts[0].ink):
        canvas.saveLayer(area.rect(), skia.Paint(Alphaf=shadow.color.alpha))
        for cast in casts:
            full = replace(shadow, color=replace(shadow.color, alpha=min(cast.alpha, 1.0)))
            canvas.save()
            canvas.concat(cast.matrix)
            _cast_shadow(canvas, cast.ink, full, add=True)
            canvas.restore()
        canvas.restore()


def _cast_shadow(canvas: Any, ink: Ink, shadow: Shadow, *, add: bool = False) -> None:
    bare = ink.bounds()
    if bare is None:
        return
    opacity = _silhouette_opacity(ink)
    if opacity is None:
        _cast_layer(canvas, ink, shadow, add=add)
        return
    if not ink.outline.isEmpty():
        _cast_silhouette(canvas, ink, shadow.color.faded(opacity), shadow, add=add)
    if ink.color_glyphs:
        _cast_layer(canvas, replace(ink, outline=load_skia().Path()), shadow, add=add)


def _silhouette_opacity(ink: Ink) -> float | None:
    """The even opacity of fill and strokes together, None when it is not the same everywhere."""
    style = ink.metrics.style
    paints = [style.fill, *(stroke.paint for stroke in style.strokes)]
    if any(paint.texture or len(paint.colors) != 1 for paint in paints):
        return None
    opacities = {paint.colors[0].alpha for paint in paints}
    return opacities.pop() if len(paints) == 1 or opacities == {1.0} else None


def _cast_silhouette(canvas: Any, ink: Ink, color: Color, shadow: Shadow, *, add: bool) -> None:
    """The shadow of an evenly opaque shape: its mask blurred, which costs a quarter of a layer."""
    skia = load_skia()
    dx, dy, sigma = _shadow_px(shadow, ink)
    paint = skia.Paint(AntiAlias=True, Color=skia_color(color), BlendMode=_mode(add=add))
    as_silhouette(paint, ink)
    if sigma >= LEAST_BLUR_PX:
        paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma))
    canvas.save()
    canvas.translate(dx, dy)
    canvas.drawPath(ink.outline, paint)
    canvas.restore()


def as_silhouette(paint: Any, ink: Ink) -> None:
    """Makes a paint cover what strokes and fill cover together."""
    skia = load_skia()
    paint.setStyle(skia.Paint.kStrokeAndFill_Style)
    paint.setStrokeWidth(widest_stroke_px(ink) + 2 * ink.bold_px)
    paint.setStrokeJoin(skia.Paint.kRound_Join)


def _cast_layer(canvas: Any, ink: Ink, shadow: Shadow, *, add: bool) -> None:
    """The shadow of whatever strokes, fill and colour glyphs leave on a layer."""
    skia = load_skia()
    bare = ink.bounds()
    if bare is None:
        return
    area = bare.grown(ink.bold_px + widest_stroke_px(ink) / 2 + 1)
    dx, dy, sigma = _shadow_px(shadow, ink)
    only = skia.ImageFilters.DropShadowOnly(dx, dy, sigma, sigma, skia_color(shadow.color))
    canvas.saveLayer(area.rect(), skia.Paint(ImageFilter=only, BlendMode=_mode(add=add)))
    paint_strokes(canvas, ink)
    _paint_bare_fill(canvas, ink)
    canvas.restore()


def _mode(*, add: bool) -> Any:
    modes = load_skia().BlendMode
    return modes.kPlus if add else modes.kSrcOver


def extrusion_px(ink: Ink) -> tuple[float, float]:
    """Where the far end of an ink's body lies from the glyphs, in layout pixels."""
    extrusion, em = ink.metrics.style.extrusion, ink.metrics.em_px
    if extrusion is None:
        return 0.0, 0.0
    dx, dy = (length_px(v, MAX_EXTRUSION_EM, em) for v in (extrusion.dx_em, extrusion.dy_em))
    return dx, dy


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
        draw_shape(canvas, ink, paint)
    # Colour glyphs take only the opacity of the fill.
    fill = ink.metrics.style.fill
    opacity = skia.Paint(AntiAlias=True, Alphaf=fill.colors[0].alpha if fill.colors else 1.0)
    for glyph in ink.color_glyphs:
        canvas.save()
        canvas.concat(glyph.matrix)
        canvas.drawTextBlob(glyph.blob, 0, 0, opacity)
        canvas.restore()


def draw_shape(canvas: Any, ink: Ink, paint: Any) -> None:
    """The outlines of an ink, as bold as it is, in a paint."""
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
    area = bare.grown(ink.bold_px + 1)
    bounds = area.rect()
    dx, dy, sigma = _shadow_px(shadow, ink)
    black = skia.Paint(AntiAlias=True, Color=skia.ColorBLACK)
    canvas.saveLayer(bounds, skia.Paint())
    canvas.drawRect(bounds, skia.Paint(Color=skia_color(shadow.color)))
    hole = skia.Paint(BlendMode=skia.BlendMode.kDstOut)
    if sigma >= LEAST_BLUR_PX:
        hole.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
    canvas.saveLayer(None, hole)
    canvas.translate(dx, dy)
    draw_shape(canvas, ink, black)
    canvas.restore()
    canvas.saveLayer(None, skia.Paint(BlendMode=skia.BlendMode.kDstIn))
    draw_shape(canvas, ink, black)
    canvas.restore()
    canvas.restore()


def _outer_shadows(ink: Ink) -> list[Shadow]:
    style = ink.metrics.style
    shadows = list(reversed(style.shadows))
    if style.glow is not None:
        core = replace(style.glow, blur_em=style.glow.blur_em * GLOW_CORE)
        shadows += [style.glow, core]
    return shadows


def _shadow_px(shadow: Shadow, ink: Ink) -> tuple[float, float, float]:
    em = ink.metrics.em_px
    dx, dy = (length_px(v, MAX_SHADOW_EM, em) for v in (shadow.dx_em, shadow.dy_em))
    return dx, dy, length_px(max(shadow.blur_em, 0.0), MAX_BLUR_EM, em)


def length_px(value_em: float, limit_em: float, em_px: float) -> float:
    """A length in pixels, kept within ± ``limit_em``; 0 for what is no number."""
    return min(max(value_em, -limit_em), limit_em) * em_px if isfinite(value_em) else 0.0


def widest_stroke_px(ink: Ink) -> float:
    """The widest stroke around an ink, in layout pixels; half of it lies outside."""
    if ink.outline.isEmpty():
        return 0.0
    strokes = ink.metrics.style.strokes
    return max((_stroke_px(stroke.width_em, ink) for stroke in strokes), default=0.0)


def _stroke_px(width_em: float, ink: Ink) -> float:
    if not isfinite(width_em):
        return 0.0
    return min(max(width_em, 0.0), MAX_STROKE_EM) * ink.metrics.em_px
