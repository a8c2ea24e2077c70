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


def paint_hollow(canvas: Any, ink: Ink, hollow: float) -> None:
    """The fill ``1 - hollow`` strong, within an outline of the same paint."""
    skia = load_skia()
    if hollow < 1.0:
        bare = ink.bounds()
        if bare is None:
            return
        layer = skia.Paint(Alphaf=1.0 - hollow)
        canvas.saveLayer(bare.grown(ink.bold_px + 1).rect(), layer)
        paint_fill(canvas, ink)
        canvas.restore()
    paint = skia_paint(ink.metrics.style.fill, ink.run_box)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(HOLLOW_LINE_EM * ink.metrics.em_px)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawPath(ink.outline, paint)


def paint_tint(canvas: Any, ink: Ink, tint: Tint, part: Box | None) -> None:
    """A colour over the outlines of an ink, only within ``part`` when it is given."""
    skia = load_skia()
    fill = ink.metrics.style.fill
    opacity = fill.colors[0].alpha if fill.colors else 1.0
    paint = skia.Paint(AntiAlias=True, Color=skia_color(tint.color.faded(tint.amount * opacity)))
    canvas.save()
    if part is not None:
        canvas.clipRect(part.rect(), skia.ClipOp.kIntersect, True)
    draw_shape(canvas, ink, paint)
    canvas.restore()
