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
from cutroom.text.passes import SIGMAS, inked_area, paint_fill, paint_shadows, paint_strokes
from cutroom.text.surface import frame_around, open_sheet

MAX_REMEMBERED_SHADOWS = 512
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
    inks = ink_of(layout).spans
    boxes = backings(layout)
    areas = [backing.box for backing in boxes]
    areas += [area for ink in inks if (area := inked_area(ink)) is not None]
    sheet = open_sheet(frame_around(areas, scale), scale)
    background = layout.content.background
    if background is not None:
        for backing in boxes:
            paint_backing(sheet.canvas, backing, background, 1.0)
    for paint in (paint_shadows, paint_strokes, paint_fill):
        for ink in inks:
            paint(sheet.canvas, ink)
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


def draw_characters(
    layout: TextLayout, states: Sequence[CharacterState], scale: float = 1.0
) -> TextSprite:
    """Draw a block with every character in a state of its own.

    ``states`` go with ``layout.characters`` by index; characters beyond them are at rest. A
    character's own box moves with it; a line's or block's box stays and is as visible as its most
    visible character. Blurred shadows are drawn once per layout and scale and then moved, so a
    frame costs little more than its fills.
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
    for actor in actors:
        _paint_moved_shadow(sheet.canvas, block, actor, scale)
    for actor in actors:
        if actor.state.alpha >= 1.0 and actor.state.blur_px <= 0.0:
            _within(sheet.canvas, actor, paint_strokes)
    for actor in actors:
        if actor.state.alpha >= 1.0 and actor.state.blur_px <= 0.0:
            _within(sheet.canvas, actor, paint_fill)
        else:
            _within(sheet.canvas, actor, paint_strokes, paint_fill)
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


@dataclass(frozen=True, slots=True)
class _Actor:
    """A visible character: its ink, state, ``skia.Matrix`` and everything it reaches."""

    index: int
    ink: Ink
    state: CharacterState
    matrix: Any
    area: Box


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
        actors.append(_Actor(character.index, ink, state, matrix, area))
    return actors


def _moved(box: Box, matrix: Any, grow: float = 0.0) -> Box:
    rect = load_skia().Rect.MakeLTRB(box.left, box.top, box.right, box.bottom)
    moved = matrix.mapRect(rect)
    return Box(moved.left() - grow, moved.top() - grow, moved.right() + grow, moved.bottom() + grow)


def _within(canvas: Any, actor: _Actor, *passes: Any) -> None:
    """Run passes under a character's matrix, opacity and blur, as one group."""
    skia = load_skia()
    state = actor.state
    canvas.save()
    group = skia.Paint(Alphaf=min(state.alpha, 1.0))
    if state.blur_px > 0.0:
        sigma = min(state.blur_px, MAX_BLUR_PX)
        group.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
    if state.alpha < 1.0 or state.blur_px > 0.0:
        area = actor.area
        bounds = skia.Rect.MakeLTRB(area.left, area.top, area.right, area.bottom)
        canvas.saveLayer(bounds, group)
    canvas.concat(actor.matrix)
    for paint in passes:
        paint(canvas, actor.ink)
    if state.alpha < 1.0 or state.blur_px > 0.0:
        canvas.restore()
    canvas.restore()


def _paint_moved_shadow(canvas: Any, block: BlockInk, actor: _Actor, scale: float) -> None:
    style = actor.ink.metrics.style
    if not style.shadows and style.glow is None:
        return
    skia = load_skia()
    image, left, top = _still_shadow(block, actor, scale)

    def paint(target: Any, _ink: Ink) -> None:
        target.scale(1 / scale, 1 / scale)
        target.drawImage(image, left, top, skia.SamplingOptions(skia.FilterMode.kLinear))

    _within(canvas, actor, paint)


def _still_shadow(block: BlockInk, actor: _Actor, scale: float) -> tuple[Any, int, int]:
    """A character's shadows and glow at rest as a ``skia.Image``, with its place in output px."""
    key = (actor.index, scale)
    known = block.shadows.get(key)
    if known is not None:
        return known
    area = inked_area(actor.ink)
    sheet = open_sheet(frame_around([area] if area is not None else [], scale), scale)
    paint_shadows(sheet.canvas, actor.ink)
    made = (sheet.surface.makeImageSnapshot(), sheet.frame.left, sheet.frame.top)
    if len(block.shadows) >= MAX_REMEMBERED_SHADOWS:
        block.shadows.clear()
    block.shadows[key] = made
    return made


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
