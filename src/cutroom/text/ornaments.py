"""Small shapes that accompany characters, drawn from their outlines.

Every shape lies in a square of side 1 around the origin, y down.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin
from typing import Any

from cutroom.core.color import WHITE
from cutroom.core.typography import Ornament, OrnamentShape
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.paints import skia_color
from cutroom.text.units import StyleMetrics

MAX_SIZE_EM = 20.0
MAX_WAY_EM = 60.0


def paint_ornament(canvas: Any, ornament: Ornament, cell: Box, metrics: StyleMetrics) -> None:
    """Draw one beside a cell (layout pixels) in a style."""
    skia = load_skia()
    em_px, fill = metrics.em_px, metrics.style.fill
    color = ornament.color or (fill.colors[0] if fill.colors else WHITE)
    x, y = _centre(ornament, cell, em_px)
    size = min(max(ornament.size, 0.0), MAX_SIZE_EM) * em_px
    if size <= 0.0 or ornament.alpha <= 0.0:
        return
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(ornament.rotation)
    canvas.scale(size, size)
    paint = skia.Paint(AntiAlias=True, Color=skia_color(color.faded(min(ornament.alpha, 1.0))))
    canvas.drawPath(_shape(ornament.shape), paint)
    canvas.restore()


def ornament_box(ornament: Ornament, cell: Box, em_px: float) -> Box:
    """What an ornament may cover, whatever way it is turned."""
    x, y = _centre(ornament, cell, em_px)
    half = min(max(ornament.size, 0.0), MAX_SIZE_EM) * em_px * 0.75
    return Box(x - half, y - half, x + half, y + half)


def _centre(ornament: Ornament, cell: Box, em_px: float) -> tuple[float, float]:
    x, y = (min(max(way, -MAX_WAY_EM), MAX_WAY_EM) * em_px for way in (ornament.x, ornament.y))
    return cell.center_x + x, cell.center_y + y


@cache
def _shape(shape: OrnamentShape) -> Any:
    path = load_skia().Path()
    _DRAWN[shape](path)
    return path


def _polygon(path: Any, points: list[tuple[float, float]]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()


def _star(path: Any) -> None:
    points = []
    for corner in range(10):
        radius = 0.5 if corner % 2 == 0 else 0.21
        angle = pi * corner / 5 - pi / 2
        points.append((radius * cos(angle), radius * sin(angle)))
    _polygon(path, points)


def _heart(path: Any) -> None:
    path.moveTo(0.0, 0.46)
    path.cubicTo(-0.7, 0.0, -0.52, -0.48, -0.24, -0.46)
    path.cubicTo(-0.1, -0.45, -0.02, -0.34, 0.0, -0.24)
    path.cubicTo(0.02, -0.34, 0.1, -0.45, 0.24, -0.46)
    path.cubicTo(0.52, -0.48, 0.7, 0.0, 0.0, 0.46)
    path.close()


def _note(path: Any) -> None:
    skia = load_skia()
    path.addOval(skia.Rect.MakeLTRB(-0.34, 0.2, -0.02, 0.46))
    path.addRect(skia.Rect.MakeLTRB(-0.09, -0.48, -0.02, 0.34))
    path.moveTo(-0.09, -0.48)
    path.cubicTo(0.1, -0.34, 0.38, -0.3, 0.24, 0.06)
    path.cubicTo(0.24, -0.12, 0.06, -0.2, -0.03, -0.2)
    path.close()


def _hat(path: Any) -> None:
    skia = load_skia()
    path.moveTo(-0.4, 0.24)
    path.cubicTo(-0.3, -0.2, -0.05, -0.46, 0.3, -0.3)
    path.cubicTo(0.16, -0.26, 0.2, -0.1, 0.36, 0.24)
    path.close()
    path.addCircle(0.34, -0.24, 0.1)
    path.addRoundRect(skia.Rect.MakeLTRB(-0.5, 0.24, 0.48, 0.44), 0.1, 0.1)


def _tree(path: Any) -> None:
    skia = load_skia()
    for top, half, bottom in ((-0.5, 0.2, -0.18), (-0.32, 0.29, 0.08), (-0.1, 0.38, 0.36)):
        _polygon(path, [(0.0, top), (half, bottom), (-half, bottom)])
    path.addRect(skia.Rect.MakeLTRB(-0.07, 0.36, 0.07, 0.5))
    path.setFillType(skia.PathFillType.kWinding)


def _rabbit(path: Any) -> None:
    skia = load_skia()
    path.addOval(skia.Rect.MakeLTRB(-0.34, -0.02, 0.34, 0.5))
    for side in (-1, 1):
        ear = skia.Path()
        ear.addOval(skia.Rect.MakeLTRB(-0.1, -0.52, 0.1, 0.14))
        path.addPath(ear, skia.Matrix.Translate(0.16 * side, 0.0).preRotate(12.0 * side))
    for side in (-1, 1):
        path.addCircle(0.13 * side, 0.2, 0.045, skia.PathDirection.kCCW)


def _flake(path: Any) -> None:
    skia = load_skia()
    for arm in range(6):
        bar = skia.Path()
        bar.addRect(skia.Rect.MakeLTRB(-0.035, -0.5, 0.035, 0.0))
        for side in (-1, 1):
            twig = skia.Path()
            twig.addRect(skia.Rect.MakeLTRB(-0.03, -0.2, 0.03, 0.0))
            bar.addPath(twig, skia.Matrix.Translate(0.0, -0.26).preRotate(50.0 * side))
        path.addPath(bar, skia.Matrix.RotateDeg(60.0 * arm))


def _bolt(path: Any) -> None:
    _polygon(
        path,
        [(0.1, -0.5), (-0.28, 0.06), (-0.04, 0.06), (-0.12, 0.5), (0.28, -0.12), (0.03, -0.12)],
    )


def _dot(path: Any) -> None:
    path.addCircle(0.0, 0.0, 0.5)


def _ring(path: Any) -> None:
    skia = load_skia()
    path.addCircle(0.0, 0.0, 0.5)
    path.addCircle(0.0, 0.0, 0.42, skia.PathDirection.kCCW)


def _bar(path: Any) -> None:
    path.addRect(load_skia().Rect.MakeLTRB(-0.035, -0.5, 0.035, 0.5))


def _plate(path: Any) -> None:
    path.addRoundRect(load_skia().Rect.MakeLTRB(-0.5, -0.5, 0.5, 0.5), 0.06, 0.06)


def _flame(path: Any) -> None:
    path.moveTo(0.02, -0.5)
    path.cubicTo(0.1, -0.24, 0.34, -0.1, 0.32, 0.18)
    path.cubicTo(0.3, 0.4, 0.14, 0.5, 0.0, 0.5)
    path.cubicTo(-0.2, 0.5, -0.34, 0.34, -0.3, 0.12)
    path.cubicTo(-0.28, -0.02, -0.16, -0.06, -0.14, -0.2)
    path.cubicTo(-0.04, -0.16, 0.04, -0.3, 0.02, -0.5)
    path.close()


def _petal(path: Any) -> None:
    path.moveTo(0.0, -0.5)
    path.cubicTo(0.4, -0.2, 0.3, 0.3, 0.0, 0.5)
    path.cubicTo(-0.3, 0.3, -0.4, -0.2, 0.0, -0.5)
    path.close()


def _mouth(path: Any) -> None:
    skia = load_skia()
    path.addOval(skia.Rect.MakeLTRB(-0.42, -0.5, 0.42, 0.5))
    path.addOval(skia.Rect.MakeLTRB(-0.24, 0.08, 0.24, 0.42), skia.PathDirection.kCCW)


def _pointer(path: Any) -> None:
    _polygon(
        path,
        [
            (-0.3, -0.5),
            (-0.3, 0.3),
            (-0.11, 0.13),
            (0.02, 0.44),
            (0.14, 0.39),
            (0.02, 0.08),
            (0.27, 0.08),
        ],
    )


_DRAWN: dict[OrnamentShape, Callable[[Any], None]] = {
    "star": _star, "heart": _heart, "note": _note, "hat": _hat, "tree": _tree,
    "rabbit": _rabbit, "flake": _flake, "bolt": _bolt, "dot": _dot, "ring": _ring, "bar": _bar,
    "plate": _plate, "flame": _flame, "petal": _petal, "mouth": _mouth,
    "pointer": _pointer,
}  # fmt: skip
