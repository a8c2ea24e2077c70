"""Colour clips and drawn shapes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from cutroom.compiler.scene import Use
from cutroom.core.color import BLACK, Color, find_color
from cutroom.core.geometry import Size
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.timeline.model import ColorContent, ShapeContent

# Shapes are drawn in units of a canvas this wide.
DESIGN_WIDTH = 720
MAX_POINTS = 512
_FILLED, _BORDERED, _ROUNDED = 16, 32, 64
_CLEAR = Color(0.0, 0.0, 0.0, 0.0)


def color_of(value: Any, alpha: float = 1.0) -> Color | None:
    """A colour written as ``#RRGGBB[AA]`` or as three or four numbers 0–1."""
    if isinstance(value, str):
        found = find_color(value)
        return found.faded(alpha) if found else None
    if not isinstance(value, list) or not 3 <= len(value) <= 4:
        return None
    channels = {str(i): item for i, item in enumerate(value)}
    red, green, blue = (fields.number(channels, key, 0.0, 0.0, 1.0) for key in "012")
    return Color(red, green, blue, fields.number(channels, "3", 1.0, 0.0, 1.0) * alpha)


def color_content(use: Use, raw: Json) -> tuple[ColorContent, Size]:
    """A generated colour clip: a solid, or a gradient when it says so and has two colours."""
    canvas = use.scene.canvas
    size = Size(
        fields.number(raw, "width", 0.0, 0.0, 65536.0) or canvas.width,
        fields.number(raw, "height", 0.0, 0.0, 65536.0) or canvas.height,
    )
    if fields.flag(raw, "is_gradient", False):
        gradient = _gradient(raw)
        if gradient is not None:
            return gradient, size
    solid = raw.get("solid_color")
    return ColorContent((color_of(solid) or BLACK,)), size


def _gradient(raw: Json) -> ColorContent | None:
    stored = raw.get("gradient_colors")
    colors = tuple(filter(None, map(color_of, stored if isinstance(stored, list) else [])))[:16]
    if len(colors) < 2:
        return None
    angle = fields.number(raw, "gradient_angle", 90.0, -1e6, 1e6)
    return ColorContent(colors, spread_stops(raw.get("gradient_percents"), len(colors)), angle)


def spread_stops(stored: Any, count: int) -> tuple[float, ...]:
    """Ascending positions 0–1 for ``count`` colours; evenly spread when the list does not fit."""
    if isinstance(stored, list) and len(stored) >= count:
        listed = {str(i): item for i, item in enumerate(stored[:count])}
        stops = [fields.number(listed, key, 0.0) for key in listed]
        # Some writers count in per cent.
        scale = 100.0 if max(stops) > 1.0 else 1.0
        stops = [min(max(stop / scale, 0.0), 1.0) for stop in stops]
        if all(a <= b for a, b in pairwise(stops)):
            return tuple(stops)
    return tuple(index / (count - 1) for index in range(count))


def shape_content(use: Use, raw: Json) -> tuple[ShapeContent, Size] | None:
    """A polygon or rectangle of a sticker track, and its size in canvas pixels."""
    unit = use.scene.width / DESIGN_WIDTH
    points = _points(raw, unit)
    if len(points) < 3:
        use.note("shape-skipped", "skipped", "the shape has no outline")
        return None
    if any(_numbers(raw.get("custom_points_in"))) or any(_numbers(raw.get("custom_points_out"))):
        use.note("shape-straightened", "approximated", "curved sides are drawn straight")
    flags = fields.integer(raw, "check_flag", _FILLED)
    alpha = fields.number(raw, "global_alpha", 1.0, 0.0, 1.0)
    round_units = max(_numbers(raw.get("roundness")), default=0.0) if flags & _ROUNDED else 0.0
    bordered = bool(flags & _BORDERED)
    shade = _shade(raw, alpha) if flags & _FILLED else None
    border_alpha = alpha * fields.number(raw, "border_alpha", 1.0, 0.0, 1.0)
    content = ShapeContent(
        points=points,
        fill=_fill(raw, alpha) if flags & _FILLED and shade is None else _CLEAR,
        border=(color_of(raw.get("border_color"), border_alpha) or _CLEAR) if bordered else _CLEAR,
        border_px=fields.number(raw, "border_width", 0.0, 0.0, 720.0) * unit if bordered else 0.0,
        round_px=max(0.0, round_units) * unit,
        shade=shade,
    )
    reach_x = max(abs(x) for x, _ in points)
    reach_y = max(abs(y) for _, y in points)
    return content, Size(max(2 * reach_x, 1.0), max(2 * reach_y, 1.0))


def _points(raw: Json, unit: float) -> tuple[tuple[float, float], ...]:
    flat = _numbers(raw.get("custom_points"))[: 2 * MAX_POINTS]
    # The draft's y runs up, a picture's down.
    return tuple((x * unit, -y * unit) for x, y in zip(flat[::2], flat[1::2], strict=False))


def _numbers(stored: Any) -> list[float]:
    listed = stored if isinstance(stored, list) else []
    by_index = {str(i): item for i, item in enumerate(listed[: 4 * MAX_POINTS])}
    return [fields.number(by_index, key, 0.0, -1e5, 1e5) for key in by_index]


def _shade(raw: Json, alpha: float) -> ColorContent | None:
    """The gradient that a shape is filled with; None for one of a single colour."""
    style = fields.mapping(raw, "fill_render_style")
    paint = fields.mapping(style, "color")
    if fields.text(paint, "render_type") != "gradient":
        return None
    gradient = fields.mapping(paint, "gradient")
    stored = gradient.get("color")
    alpha *= fields.number(style, "alpha", 1.0, 0.0, 1.0)
    alphas = _numbers(gradient.get("alpha"))
    colors = []
    for index, value in enumerate(stored[:16] if isinstance(stored, list) else []):
        own = min(max(alphas[index], 0.0), 1.0) if index < len(alphas) else 1.0
        color = color_of(value, alpha * own)
        if color is not None:
            colors.append(color)
    if len(colors) < 2:
        return ColorContent((colors[0],)) if colors else None
    angle = fields.number(gradient, "angle", 90.0, -1e6, 1e6)
    return ColorContent(tuple(colors), spread_stops(gradient.get("percent"), len(colors)), angle)


def _fill(raw: Json, alpha: float) -> Color:
    style = fields.mapping(raw, "fill_render_style")
    alpha *= fields.number(style, "alpha", 1.0, 0.0, 1.0)
    paint = fields.mapping(style, "color")
    solid = fields.mapping(paint, "solid")
    alpha *= fields.number(solid, "alpha", 1.0, 0.0, 1.0)
    return color_of(solid.get("color"), alpha) or _CLEAR
