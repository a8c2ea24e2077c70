"""Bubbles: shapes behind a block whose corners, tails and teeth keep their size while the middle
stretches.

All lengths are multiples of ``unit``, the height of the block's tallest line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate, pairwise
from math import ceil, cos, dist, hypot, isfinite, pi, sin
from typing import Any

from cutroom.core.typography import Bubble, BubbleKind
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.layout import TextLayout
from cutroom.text.paints import skia_color

PAD_X, PAD_Y = 0.45, 0.3
"""Room between the block and the inner edge of a bubble."""
REACH = 0.9
"""How far tails, teeth and ribbon ends go beyond the padded block, at most."""
_MAX_TEETH = 200
_OVAL_STEPS = 1440


def bubble_area(layout: TextLayout) -> Box | None:
    """Everything a layout's bubble may cover; None when it has none."""
    bubble = layout.content.bubble
    if bubble is None or not layout.characters:
        return None
    inner, unit = _inner(layout), _unit(layout)
    grown = inner.grown(REACH * unit + _border_px(bubble, unit))
    # A heart needs room for its lobes and its tip, an oval for its sides.
    wide, tall = (inner.right - inner.left) * 0.35, (inner.bottom - inner.top) * 0.5
    if bubble.kind in ("heart", "oval", "burst", "thought"):
        grown = Box(grown.left - wide, grown.top - tall, grown.right + wide, grown.bottom + tall)
    return grown


def paint_bubble(canvas: Any, layout: TextLayout, alpha: float = 1.0) -> None:
    """Fill and border of a layout's bubble, ``alpha`` 0–1 strong."""
    bubble = layout.content.bubble
    if bubble is None or not layout.characters or alpha <= 0.0:
        return
    skia = load_skia()
    unit = _unit(layout)
    fill = skia.Paint(AntiAlias=True, Color=skia_color(bubble.fill.faded(alpha)))
    border = skia.Paint(AntiAlias=True, Color=skia_color(bubble.border.faded(alpha)))
    border.setStyle(skia.Paint.kStroke_Style)
    border.setStrokeWidth(_border_px(bubble, unit))
    border.setStrokeJoin(skia.Paint.kRound_Join)
    for path in bubble_paths(bubble, _inner(layout), unit):
        canvas.drawPath(path, fill)
        if _border_px(bubble, unit) > 0.0:
            canvas.drawPath(path, border)


def bubble_paths(bubble: Bubble, inner: Box, unit: float) -> list[Any]:
    """The outlines of a bubble around a padded block as ``skia.Path``, back to front."""
    drawn = _DRAWN[bubble.kind](inner, unit)
    return drawn if isinstance(drawn, list) else [drawn]


def _unit(layout: TextLayout) -> float:
    vertical = layout.content.vertical
    tallest = max(
        line.box.right - line.box.left if vertical else line.box.bottom - line.box.top
        for line in layout.lines
    )
    return max(tallest, 1.0)


def _border_px(bubble: Bubble, unit: float) -> float:
    width = bubble.border_em if isfinite(bubble.border_em) else 0.0
    return min(max(width, 0.0), 1.0) * unit


def _inner(layout: TextLayout) -> Box:
    box, unit = layout.box, _unit(layout)
    return Box(
        box.left - PAD_X * unit,
        box.top - PAD_Y * unit,
        box.right + PAD_X * unit,
        box.bottom + PAD_Y * unit,
    )


def _rounded(inner: Box, radius: float) -> Any:
    path = load_skia().Path()
    path.addRoundRect(inner.rect(), radius, radius)
    return path


def _united(first: Any, second: Any) -> Any:
    """Both shapes as one outline."""
    skia = load_skia()
    return skia.Op(first, second, skia.PathOp.kUnion_PathOp)


