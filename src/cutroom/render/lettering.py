"""Text clips as pictures: laid out once, drawn at the size they are shown at, kept while unchanged."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.geometry import Size
from cutroom.effects.spec import Part, Pose
from cutroom.picture.picture import Picture
from cutroom.picture.resample import Matrix, scaling, translation
from cutroom.render.effects import EffectBook
from cutroom.render.keep import Keep
from cutroom.render.motion import combined, moment_of
from cutroom.render.shots import Key, Shot
from cutroom.render.stickers import StickerPainter
from cutroom.text.characters import CharacterState
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.raster import TextSprite, draw_characters, draw_text
from cutroom.timeline.model import Clip, TextContent

_SPRITES_BUDGET = 96 << 20
_MOST_LAYOUTS = 64
_MOST_SCALE = 16.0


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


class Lettering:
    """Lays text out and draws it; ``stickers`` draws those, in the same faces."""

    def __init__(self, faces: FaceLibrary, book: EffectBook, log: DiagnosticLog) -> None:
        """``log`` gets what the layout has to say about fonts and characters."""
        self._faces, self._book, self._log = faces, book, log
        self.stickers = StickerPainter(faces, log)
        self._layouts: dict[Key, TextLayout] = {}
        self._sprites: Keep[Lettered] = Keep(_SPRITES_BUDGET)

    def draw(self, shot: Shot) -> Lettered:
        """The text of a shot at the largest scale its clip reaches."""
        layout = self._layout(shot)
        scale = drawing_scale(shot.clip)
        if shot.stirring.per_character and layout.characters:
            return self._draw_characters(shot, layout, scale)
        return self._sprites.get(
            (shot.key, scale), lambda: _lettered(draw_text(layout, scale), layout, scale)
        )

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
        states = [self._state(shot, layout, index) for index in range(len(layout.characters))]
        return _lettered(draw_characters(layout, states, scale), layout, scale)

    def _state(self, shot: Shot, layout: TextLayout, index: int) -> CharacterState:
        character = layout.characters[index]
        part = Part(index, len(layout.characters), character.line, len(layout.lines))
        pose = Pose()
        for span in shot.stirring.per_character:
            moment = moment_of(span, shot.frame, shot.timeline.fps)
            pose = combined(pose, self._book.pose(span, moment, part, shot.clip.where))
        em_px = layout.styles[character.span].em_px
        # The layout is in canvas pixels at scale 1; the placement's scale comes on top of it.
        grown = max(abs(shot.stance.scale_x), 1e-3)
        return CharacterState(
            dx_px=pose.x * shot.timeline.width / grown + pose.own_x * em_px,
            dy_px=pose.y * shot.timeline.height / grown + pose.own_y * em_px,
            scale_x=pose.scale_x,
            scale_y=pose.scale_y,
            rotation=pose.rotation,
            skew=pose.skew,
            tilt_x=pose.tilt_x,
            tilt_y=pose.tilt_y,
            alpha=min(max(pose.alpha, 0.0), 1.0),
            blur_px=pose.blur * min(shot.timeline.width, shot.timeline.height) / grown,
            anchor_x=pose.anchor[0],
            anchor_y=pose.anchor[1],
        )


def drawing_scale(clip: Clip) -> float:
    """The scale to draw at: exactly the clip's when it never changes, else its largest."""
    placement = clip.placement
    peak = max(
        (abs(key.value) for curve in (placement.scale_x, placement.scale_y) for key in curve.keys),
        default=1.0,
    )
    return min(max(peak, 1e-2), _MOST_SCALE)


def _lettered(sprite: TextSprite, layout: TextLayout, scale: float) -> Lettered:
    block = Size(max(layout.size.width, 1.0), max(layout.size.height, 1.0))
    to_block = (
        translation(block.width / 2, block.height / 2)
        @ scaling(1 / scale, 1 / scale)
        @ translation(sprite.left, sprite.top)
    )
    return Lettered(sprite.picture, to_block, block)
