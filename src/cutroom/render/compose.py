"""One scene and its media pictures → one picture.

Painting goes back to front from the lowest step that can be seen. A frame whose sprites are the
same objects as those of the frame before it is not painted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cutroom.core.color import BLACK, Color
from cutroom.picture.over import Box, Canvas, Sprite
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import crop, flatten, solid
from cutroom.render.backdrop import blurred_fill, covering
from cutroom.render.blends import blend
from cutroom.render.clips import ClipPainter, cropped
from cutroom.render.effects import At, EffectBook
from cutroom.render.footage import BACKDROP
from cutroom.render.inks import Inks
from cutroom.render.shots import Key, Scene, Shot, Step
from cutroom.timeline.model import Backdrop, BlendMode, Timeline

Pictures = Mapping[Key, Picture]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A shot ready to be painted: what fills the canvas behind it, then its sprite."""

    fill: Picture | None
    sprite: Sprite | None
    alpha: float
    blend: BlendMode

    def same_as(self, other: Drawing) -> bool:
        """Whether both paint the very same pictures the same way."""
        return (
            self.fill is other.fill
            and self.sprite is other.sprite
            and self.alpha == other.alpha
            and self.blend == other.blend
        )

    def hides(self, canvas: Box) -> bool:
        """Whether nothing below can be seen."""
        return self.fill is not None or self.fills(canvas)

    def fills(self, canvas: Box) -> bool:
        """Whether the sprite alone covers everything."""
        sprite = self.sprite
        return (
            sprite is not None
            and self.alpha >= 1.0
            and self.blend == "normal"
            and (sprite.picture.opaque or sprite.solid == canvas)
            and sprite.box == canvas
        )


@dataclass(frozen=True, slots=True)
class _Painted:
    """The last frame: what it was painted from, and the result."""

    drawings: tuple[Drawing, ...]
    picture: Picture


