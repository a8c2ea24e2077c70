"""Characters whose fill is partly another colour, or missing."""

from __future__ import annotations

from typing import Any

from cutroom.core.typography import Tint
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.ink import Ink
from cutroom.text.paints import skia_color, skia_paint
from cutroom.text.passes import draw_shape, paint_fill

HOLLOW_LINE_EM = 0.03
"""Width of the outline that is left of a hollow character."""


def paint_tinted(canvas: Any, ink: Ink, tint: Tint | None, part: Box | None) -> None:
    """The fill of an ink with a colour over it, only within ``part`` when it is given."""
    paint_fill(canvas, ink)
    if tint is not None:
        canvas.save()
        _clip(canvas, part)
        draw_shape(canvas, ink, _tint_paint(ink, tint))
        canvas.restore()


def paint_hollow(canvas: Any, ink: Ink, hollow: float, tint: Tint | None, part: Box | None) -> None:
    """The tinted fill ``1 - hollow`` strong, within an outline in the same colours."""
    skia = load_skia()
    bare = ink.bounds()
    if bare is None:
        return
    if hollow < 1.0:
        canvas.saveLayer(bare.grown(ink.bold_px + 1).rect(), skia.Paint(Alphaf=1.0 - hollow))
        paint_tinted(canvas, ink, tint, part)
        canvas.restore()
    # The outline gives way to the fill in the second half.
    strength = min(1.0, 2.0 * hollow)
    _outline(canvas, ink, skia_paint(ink.metrics.style.fill, ink.run_box), strength)
    if tint is not None:
        canvas.save()
        _clip(canvas, part)
        _outline(canvas, ink, _tint_paint(ink, tint), strength)
        canvas.restore()


def _outline(canvas: Any, ink: Ink, paint: Any, strength: float) -> None:
    skia = load_skia()
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(HOLLOW_LINE_EM * ink.metrics.em_px)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    paint.setAlphaf(paint.getAlphaf() * strength)
    canvas.drawPath(ink.outline, paint)


def _tint_paint(ink: Ink, tint: Tint) -> Any:
    """As opaque as the fill it covers."""
    fill = ink.metrics.style.fill
    opacity = fill.colors[0].alpha if fill.colors else 1.0
    color = skia_color(tint.color.faded(min(max(tint.amount, 0.0), 1.0) * opacity))
    return load_skia().Paint(AntiAlias=True, Color=color)


def _clip(canvas: Any, part: Box | None) -> None:
    if part is not None:
        canvas.clipRect(part.rect(), load_skia().ClipOp.kIntersect, True)
