"""A layout as a picture.

Painted in this order over the whole block, so that nothing covers a neighbour's fill: background
boxes, shadows and glow, strokes from the widest, fills with inner shadows. Drawing is thread-safe:
every call has a surface of its own, and what is shared is made under locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cutroom.picture.picture import Picture
from cutroom.text.background import Backing, backings, paint_backing
from cutroom.text.characters import AT_REST, is_sound, matrix_of
from cutroom.text.characters import CharacterState as CharacterState
from cutroom.text.engines import load_skia
from cutroom.text.ink import BlockInk, Ink, ink_of
from cutroom.text.layout import Box, TextLayout
from cutroom.text.passes import (
    SIGMAS,
    Cast,
    inked_area,
    paint_fill,
    paint_shadows,
    paint_shadows_together,
    paint_strokes,
)
from cutroom.text.surface import frame_around, open_sheet

MAX_BLUR_PX = 400.0


@dataclass(frozen=True, slots=True)
class TextSprite:
    """A premultiplied RGBA picture; its top-left corner lies at (left, top) from the anchor, px."""

    picture: Picture
    left: int
    top: int


def draw_text(layout: TextLayout, scale: float = 1.0) -> TextSprite:
    """Draw a block at rest, ``scale`` times the size it was laid out for.

    The sprite holds everything drawn: strokes, shadows, glow and background included, within the
    limits of :func:`cutroom.text.surface.frame_around`. Raises :class:`RenderError` when Skia
    cannot be loaded.
    """
    ink = ink_of(layout)
    boxes = backings(layout)
    areas = [backing.box for backing in boxes]
    areas += [area for span in ink.spans if (area := inked_area(span)) is not None]
    sheet = open_sheet(frame_around(areas, scale), scale)
    background = layout.content.background
    if background is not None:
        for backing in boxes:
            paint_backing(sheet.canvas, backing, background, 1.0)
    for span in ink.spans:
        paint_shadows(sheet.canvas, span)
    for paint in (paint_strokes, paint_fill):
        for piece in ink.pieces:
            paint(sheet.canvas, piece)
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


def draw_characters(
    layout: TextLayout, states: Sequence[CharacterState], scale: float = 1.0
) -> TextSprite:
    """Draw a block with every character in a state of its own.

    ``states`` go with ``layout.characters`` by index; characters beyond them are at rest. A
    character's own box moves with it; a line's or block's box stays and is as visible as its most
    visible character. Outlines are made once per layout and drawn anew for every frame, so that a
    character that grows stays sharp.
    """
    block = ink_of(layout)
    actors = _actors(layout, block, states)
    boxes = [(backing, _opacity(backing, states)) for backing in backings(layout)]
    areas = [_reach(backing, layout, states) for backing, alpha in boxes if alpha > 0.0]
    areas += [actor.area for actor in actors]
    sheet = open_sheet(frame_around(areas, scale), scale)
    for backing, alpha in boxes:
        if alpha > 0.0:
            _paint_moved_backing(sheet.canvas, layout, backing, states, alpha)
    _paint_moved_shadows(sheet.canvas, actors)
    for actor in actors:
        if not actor.grouped:
            _within(sheet.canvas, actor, paint_strokes)
    for actor in actors:
        if actor.blurred:
            _within(sheet.canvas, actor, paint_shadows, paint_strokes, paint_fill)
        elif actor.grouped:
            _within(sheet.canvas, actor, paint_strokes, paint_fill)
        else:
            _within(sheet.canvas, actor, paint_fill)
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


@dataclass(frozen=True, slots=True)
class _Actor:
    """A visible character: its ink, state, ``skia.Matrix`` and everything it reaches."""

    span: int
    ink: Ink
    state: CharacterState
    matrix: Any
    area: Box

    @property
    def blurred(self) -> bool:
        """Whether all of it is blurred as one."""
        return self.state.blur_px > 0.0

    @property
    def grouped(self) -> bool:
        """Whether its strokes must not shine through its fill."""
        return self.state.alpha < 1.0 or self.blurred


def _state(states: Sequence[CharacterState], index: int) -> CharacterState:
    state = states[index] if index < len(states) else AT_REST
    return state if is_sound(state) else AT_REST


def _actors(layout: TextLayout, block: BlockInk, states: Sequence[CharacterState]) -> list[_Actor]:
    actors = []
    for character, ink in zip(layout.characters, block.characters, strict=True):
        state = _state(states, character.index)
        still = inked_area(ink) if state.visible else None
        if still is None:
            continue
        matrix = matrix_of(state, character.box)
        blur = SIGMAS * min(max(state.blur_px, 0.0), MAX_BLUR_PX)
        area = _moved(still, matrix, blur)
        actors.append(_Actor(character.span, ink, state, matrix, area))
    return actors


def _moved(box: Box, matrix: Any, grow: float = 0.0) -> Box:
    rect = load_skia().Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
    moved = matrix.mapRect(rect)
    return Box(moved.left() - grow, moved.top() - grow, moved.right() + grow, moved.bottom() + grow)


def _paint_moved_shadows(canvas: Any, actors: Sequence[_Actor]) -> None:
    """Shadows of the characters of each span together; a blurred character paints its own."""
    spans: dict[int, list[_Actor]] = {}
    for actor in actors:
        if not actor.blurred:
            spans.setdefault(actor.span, []).append(actor)
    for members in spans.values():
        area = members[0].area
        for actor in members[1:]:
            area = area.joined(actor.area)
        casts = [Cast(actor.ink, actor.matrix, actor.state.alpha) for actor in members]
        paint_shadows_together(canvas, casts, area)


def _within(canvas: Any, actor: _Actor, *passes: Any) -> None:
    """Run passes under a character's matrix, opacity and blur, as one group."""
    skia = load_skia()
    state = actor.state
    canvas.save()
    if actor.grouped:
        group = skia.Paint(Alphaf=min(state.alpha, 1.0))
        if actor.blurred:
            sigma = min(state.blur_px, MAX_BLUR_PX)
            group.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
        area = actor.area
        bounds = skia.Rect.MakeLTRB(area.left, area.top, area.right, area.bottom)
        canvas.saveLayer(bounds, group)
    canvas.concat(actor.matrix)
    for paint in passes:
        paint(canvas, actor.ink)
    if actor.grouped:
        canvas.restore()
    canvas.restore()


# -- backgrounds of moving characters --------------------------------------------------------------


def _opacity(backing: Backing, states: Sequence[CharacterState]) -> float:
    members = range(backing.first, backing.last + 1)
    shown = (_state(states, index) for index in members)
    return min(max(state.alpha if state.visible else 0.0 for state in shown), 1.0)


def _reach(backing: Backing, layout: TextLayout, states: Sequence[CharacterState]) -> Box:
    if not backing.own:
        return backing.box
    state = _state(states, backing.first)
    return _moved(backing.box, matrix_of(state, layout.characters[backing.first].box))


def _paint_moved_backing(
    canvas: Any,
    layout: TextLayout,
    backing: Backing,
    states: Sequence[CharacterState],
    alpha: float,
) -> None:
    background = layout.content.background
    if background is None:
        return
    canvas.save()
    if backing.own:
        state = _state(states, backing.first)
        canvas.concat(matrix_of(state, layout.characters[backing.first].box))
    paint_backing(canvas, backing, background, alpha)
    canvas.restore()
