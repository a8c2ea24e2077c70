"""Boxes behind a text: one for the block, one a line or one a character."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Any

from cutroom.core.typography import TextBackground
from cutroom.text.bending import Bend
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia
from cutroom.text.layout import Line, TextLayout
from cutroom.text.paints import skia_color

_CORNER_STEPS = 8
_EDGE_STEPS = 96


@dataclass(frozen=True, slots=True)
class Backing:
    """A box behind characters [first, last] of the layout; ``own`` when it is one character's."""

    box: Box
    first: int
    last: int
    own: bool = False


def backings(layout: TextLayout) -> list[Backing]:
    """The boxes that a layout's background asks for; none behind white space or empty lines."""
    background = layout.content.background
    if background is None or not layout.characters:
        return []
    if background.per == "character":
        return _character_backings(layout, background)
    if background.per == "line":
        return _line_backings(layout, background)
    tallest = max(_thickness(line, layout) for line in layout.lines)
    return [
        Backing(_padded(layout.straight_box, background, tallest), 0, len(layout.characters) - 1)
    ]


def paint_backing(
    canvas: Any, backing: Backing, layout: TextLayout, matrix: Any, alpha: float
) -> None:
    """Fill one box, rounded by a share of half its shorter side.

    ``matrix`` is where a character with a box of its own has gone; other boxes follow the bend of
    their block.
    """
    background = layout.content.background
    if background is None:
        return
    skia = load_skia()
    paint = skia.Paint(AntiAlias=True, Color=skia_color(background.color.faded(alpha)))
    box = backing.box
    shorter = min(box.right - box.left, box.bottom - box.top)
    radius = min(max(background.round, 0.0), 1.0) * shorter / 2
    if layout.bend is not None and not backing.own:
        canvas.drawPath(_bent(box, radius, layout.bend), paint)
        return
    canvas.save()
    if matrix is not None:
        canvas.concat(matrix)
    canvas.drawRoundRect(box.rect(), radius, radius, paint)
    canvas.restore()


def backing_area(backing: Backing, layout: TextLayout, matrix: Any) -> Box:
    """What :func:`paint_backing` covers with the same arguments."""
    if layout.bend is not None and not backing.own:
        bounds = _bent(backing.box, 0.0, layout.bend).computeTightBounds()
        return Box(bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
    return backing.box if matrix is None else backing.box.moved(matrix)


def _bent(box: Box, radius: float, bend: Bend) -> Any:
    """A rounded box along an arc, as a ``skia.Path`` of short straight pieces."""
    skia = load_skia()
    corners = (
        (box.right - radius, box.top + radius, -90.0),
        (box.right - radius, box.bottom - radius, 0.0),
        (box.left + radius, box.bottom - radius, 90.0),
        (box.left + radius, box.top + radius, 180.0),
    )
    outline: list[tuple[float, float]] = []
    for x, y, start in corners:
        for step in range(_CORNER_STEPS + 1):
            angle = radians(start + 90.0 * step / _CORNER_STEPS)
            outline.append((x + radius * cos(angle), y + radius * sin(angle)))
    path = skia.Path()
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
        steps = _EDGE_STEPS if abs(x1 - x0) > 2 * radius / _CORNER_STEPS + 1.0 else 1
        for step in range(steps):
            at = bend.point(x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps)
            path.moveTo(*at) if path.isEmpty() else path.lineTo(*at)
    path.close()
    return path


def _character_backings(layout: TextLayout, background: TextBackground) -> list[Backing]:
    found = []
    for character in layout.characters:
        if not character.text.isspace():
            line_px = layout.styles[character.span].line_px
            box = _padded(character.box, background, line_px)
            found.append(Backing(box, character.index, character.index, own=True))
    return found


def _line_backings(layout: TextLayout, background: TextBackground) -> list[Backing]:
    members: dict[int, list[int]] = {}
    for character in layout.characters:
        members.setdefault(character.line, []).append(character.index)
    found = []
    for number, line in enumerate(layout.lines):
        if _length(line, layout) > 0.0:
            box = _padded(line.box, background, _thickness(line, layout))
            found.append(Backing(box, members[number][0], members[number][-1]))
    return found


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