def _speech(inner: Box, unit: float) -> Any:
    skia = load_skia()
    radius = min(0.45 * unit, (inner.bottom - inner.top) / 2)
    root = inner.left + min(0.3 * (inner.right - inner.left), 1.4 * unit)
    tail = skia.Path()
    tail.moveTo(root, inner.bottom - 0.15 * unit)
    tail.quadTo(
        root - 0.02 * unit,
        inner.bottom + 0.4 * unit,
        root - 0.45 * unit,
        inner.bottom + 0.62 * unit,
    )
    tail.quadTo(
        root + 0.35 * unit,
        inner.bottom + 0.5 * unit,
        root + 0.55 * unit,
        inner.bottom - 0.15 * unit,
    )
    tail.close()
    return _united(_rounded(inner, radius), tail)


def _thought(inner: Box, unit: float) -> Any:
    """A cloud of arcs along an oval, and two puffs that lead away."""
    skia = load_skia()
    path = _oval(inner, unit)
    bounds = path.computeTightBounds()
    half_w, half_h = bounds.width() / 2, bounds.height() / 2
    around = pi * (half_w + half_h)
    count = min(max(ceil(around / (1.0 * unit)), 8), _MAX_TEETH)
    for x, y in _around(half_w, half_h, count):
        circle = skia.Path.Circle(inner.center_x + x, inner.center_y + y, around / count * 0.62)
        path = _united(path, circle)
    low = path.computeTightBounds().bottom() + 0.3 * unit
    for step, radius in ((0.0, 0.2), (0.4, 0.12)):
        x = inner.center_x - half_w * 0.55 - step * unit
        path.addCircle(x, low + step * 0.7 * unit, radius * unit)
    return path


def _box(inner: Box, _unit: float) -> Any:
    return _rounded(inner, 0.0)


def _oval(inner: Box, _unit: float) -> Any:
    """The smallest oval of the block's proportions that holds its corners."""
    skia = load_skia()
    grow = 2**0.5
    half_w = (inner.right - inner.left) / 2 * grow * 0.94
    half_h = (inner.bottom - inner.top) / 2 * grow * 0.94
    x, y = inner.center_x, inner.center_y
    return skia.Path.Oval(skia.Rect.MakeLTRB(x - half_w, y - half_h, x + half_w, y + half_h))


def _burst(inner: Box, unit: float) -> Any:
    """An explosion: an oval with teeth of nearly even width, long and short in turn."""
    bounds = _oval(inner, unit).computeTightBounds()
    half_w, half_h = bounds.width() / 2, bounds.height() / 2
    around = pi * (half_w + half_h)
    teeth = min(max(ceil(around / (0.9 * unit)), 10), _MAX_TEETH)
    path = load_skia().Path()
    for corner, (x, y) in enumerate(_around(half_w, half_h, 2 * teeth)):
        far = 0.0 if corner % 2 else (0.75 if corner % 4 else 0.5) * unit
        grown = 1.0 + far / (hypot(x, y) or 1.0)
        point = inner.center_x + x * grown, inner.center_y + y * grown
        path.lineTo(*point) if corner else path.moveTo(*point)
    path.close()
    return path


def _around(half_w: float, half_h: float, count: int) -> list[tuple[float, float]]:
    """``count`` points along an oval about the origin, equally far from each other."""
    angles = [2 * pi * step / _OVAL_STEPS for step in range(_OVAL_STEPS + 1)]
    oval = [(half_w * cos(angle), half_h * sin(angle)) for angle in angles]
    gone = [0.0, *accumulate(dist(one, two) for one, two in pairwise(oval))]
    return [oval[bisect_left(gone, gone[-1] * point / count)] for point in range(count)]


def _banner(inner: Box, unit: float) -> list[Any]:
    """A ribbon whose notched ends hang lower and behind its middle."""
    skia = load_skia()
    paths = []
    drop, out, under = 0.22 * unit, 0.75 * unit, 0.3 * unit
    for edge, side in ((inner.left, -1), (inner.right, 1)):
        end = skia.Path()
        end.moveTo(edge - side * under, inner.top + drop)
        end.lineTo(edge + side * out, inner.top + drop)
        end.lineTo(edge + side * (out - 0.3 * unit), inner.center_y + drop)
        end.lineTo(edge + side * out, inner.bottom + drop)
        end.lineTo(edge - side * under, inner.bottom + drop)
        end.close()
        paths.append(end)
    return [*paths, _rounded(inner, 0.0)]


