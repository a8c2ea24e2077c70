"""Characters of a moving block: what each draws, where, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cutroom.core.typography import Echo
from cutroom.text.boxes import Box
from cutroom.text.characters import AT_REST, CharacterState, is_sound, matrix_of
from cutroom.text.clusters import reads_leftwards
from cutroom.text.engines import load_skia
from cutroom.text.ink import BlockInk, Ink
from cutroom.text.layout import Character, TextLayout
from cutroom.text.passes import (
    SIGMAS,
    Cast,
    inked_area,
    paint_extrusion,
    paint_fill,
    paint_shadows,
    paint_shadows_together,
    paint_strokes,
)
from cutroom.text.tinting import paint_hollow, paint_tinted

MAX_BLUR_PX = 400.0
MAX_ECHOES = 64


@dataclass(frozen=True, slots=True)
class Actor:
    """A visible character: its ink, state, ``skia.Matrix`` and everything it reaches.

    ``cell`` is the cell of the glyphs that are shown, in which the matrix begins.
    """

    character: Character
    cell: Box
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


def state_of(states: Sequence[CharacterState], index: int) -> CharacterState:
    """The state of a character, at rest when there is none or when it is no number."""
    state = states[index] if index < len(states) else AT_REST
    return state if is_sound(state) else AT_REST


def place_of(layout: TextLayout, character: Character, state: CharacterState) -> Any:
    """The ``skia.Matrix`` from a character of the straight block to where its state takes it."""
    matrix = matrix_of(state, character.box)
    if layout.bend is not None:
        matrix.postConcat(layout.bend.matrix(character.box))
    return matrix


def actors_of(layout: TextLayout, block: BlockInk, states: Sequence[CharacterState]) -> list[Actor]:
    """The characters that can be seen, in reading order."""
    actors = []
    for character in layout.characters:
        state = state_of(states, character.index)
        if not state.visible:
            continue
        shown = character
        if 0 <= state.shows < len(layout.characters):
            shown = layout.characters[state.shows]
        ink = block.characters[shown.index]
        still = inked_area(ink)
        if still is None:
            continue
        matrix = place_of(layout, character, state)
        if shown is not character:
            matrix.preTranslate(
                character.box.center_x - shown.box.center_x,
                character.box.center_y - shown.box.center_y,
            )
        blur = SIGMAS * min(max(state.blur_px, 0.0), MAX_BLUR_PX)
        area = still.moved(matrix).grown(blur)
        for echo in state.echoes[:MAX_ECHOES]:
            copied = still.moved(_echo_matrix(matrix, echo, shown.box, ink.metrics.em_px))
            area = area.joined(copied)
        actors.append(Actor(character, shown.box, ink, state, matrix, area))
    return actors


def paint_actor_shadows(canvas: Any, actors: Sequence[Actor]) -> None:
    """Shadows of the characters of each style together; a blurred character paints its own."""
    styles: dict[int, list[Actor]] = {}
    for actor in actors:
        if not actor.blurred:
            styles.setdefault(id(actor.ink.metrics), []).append(actor)
    for members in styles.values():
        area = members[0].area
        for actor in members[1:]:
            area = area.joined(actor.area)
        casts = [Cast(actor.ink, actor.matrix, actor.state.alpha) for actor in members]
        paint_shadows_together(canvas, casts, area)


def paint_actors(canvas: Any, actors: Sequence[Actor]) -> None:
    """Echoes, bodies and strokes of all, then their fills, so that nothing covers a neighbour's fill."""
    for actor in actors:
        for echo in actor.state.echoes[:MAX_ECHOES]:
            _paint_echo(canvas, actor, echo)
    for paint in (paint_extrusion, paint_strokes):
        for actor in actors:
            if not actor.grouped:
                with_matrix(canvas, actor.matrix, paint, actor.ink)
    for actor in actors:
        if actor.grouped:
            _paint_group(canvas, actor)
        else:
            canvas.save()
            canvas.concat(actor.matrix)
            _paint_dressed_fill(canvas, actor)
            canvas.restore()


def with_matrix(canvas: Any, matrix: Any, paint: Any, ink: Ink) -> None:
    """Run one pass under a ``skia.Matrix`` (None: as it is)."""
    if matrix is None:
        paint(canvas, ink)
        return
    canvas.save()
    canvas.concat(matrix)
    paint(canvas, ink)
    canvas.restore()


def _paint_group(canvas: Any, actor: Actor) -> None:
    """All passes of a faint or blurred character, as one layer."""
    skia = load_skia()
    state = actor.state
    group = skia.Paint(Alphaf=min(state.alpha, 1.0))
    if actor.blurred:
        sigma = min(state.blur_px, MAX_BLUR_PX)
        group.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal))
    canvas.saveLayer(actor.area.rect(), group)
    canvas.concat(actor.matrix)
    if actor.blurred:
        paint_shadows(canvas, actor.ink)
    paint_extrusion(canvas, actor.ink)
    paint_strokes(canvas, actor.ink)
    _paint_dressed_fill(canvas, actor)
    canvas.restore()


def _paint_dressed_fill(canvas: Any, actor: Actor) -> None:
    state, tint = actor.state, actor.state.tint
    if tint is not None and (tint.reach == 0.0 or tint.amount <= 0.0):
        tint = None
    part = None if tint is None else _tinted_part(actor, tint.reach)
    if state.hollow > 0.0:
        paint_hollow(canvas, actor.ink, min(state.hollow, 1.0), tint, part)
    else:
        paint_tinted(canvas, actor.ink, tint, part)


def _tinted_part(actor: Actor, reach: float) -> Box | None:
    """The share of a character's cell at the end that ``reach`` means; None for all of it."""
    if abs(reach) >= 1.0:
        return None
    cell, far = actor.cell, actor.ink.metrics.line_px * 2
    share = (cell.right - cell.left) * abs(reach)
    if reads_leftwards(actor.character.text) != (reach < 0.0):
        return Box(cell.right - share, cell.top - far, cell.right + far, cell.bottom + far)
    return Box(cell.left - far, cell.top - far, cell.left + share, cell.bottom + far)


def _paint_echo(canvas: Any, actor: Actor, echo: Echo) -> None:
    alpha = min(max(echo.alpha * actor.state.alpha, 0.0), 1.0)
    if alpha <= 0.0:
        return
    skia = load_skia()
    matrix = _echo_matrix(actor.matrix, echo, actor.cell, actor.ink.metrics.em_px)
    canvas.save()
    if alpha < 1.0:
        canvas.saveLayer(inked_area_under(actor.ink, matrix).rect(), skia.Paint(Alphaf=alpha))
    canvas.concat(matrix)
    paint_strokes(canvas, actor.ink)
    paint_fill(canvas, actor.ink)
    if alpha < 1.0:
        canvas.restore()
    canvas.restore()


def inked_area_under(ink: Ink, matrix: Any) -> Box:
    """Everything an ink draws under a ``skia.Matrix``; the ink must not be empty."""
    still = inked_area(ink)
    assert still is not None
    return still.moved(matrix)


def _echo_matrix(matrix: Any, echo: Echo, cell: Box, em_px: float) -> Any:
    """The matrix of an echo: about the cell's middle, before the character's own."""
    skia = load_skia()
    own = skia.Matrix.Translate(-cell.center_x, -cell.center_y)
    own.postScale(echo.scale, echo.scale)
    own.postRotate(echo.rotation)
    own.postTranslate(cell.center_x + echo.dx * em_px, cell.center_y + echo.dy * em_px)
    return skia.Matrix.Concat(matrix, own)
