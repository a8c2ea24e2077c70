"""Text clips as pictures: laid out once, drawn at the size they are shown at, kept while unchanged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import numpy as np

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.geometry import Size
from cutroom.effects.spec import Part, Pose
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, scaling, translation
from cutroom.render.effects import EffectBook
from cutroom.render.keep import Keep
from cutroom.render.masks import Stencil
from cutroom.render.motion import combined, moment_of
from cutroom.render.shots import Key, Shot
from cutroom.render.stance import MOST_DRAWN_SCALE, drawing_scale
from cutroom.text.characters import CharacterState
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.raster import TextSprite, draw_characters, draw_text
from cutroom.text.words import said_times, word_numbers, word_windows
from cutroom.timeline.model import TextContent

_SPRITES_BUDGET = 96 << 20
_MOST_LAYOUTS = 64
_MOST_MOVING = 8
"""Texts whose characters were moving lately; each keeps its last picture, for frames between steps."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A drawn text: its picture, the matrix from picture pixels to block pixels, the block's size.

    Block pixels have their origin at the top-left corner of the laid-out block at scale 1.
    """

    picture: Picture
    to_block: Matrix
    block: Size

    @property
    def byte_size(self) -> int:
        """Bytes of the picture."""
        return self.picture.byte_size


@dataclass(frozen=True, slots=True)
class _Moving:
    """A text as it was drawn last, and how its characters stood."""

    states: tuple[CharacterState, ...]
    scale: float
    drawn: Lettered


class Lettering:
    """Lays text out and draws it."""

    def __init__(self, faces: FaceLibrary, book: EffectBook, log: DiagnosticLog) -> None:
        """``log`` gets what the layout has to say about fonts and characters."""
        self._faces, self._book, self._log = faces, book, log
        self._layouts: dict[Key, TextLayout] = {}
        self._stencils: dict[TextContent, TextLayout] = {}
        self._sprites: Keep[Lettered] = Keep(_SPRITES_BUDGET)
        self._moving: dict[Key, _Moving] = {}
        self._parts: WeakKeyDictionary[TextLayout, tuple[Part, ...]] = WeakKeyDictionary()

    def draw(self, shot: Shot) -> Lettered:
        """The text of a shot at the largest scale its clip reaches."""
        layout = self._layout(shot)
        scale = drawing_scale(shot.clip)
        if shot.stirring.per_character and layout.characters:
            return self._draw_characters(shot, layout, scale)
        return self._sprites.get(
            (shot.key, scale), lambda: _lettered(draw_text(layout, scale), layout, scale)
        )

    def stencil(self, content: TextContent, zoom: float, where: str) -> Stencil:
        """A text as a shape at ``zoom`` pixels per canvas pixel."""
        found = self._stencils.get(content)
        if found is None:
            found = lay_out(content, self._faces, where=where)
            self._log.extend(found.diagnostics)
            if len(self._stencils) >= _MOST_LAYOUTS:
                del self._stencils[next(iter(self._stencils))]
            self._stencils[content] = found
        sprite = draw_text(found, min(max(zoom, 1e-2), MOST_DRAWN_SCALE))
        alpha = sprite.picture.alpha
        if alpha is None:
            alpha = np.full((sprite.picture.height, sprite.picture.width), 255, np.uint8)
        return Stencil(alpha, sprite.left, sprite.top)

    def _layout(self, shot: Shot) -> TextLayout:
        found = self._layouts.get(shot.key)
        if found is None:
            content = shot.clip.content
            assert isinstance(content, TextContent)
            found = lay_out(content, self._faces, where=shot.clip.where)
            self._log.extend(found.diagnostics)
            if len(self._layouts) >= _MOST_LAYOUTS:
                del self._layouts[next(iter(self._layouts))]
            self._layouts[shot.key] = found
        return found

    def _draw_characters(self, shot: Shot, layout: TextLayout, scale: float) -> Lettered:
        states = tuple(self._state(shot, layout, part) for part in self._parts_of(layout))
        last = self._moving.pop(shot.key, None)
        if last is None or last.states != states or last.scale != scale:
            drawn = _lettered(draw_characters(layout, states, scale), layout, scale)
            last = _Moving(states, scale, drawn)
        if len(self._moving) >= _MOST_MOVING:
            del self._moving[next(iter(self._moving))]
        self._moving[shot.key] = last
        return last.drawn

    def _parts_of(self, layout: TextLayout) -> tuple[Part, ...]:
        found = self._parts.get(layout)
        if found is None:
            found = self._parts[layout] = parts_of(layout)
        return found

    def _state(self, shot: Shot, layout: TextLayout, part: Part) -> CharacterState:
        pose = Pose()
        for span in shot.stirring.per_character:
            moment = moment_of(span, shot.frame, shot.timeline.fps)
            told = _since(part, float(span.start_frame / shot.timeline.fps))
            pose = combined(pose, self._book.pose(span, moment, told, shot.clip.where))
        em_px = layout.styles[layout.characters[part.index].span].em_px
        # The layout is in canvas pixels at scale 1; the placement's scale comes on top of it.
        grown = max(abs(shot.stance.scale_x), 1e-3)
        return state_of(
            pose, em_px, Size(shot.timeline.width / grown, shot.timeline.height / grown)
        )


def parts_of(layout: TextLayout) -> tuple[Part, ...]:
    """What motions are told about every character of a layout."""
    box = layout.straight_box
    numbers, times, windows = word_numbers(layout), said_times(layout), word_windows(layout)
    parts = []
    for character, word, said, window in zip(
        layout.characters, numbers, times, windows, strict=True
    ):
        em_px = max(layout.styles[character.span].em_px, 1e-3)
        parts.append(
            Part(
                index=character.index,
                count=len(layout.characters),
                line=character.line,
                lines=len(layout.lines),
                word=word,
                words=max(numbers) + 1,
                x=(character.box.center_x - box.center_x) / em_px,
                y=(character.box.center_y - box.center_y) / em_px,
                width=(box.right - box.left) / em_px,
                height=(box.bottom - box.top) / em_px,
                advance=(character.box.right - character.box.left) / em_px,
                said_s=said,
                word_s=window,
                white=character.text.isspace(),
            )
        )
    return tuple(parts)


def _since(part: Part, start_s: float) -> Part:
    """The part with the times of its word counted from the start of a span."""
    if part.said_s is None or part.word_s is None or start_s == 0.0:
        return part
    said, word = part.said_s, part.word_s
    return replace(
        part,
        said_s=(said[0] - start_s, said[1] - start_s),
        word_s=(word[0] - start_s, word[1] - start_s),
    )


def state_of(pose: Pose, em_px: float, canvas: Size) -> CharacterState:
    """A pose as the state of a character; ``canvas`` is the canvas in layout pixels."""
    return CharacterState(
        dx_px=pose.x * canvas.width + pose.own_x * em_px,
        dy_px=pose.y * canvas.height + pose.own_y * em_px,
        scale_x=pose.scale_x,
        scale_y=pose.scale_y,
        rotation=pose.rotation,
        skew=pose.skew,
        tilt_x=pose.tilt_x,
        tilt_y=pose.tilt_y,
        alpha=min(max(pose.alpha, 0.0), 1.0),
        blur_px=pose.blur * min(canvas.width, canvas.height),
        anchor_x=pose.anchor[0],
        anchor_y=pose.anchor[1],
        tint=pose.tint,
        hollow=pose.hollow,
        shows=pose.shows,
        ornaments=pose.ornaments,
        echoes=pose.echoes,
    )


def _lettered(sprite: TextSprite, layout: TextLayout, scale: float) -> Lettered:
    block = Size(max(layout.size.width, 1.0), max(layout.size.height, 1.0))
    to_block = (
        translation(block.width / 2, block.height / 2)
        @ scaling(1 / scale, 1 / scale)
        @ translation(sprite.left, sprite.top)
    )
    return Lettered(sprite.picture, to_block, block)
