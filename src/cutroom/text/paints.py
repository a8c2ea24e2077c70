"""Paints, strokes and shadows of a style as Skia paints."""

from __future__ import annotations

from functools import lru_cache
from math import cos, isfinite, radians, sin
from typing import Any

from cutroom.core.color import WHITE, Color
from cutroom.core.typography import Paint
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia

MAX_TEXTURE_PIXELS = 64 * 1024 * 1024


def skia_color(color: Color) -> Any:
    """A ``skia.Color`` integer."""
    red, green, blue, alpha = color.as_bytes()
    return load_skia().ColorSetARGB(alpha, red, green, blue)


def skia_paint(paint: Paint, run_box: Box) -> Any:
    """An anti-aliased ``skia.Paint`` for a fill; gradients and textures span ``run_box``."""
    skia = load_skia()
    made = skia.Paint(AntiAlias=True)
    texture = _texture(paint.texture) if paint.texture else None
    if texture is not None:
        made.setShader(_texture_shader(texture, run_box))
    elif len(paint.colors) > 1:
        made.setShader(_gradient(paint, run_box))
    else:
        made.setColor(skia_color(paint.colors[0] if paint.colors else WHITE))
    return made


def _gradient(paint: Paint, box: Box) -> Any:
    """A linear gradient whose first and last stop touch opposite corners of the box.

    The line runs through the box's centre along ``angle``; its half length is
    (|w·cos| + |h·sin|) / 2, so that every direction spans the box exactly.
    """
    skia = load_skia()
    angle = radians(paint.angle if isfinite(paint.angle) else 0.0)
    dx, dy = cos(angle), sin(angle)
    half = (abs((box.right - box.left) * dx) + abs((box.bottom - box.top) * dy)) / 2 or 0.5
    start = skia.Point(box.center_x - dx * half, box.center_y - dy * half)
    end = skia.Point(box.center_x + dx * half, box.center_y + dy * half)
    colors = [skia_color(color) for color in paint.colors]
    stops = _usable_stops(paint)
    return skia.GradientShader.MakeLinear([start, end], colors, stops)


def _usable_stops(paint: Paint) -> list[float]:
    """The stops, or even ones when there are too few of them or they go backwards."""
    stops = [min(max(stop, 0.0), 1.0) for stop in paint.stops]
    count = len(paint.colors)
    if len(stops) != count or stops != sorted(stops):
        return [index / (count - 1) for index in range(count)]
    return stops


def _texture_shader(image: Any, box: Box) -> Any:
    skia = load_skia()
    target = skia.Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
    matrix = skia.Matrix.MakeRectToRect(
        skia.Rect.MakeIWH(image.width(), image.height()), target, skia.Matrix.kFill_ScaleToFit
    )
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    clamp = skia.TileMode.kClamp
    return image.makeShader(clamp, clamp, sampling, matrix)


@lru_cache(maxsize=16)
def _texture(path: str) -> Any:
    """A decoded ``skia.Image``; None when the file is missing, damaged or too large."""
    skia = load_skia()
    data = skia.Data.MakeFromFileName(path)
    codec = skia.Codec.MakeFromData(data) if data is not None else None
    if codec is None:
        return None
    size = codec.dimensions()
    if size.width() * size.height() > MAX_TEXTURE_PIXELS:
        return None
    image = skia.Image.MakeFromEncoded(data)
    return image.makeRasterImage() if image is not None else None