class Composer:
    """Composes the frames of one timeline, in any order."""

    def __init__(
        self, timeline: Timeline, book: EffectBook, inks: Inks, ground: Color | None
    ) -> None:
        """``ground`` is the colour under everything, None for transparent (a nested timeline)."""
        self._timeline, self._book, self._inks = timeline, book, inks
        self._canvas = Box(0, 0, timeline.width, timeline.height)
        self._painter = ClipPainter(book, inks)
        self._nested: dict[Key, Composer] = {}
        self._fills: dict[Key, tuple[Picture | None, Picture]] = {}
        self._last: _Painted | None = None
        self._ground = ground
        self._ground_picture: Picture | None = None

    def compose(self, scene: Scene, pictures: Pictures) -> Picture:
        """The picture of a scene; ``pictures`` holds its media by clip key."""
        self._forget_passed(scene)
        drawings = self._drawings(scene, pictures)
        steps = [
            step for step in scene.steps if step.transition is not None or step.adjust is not None
        ]
        if not steps:
            flat = tuple(drawing for _step, group in drawings for drawing in group)
            last = self._last
            if last is not None and _same(last.drawings, flat):
                return last.picture
            canvas = self._blank()
            for drawing in flat:
                self._paint(canvas, drawing)
            self._last = _Painted(flat, canvas.picture())
            return self._last.picture
        return self._compose_steps(scene, drawings)

    def _compose_steps(self, scene: Scene, drawings: list[tuple[Step, list[Drawing]]]) -> Picture:
        canvas = self._blank()
        painted = False
        for step, group in drawings:
            if step.adjust is not None:
                canvas = self._canvas_of(self._adjusted(canvas.picture(), step, scene))
                continue
            if step.transition is not None and len(group) == 2:
                crossed = self._crossed(canvas.picture(), step, group, scene, whole=not painted)
                canvas.replace(crossed)
            else:
                for drawing in group:
                    self._paint(canvas, drawing)
            painted = True
        return canvas.picture()

    def _drawings(self, scene: Scene, pictures: Pictures) -> list[tuple[Step, list[Drawing]]]:
        """Every step with its shots drawn, from the lowest one that can be seen."""
        drawn: list[tuple[Step, list[Drawing]]] = []
        for step in reversed(scene.steps):
            group = [self._drawing(shot, pictures) for shot in step.shots]
            drawn.append((step, group))
            if step.transition is None and any(drawing.hides(self._canvas) for drawing in group):
                break
        drawn.reverse()
        return drawn

    def _drawing(self, shot: Shot, pictures: Pictures) -> Drawing:
        picture = pictures.get(shot.key)
        if shot.scene is not None:
            picture = self._composer_of(shot).compose(shot.scene, pictures)
        alpha = shot.alpha
        sprite = self._painter.sprite(shot, picture) if alpha > 0.0 else None
        drawing = Drawing(None, sprite, alpha, shot.clip.blend)
        backdrop = shot.clip.backdrop
        if backdrop is None or drawing.fills(self._canvas):
            return drawing
        return Drawing(
            self._fill(shot, backdrop, picture, pictures), sprite, alpha, shot.clip.blend
        )

    def _composer_of(self, shot: Shot) -> Composer:
        assert shot.scene is not None
        found = self._nested.get(shot.key)
        if found is None:
            found = Composer(shot.scene.timeline, self._book, self._inks, None)
            self._nested[shot.key] = found
        return found

    # -- painting ------------------------------------------------------------------------------

    def _blank(self) -> Canvas:
        if self._ground_picture is None:
            blank = Canvas(self._canvas.width, self._canvas.height, self._ground)
            self._ground_picture = blank.picture()
        return self._canvas_of(self._ground_picture)

    def _canvas_of(self, picture: Picture) -> Canvas:
        return Canvas(self._canvas.width, self._canvas.height, picture)

    def _paint(self, canvas: Canvas, drawing: Drawing) -> None:
        if drawing.fill is not None:
            canvas.draw(Sprite(drawing.fill, 0, 0))
        sprite = drawing.sprite
        if sprite is None or drawing.alpha <= 0.0:
            return
        if drawing.blend == "normal":
            canvas.draw(sprite, drawing.alpha)
            return
        area = sprite.box.inside(self._canvas)
        if area.is_empty:
            return
        above = crop(
            sprite.picture, area.left - sprite.left, area.top - sprite.top, area.width, area.height
        )
        below = canvas.part(area)
        mixed = blend(below, above, drawing.blend, drawing.alpha)
        canvas.replace(Sprite(mixed, area.left, area.top))

    def _crossed(
        self, below: Picture, step: Step, group: list[Drawing], scene: Scene, *, whole: bool
    ) -> Sprite:
        """The transition between two shots over what is below them.

        On the bottom layer it runs over the whole canvas; above, only over the box that holds both
        clips, each of them composed over the picture below, so that transparency works.
        """
        assert step.transition is not None
        region = self._canvas
        if not whole:
            boxes = [drawing.sprite.box for drawing in group if drawing.sprite is not None]
            region = Box(0, 0, 0, 0)
            for box in boxes:
                region = region.around(box.inside(self._canvas))
            if any(drawing.fill is not None for drawing in group) or region.is_empty:
                region = self._canvas
        sides = []
        for drawing in group:
            canvas = self._canvas_of(below)
            self._paint(canvas, drawing)
            side = crop(canvas.picture(), region.left, region.top, region.width, region.height)
            sides.append(flatten(side, BLACK))
        crossed = self._book.cross(
            sides[0], sides[1], step.transition, scene.frame, scene.timeline.fps, step.where
        )
        return Sprite(crossed, region.left, region.top)

    def _adjusted(self, picture: Picture, step: Step, scene: Scene) -> Picture:
        assert step.adjust is not None
        fps = scene.timeline.fps
        now = (
            (treatment, At(scene.frame, fps, float((scene.frame - treatment.start_frame) / fps)))
            for treatment in step.adjust.treatments
        )
        return self._book.treat_all(picture, now, step.where)

    # -- backdrops -----------------------------------------------------------------------------

    def _fill(
        self, shot: Shot, backdrop: Backdrop, picture: Picture | None, pictures: Pictures
    ) -> Picture:
        """What fills the canvas behind a clip, made again only when the clip's picture changes."""
        if backdrop.kind == "image":
            picture = pictures.get((*shot.key, BACKDROP))
        last = self._fills.get(shot.key)
        if last is not None and last[0] is picture:
            return last[1]
        shown = picture
        if shown is not None and backdrop.kind == "blur":
            shown = cropped(shown, shot.clip.crop, shot.clip.fitted).picture
        made = self._made_fill(backdrop, shown)
        self._fills[shot.key] = (picture, made)
        return made

    def _made_fill(self, backdrop: Backdrop, picture: Picture | None) -> Picture:
        if backdrop.kind == "color" or picture is None:
            ground = backdrop.color
            if ground.alpha < 1.0 and self._ground is not None:
                return flatten(solid(self._canvas.width, self._canvas.height, ground), self._ground)
            return solid(self._canvas.width, self._canvas.height, ground)
        if backdrop.kind == "blur":
            return blurred_fill(picture, backdrop.blur, self._canvas, backdrop.color.faded(1.0))
        return covering(picture, self._canvas)

    def _forget_passed(self, scene: Scene) -> None:
        """Keep only what belongs to clips of this scene."""
        keys = {shot.key for step in scene.steps for shot in step.shots}
        self._painter.forget(keys)
        for kept in (self._fills, self._nested):
            for key in [key for key in kept if key not in keys]:
                del kept[key]


def _same(one: tuple[Drawing, ...], two: tuple[Drawing, ...]) -> bool:
    return len(one) == len(two) and all(a.same_as(b) for a, b in zip(one, two, strict=True))
