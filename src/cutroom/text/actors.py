"""Characters of a moving block: what each draws, where, and how it is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import cv2
import numpy as np

from cutroom.text.boxes import Box
from cutroom.text.characters import AT_REST, CharacterState, is_sound, matrix_of
from cutroom.text.clusters import reads_leftwards
from cutroom.text.depth import paint_bodies, paint_body
from cutroom.text.engines import load_skia
from cutroom.text.ink import BlockInk, Ink
from cutroom.text.layout import Character, TextLayout
from cutroom.text.passes import (
    SIGMAS,
    Cast,
    inked_area,
    paint_shadows,
    paint_shadows_together,
    paint_strokes,
)
from cutroom.text.surface import frame_around
from cutroom.text.tinting import paint_hollow, paint_tinted

MAX_BLUR_PX = 400.0
ENOUGH_SIGMA_PX = 4.0
MAX_BLURRED_SIDE = 2048


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
    vertical: bool = False

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
        vertical = layout.content.vertical
        actors.append(Actor(character, shown.box, ink, state, matrix, area, vertical))
    return actors


def paint_actor_shadows(canvas: Any, actors: Sequence[Actor]) -> None:
    """Shadows and bodies of the characters of each style together; a blurred one paints its own."""
    styles: dict[int, list[Actor]] = {}
    for actor in actors:
        if not actor.blurred:
            styles.setdefault(id(actor.ink.metrics), []).append(actor)
    groups = [
        [Cast(each.ink, each.matrix, min(each.state.alpha, 1.0)) for each in members]
        for members in styles.values()
    ]
    for casts, members in zip(groups, styles.values(), strict=True):
        area = members[0].area
        for actor in members[1:]:
            area = area.joined(actor.area)
        paint_shadows_together(canvas, casts, area)
    for casts in groups:
        paint_bodies(canvas, casts)


def paint_actors(canvas: Any, actors: Sequence[Actor]) -> None:
    """The strokes of all, then their fills, so that nothing covers a neighbour's fill."""
    for actor in actors:
        if not actor.grouped:
            with_matrix(canvas, actor.matrix, paint_strokes, actor.ink)
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
    if actor.blurred:
        _paint_blurred(canvas, actor)
        return
    skia = load_skia()
    canvas.saveLayer(actor.area.rect(), skia.Paint(Alphaf=min(actor.state.alpha, 1.0)))
    canvas.concat(actor.matrix)
    paint_strokes(canvas, actor.ink)
    _paint_dressed_fill(canvas, actor)
    canvas.restore()


def _paint_blurred(canvas: Any, actor: Actor) -> None:
    """A blurred character, shadow and body included.

    It is drawn at the size at which its blur is a few pixels wide: more could not be seen, and a wide
    blur of a large layer would cost more than all the rest.
    """
    skia = load_skia()
    total = canvas.getTotalMatrix()
    scale = max(abs(total.getScaleX()), 1e-6)
    sigma = min(actor.state.blur_px, MAX_BLUR_PX)
    frame = frame_around([actor.area], scale)
    width, height = frame.right - frame.left, frame.bottom - frame.top
    shrink = max(
        sigma * scale / ENOUGH_SIGMA_PX, width / MAX_BLURRED_SIDE, height / MAX_BLURRED_SIDE, 1.0
    )
    size = ceil(height / shrink), ceil(width / shrink), 4
    pixels = np.zeros(size, np.uint8)
    small = skia.Surface(pixels, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    sheet = small.getCanvas()
    sheet.scale(size[1] / width * scale, size[0] / height * scale)
    sheet.translate(-frame.left / scale, -frame.top / scale)
    blur = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal)
    sheet.saveLayer(None, skia.Paint(ImageFilter=blur))
    sheet.concat(actor.matrix)
    paint_shadows(sheet, actor.ink)
    paint_body(sheet, actor.ink)
    paint_strokes(sheet, actor.ink)
    _paint_dressed_fill(sheet, actor)
    sheet.restore()
    grown = np.ascontiguousarray(cv2.resize(pixels, (width, height)))
    whole = skia.Surface(grown, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    canvas.save()
    canvas.setMatrix(skia.Matrix.Translate(total.getTranslateX(), total.getTranslateY()))
    faint = skia.Paint(Alphaf=min(actor.state.alpha, 1.0))
    image = whole.makeImageSnapshot()
    canvas.drawImage(image, frame.left, frame.top, skia.SamplingOptions(), faint)
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
    if actor.vertical:
        share = (cell.bottom - cell.top) * abs(reach)
        if reach < 0.0:
            return Box(cell.left - far, cell.bottom - share, cell.right + far, cell.bottom + far)
        return Box(cell.left - far, cell.top - far, cell.right + far, cell.top + share)
    share = (cell.right - cell.left) * abs(reach)
    if reads_leftwards(actor.character.text) != (reach < 0.0):
        return Box(cell.right - share, cell.top - far, cell.right + far, cell.bottom + far)
    return Box(cell.left - far, cell.top - far, cell.left + share, cell.bottom + far)
