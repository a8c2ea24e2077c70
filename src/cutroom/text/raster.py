"""A layout as a picture.

Painted in this order over the whole block, so that nothing covers a neighbour's fill: bubble,
background boxes, shadows and glow, extruded bodies, strokes from the widest, fills with inner shadows.
Drawing is thread-safe: every call has a surface of its own, and what is shared is made under locks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cutroom.core.typography import Ornament
from cutroom.picture.picture import Picture
from cutroom.text.actors import (
    Actor,
    actors_of,
    paint_actor_shadows,
    paint_actors,
    place_of,
    state_of,
    with_matrix,
)
from cutroom.text.background import Backing, backing_area, backings, paint_backing
from cutroom.text.boxes import Box
from cutroom.text.bubbles import bubble_area, paint_bubble
from cutroom.text.characters import CharacterState as CharacterState
from cutroom.text.depth import paint_body
from cutroom.text.echoes import echo_areas, lay_echoes
from cutroom.text.ink import ink_of
from cutroom.text.layout import Character, TextLayout
from cutroom.text.ornaments import ornament_box, paint_ornament
from cutroom.text.passes import (
    inked_area,
    paint_fill,
    paint_shadows,
    paint_strokes,
)
from cutroom.text.surface import frame_around, open_sheet

MAX_ORNAMENTS = 24
"""Most ornaments that are drawn beside one character."""


@dataclass(frozen=True, slots=True)
class TextSprite:
    """A premultiplied RGBA picture; its top-left corner lies at (left, top) from the anchor, px."""

    picture: Picture
    left: int
    top: int


def draw_text(layout: TextLayout, scale: float = 1.0) -> TextSprite:
    """Draw a block at rest, ``scale`` times the size it was laid out for.

    The sprite holds everything drawn: strokes, shadows, glow, background and bubble included, within
    the limits of :func:`cutroom.text.surface.frame_around`. Raises :class:`RenderError` when Skia
    cannot be loaded.
    """
    ink = ink_of(layout)
    boxes = backings(layout)
    matrices = [_backing_matrix(backing, layout, ()) for backing in boxes]
    areas = [backing_area(b, layout, m) for b, m in zip(boxes, matrices, strict=True)]
    areas += [area for span in ink.spans if (area := inked_area(span)) is not None]
    bubble = bubble_area(layout)
    areas += [bubble] if bubble is not None else []
    sheet = open_sheet(frame_around(areas, scale), scale)
    paint_bubble(sheet.canvas, layout)
    for backing, matrix in zip(boxes, matrices, strict=True):
        paint_backing(sheet.canvas, backing, layout, matrix, 1.0)
    for span in ink.spans:
        paint_shadows(sheet.canvas, span)
    for span in ink.spans:
        paint_body(sheet.canvas, span)
    for paint in (paint_strokes, paint_fill):
        for piece in ink.pieces:
            with_matrix(sheet.canvas, piece.matrix, paint, piece.ink)
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


def draw_characters(
    layout: TextLayout, states: Sequence[CharacterState], scale: float = 1.0
) -> TextSprite:
    """Draw a block with every character in a state of its own.

    ``states`` go with ``layout.characters`` by index; characters beyond them are at rest. A
    character's own box moves with it; a bubble and a line's or block's box stay and are as visible as
    their most visible character. Outlines are made once per layout and drawn anew for every frame, so
    that a character that grows stays sharp.
    """
    actors = actors_of(layout, ink_of(layout), states)
    boxes = [(backing, _opacity(backing, states)) for backing in backings(layout)]
    boxes = [(backing, alpha) for backing, alpha in boxes if alpha > 0.0]
    matrices = [_backing_matrix(backing, layout, states) for backing, _alpha in boxes]
    beside = list(_ornaments(layout, states))
    areas = [backing_area(b, layout, m) for (b, _), m in zip(boxes, matrices, strict=True)]
    areas += [actor.area for actor in actors]
    areas += [_ornament_area(layout, character, each) for character, each in beside]
    bubble = bubble_area(layout)
    areas += [bubble] if bubble is not None else []
    echoes = next((actor.state.echoes for actor in actors if actor.state.echoes), ())
    if echoes:
        areas += echo_areas(echoes, _whole(actors), layout.styles[0].em_px)
    sheet = open_sheet(frame_around(areas, scale), scale)
    everyone = Backing(layout.box, 0, max(len(layout.characters) - 1, 0))
    paint_bubble(sheet.canvas, layout, _opacity(everyone, states))
    for (backing, alpha), matrix in zip(boxes, matrices, strict=True):
        paint_backing(sheet.canvas, backing, layout, matrix, alpha)
    _paint_ornaments(sheet.canvas, layout, [each for each in beside if each[1].behind])
    paint_actor_shadows(sheet.canvas, actors)
    if echoes:
        body = open_sheet(frame_around([_whole(actors)], scale), scale)
        paint_actors(body.canvas, actors)
        lay_echoes(sheet, body, echoes, layout.styles[0].em_px * scale)
    else:
        paint_actors(sheet.canvas, actors)
    _paint_ornaments(sheet.canvas, layout, [each for each in beside if not each[1].behind])
    return TextSprite(Picture.from_rgba(sheet.pixels), sheet.frame.left, sheet.frame.top)


def _whole(actors: Sequence[Actor]) -> Box:
    whole = actors[0].area
    for actor in actors[1:]:
        whole = whole.joined(actor.area)
    return whole


def _opacity(backing: Backing, states: Sequence[CharacterState]) -> float:
    members = range(backing.first, backing.last + 1)
    shown = (state_of(states, index) for index in members)
    return min(max(state.alpha if state.visible else 0.0 for state in shown), 1.0)


def _backing_matrix(backing: Backing, layout: TextLayout, states: Sequence[CharacterState]) -> Any:
    """Where a character's own box goes with it; None for the boxes of lines and blocks."""
    if not backing.own:
        return None
    return place_of(layout, layout.characters[backing.first], state_of(states, backing.first))


def _ornaments(
    layout: TextLayout, states: Sequence[CharacterState]
) -> Iterator[tuple[Character, Ornament]]:
    for character in layout.characters:
        state = state_of(states, character.index)
        for ornament in state.ornaments[:MAX_ORNAMENTS]:
            yield character, ornament


def _ornament_area(layout: TextLayout, character: Character, ornament: Ornament) -> Box:
    box = ornament_box(ornament, character.box, layout.styles[character.span].em_px)
    return box if layout.bend is None else box.moved(layout.bend.matrix(character.box))


def _paint_ornaments(
    canvas: Any, layout: TextLayout, beside: Sequence[tuple[Character, Ornament]]
) -> None:
    for character, ornament in beside:
        canvas.save()
        if layout.bend is not None:
            canvas.concat(layout.bend.matrix(character.box))
        paint_ornament(canvas, ornament, character.box, layout.styles[character.span])
        canvas.restore()