def _note(inner: Box, unit: float) -> list[Any]:
    """A sheet with one corner folded over."""
    fold = 0.5 * unit
    sheet, flap = load_skia().Path(), load_skia().Path()
    sheet.moveTo(inner.left, inner.top)
    sheet.lineTo(inner.right, inner.top)
    sheet.lineTo(inner.right, inner.bottom - fold)
    sheet.lineTo(inner.right - fold, inner.bottom)
    sheet.lineTo(inner.left, inner.bottom)
    sheet.close()
    flap.moveTo(inner.right, inner.bottom - fold)
    flap.lineTo(inner.right - fold, inner.bottom - fold)
    flap.lineTo(inner.right - fold, inner.bottom)
    flap.close()
    return [sheet, flap]


def _heart(inner: Box, _unit: float) -> Any:
    """A heart as wide and high as the block needs to lie between its lobes."""
    path = load_skia().Path()
    half_w = (inner.right - inner.left) / 2 * 1.3
    top = inner.top - (inner.bottom - inner.top) * 0.3
    bottom = inner.bottom + (inner.bottom - inner.top) * 0.5
    x, height = inner.center_x, bottom - top
    path.moveTo(x, bottom)
    path.cubicTo(
        x - half_w * 1.5,
        top + height * 0.45,
        x - half_w,
        top - height * 0.12,
        x - half_w * 0.5,
        top,
    )
    path.cubicTo(
        x - half_w * 0.2, top + height * 0.02, x, top + height * 0.1, x, top + height * 0.2
    )
    path.cubicTo(
        x, top + height * 0.1, x + half_w * 0.2, top + height * 0.02, x + half_w * 0.5, top
    )
    path.cubicTo(x + half_w, top - height * 0.12, x + half_w * 1.5, top + height * 0.45, x, bottom)
    path.close()
    return path


def _brush(inner: Box, unit: float) -> Any:
    """A stroke of a brush: even above and below, ragged where it begins and ends."""
    path = load_skia().Path()
    rows = min(max(ceil((inner.bottom - inner.top) / (0.16 * unit)), 6), _MAX_TEETH)
    height = (inner.bottom - inner.top) / rows
    left = [(inner.left - _ragged(row) * unit, inner.top + row * height) for row in range(rows + 1)]
    right = [
        (inner.right + _ragged(row + 37) * unit, inner.top + row * height)
        for row in range(rows, -1, -1)
    ]
    path.moveTo(*left[0])
    for point in [*right[::-1][:1], *right[::-1][1:], *left[::-1][:-1]]:
        path.lineTo(*point)
    path.close()
    return path


def _ragged(row: int) -> float:
    """A fixed irregular number in 0–0.6 for a bristle."""
    return 0.3 + 0.3 * sin(row * 12.9898) * cos(row * 4.1414)


def _tag(inner: Box, unit: float) -> Any:
    """A price tag: pointed on the left, with a hole."""
    skia = load_skia()
    path = skia.Path()
    tip = inner.left - 0.7 * unit
    path.moveTo(tip, inner.center_y)
    path.lineTo(inner.left, inner.top)
    path.lineTo(inner.right, inner.top)
    path.lineTo(inner.right, inner.bottom)
    path.lineTo(inner.left, inner.bottom)
    path.close()
    path.addCircle(inner.left - 0.1 * unit, inner.center_y, 0.12 * unit, skia.PathDirection.kCCW)
    path.setFillType(skia.PathFillType.kEvenOdd)
    return path


_DRAWN: dict[BubbleKind, Callable[[Box, float], Any]] = {
    "speech": _speech, "thought": _thought, "box": _box, "oval": _oval, "burst": _burst,
    "banner": _banner, "note": _note, "heart": _heart, "brush": _brush, "tag": _tag,
}  # fmt: skip
