"""One clip on one frame as a sprite: cropped, keyed, treated, masked, placed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from cutroom.core.geometry import Quad, Size
from cutroom.picture.over import Box, Sprite
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.placing import Frame, place
from cutroom.picture.resample import Matrix, scales, scaling, transform_plane, translation
from cutroom.picture.sampling import blur, crop, multiply_alpha, warp
from cutroom.render.borders import Border, bordered
from cutroom.render.chroma import KeyState, key_state, keyed
from cutroom.render.contents import STICKER_MARGIN, draw_color, draw_shape, shape_size
from cutroom.render.effects import At, EffectBook, Outcome
from cutroom.render.inks import Inks
from cutroom.render.keep import Keep
from cutroom.render.masks import MaskState, draw_mask, draw_text_mask, mask_state
from cutroom.render.motion import Stirring
from cutroom.render.shots import Key, Shot
from cutroom.render.stance import Stance, drawing_scale, moves, stance_matrix
from cutroom.render.wipes import draw_wipe
from cutroom.timeline.model import ColorContent, ShapeContent, StickerContent, TextContent

MADE_BUDGET = 128 << 20
_MOST_MASK_SIDE = 4096


@dataclass(frozen=True, slots=True)
class Look:
    """A picture in its own pixels, the matrix to the clip's own pixels, and the clip's size.

    ``visible`` is the part of the picture that shows, None for all. ``is_loose`` says that the
    picture's edges are not the clip's, as with text and its shadows.
    """

    picture: Picture
    to_clip: Matrix
    clip_size: Size
    visible: Frame | None = None
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """Everything a drawn clip depends on besides its picture; equal states draw equal sprites."""

    stance: Stance
    stirring: Stirring
    mask: MaskState | None
    key: KeyState | None
    treated: tuple[Outcome | None, ...]
    phase: float


class ClipPainter:
    """Draws clips and remembers the last sprite of each, so that what stands still is drawn once."""

    def __init__(self, book: EffectBook, inks: Inks) -> None:
        """``book`` runs the effects, ``inks`` draw texts and stickers."""
        self._book, self._inks = book, inks
        self._made: Keep[Picture] = Keep(MADE_BUDGET)
        self._masks: dict[Key, tuple[MaskState, tuple[int, int], Plane]] = {}
        self._treatments: dict[Key, tuple[Picture, object, Picture]] = {}
        self._last: dict[Key, tuple[_State, Picture | None, Sprite | None]] = {}

    def forget(self, keys: set[Key]) -> None:
        """Drop what is remembered of clips other than these."""
        for kept in (self._last, self._masks, self._treatments):
            for key in [key for key in kept if key not in keys]:
                del kept[key]

    def sprite(self, shot: Shot, picture: Picture | None) -> Sprite | None:
        """The clip on the canvas, None when nothing of it can be seen.

        ``picture`` is its media or nested picture, None for what is drawn here. Opacity is left to
        the caller.
        """
        clip, time_s = shot.clip, shot.time_s
        state = _State(
            shot.stance,
            shot.stirring,
            None if clip.mask is None else mask_state(clip.mask, time_s),
            None if clip.chroma is None else key_state(clip.chroma, time_s),
            tuple(self._book.outcome(treatment, _at(shot)) for treatment in clip.treatments),
            _phase(shot),
        )
        changing = shot.stirring.looks or shot.stirring.per_character or None in state.treated
        last = self._last.get(shot.key)
        if last is not None and not changing and last[0] == state and last[1] is picture:
            return last[2]
        sprite = self._draw(shot, picture, state)
        self._last[shot.key] = (state, picture, sprite)
        return sprite

    def _draw(self, shot: Shot, picture: Picture | None, state: _State) -> Sprite | None:
        look = self._look(shot, picture, state.phase)
        if look is None:
            return None
        look = self._treated(look, picture or look.picture, shot, state)
        canvas = Size(shot.timeline.width, shot.timeline.height)
        pose = shot.stirring.pose
        clip_matrix = stance_matrix(shot.stance, pose, look.clip_size, look.clip_size, canvas)
        sprite = self._placed(look, clip_matrix, shot, state)
        clip = shot.clip
        if sprite is None or (clip.outline is None and clip.shadow is None):
            return sprite
        size = look.clip_size
        scale = max(scales(clip_matrix, (size.width, size.height)))
        side_px = min(size.width, size.height) * scale
        return bordered(sprite, Border(clip.outline, clip.shadow, side_px))

    def _placed(self, look: Look, clip_matrix: Matrix, shot: Shot, state: _State) -> Sprite | None:
        """The look on the canvas, inside its mask and wipe."""
        canvas = Size(shot.timeline.width, shot.timeline.height)
        pose = shot.stirring.pose
        matrix = _settled(clip_matrix @ look.to_clip, shot)
        box = Box(0, 0, shot.timeline.width, shot.timeline.height)
        if pose.blur > 0.0:
            look, matrix = _blurred(look, matrix, pose.blur * min(canvas.width, canvas.height))
        if state.mask is None and pose.wipe is None:
            return place(look.picture, matrix, box, look.visible)
        if _is_fine(look, matrix):
            kept = self._kept(shot, state.mask, (look.picture.width, look.picture.height))
            return _placed_part(look.picture, kept, matrix, box)
        sprite = place(look.picture, matrix, box, look.visible)
        return None if sprite is None else self._uncovered(sprite, shot, state, look, clip_matrix)

    # -- masks and wipes -----------------------------------------------------------------------

    def _uncovered(
        self, sprite: Sprite, shot: Shot, state: _State, look: Look, clip_matrix: Matrix
    ) -> Sprite:
        """The sprite kept only where mask and wipe, drawn at its resolution, leave it."""
        size = look.clip_size
        scale_x, scale_y = scales(clip_matrix, (size.width, size.height))
        width = max(2, min(_MOST_MASK_SIDE, round(size.width * scale_x)))
        height = max(2, min(_MOST_MASK_SIDE, round(size.height * scale_y)))
        kept = self._kept(shot, state.mask, (width, height))
        to_sprite = translation(-sprite.left, -sprite.top) @ clip_matrix
        to_sprite = to_sprite @ scaling(size.width / width, size.height / height)
        covered = transform_plane(kept, to_sprite, sprite.picture.width, sprite.picture.height)
        return Sprite(multiply_alpha(sprite.picture, covered), sprite.left, sprite.top)

    def _kept(self, shot: Shot, mask: MaskState | None, size: tuple[int, int]) -> Plane:
        """Coverage of mask and wipe together; a mask that stands still is drawn once."""
        wipe = shot.stirring.pose.wipe
        swept = None if wipe is None else draw_wipe(wipe, *size)
        if mask is None:
            assert swept is not None
            return swept
        last = self._masks.get(shot.key)
        if last is None or last[:2] != (mask, size):
            last = (mask, size, self._mask_plane(shot, mask, size))
            self._masks[shot.key] = last
        if swept is None:
            return last[2]
        return np.asarray(cv2.multiply(last[2], swept, scale=1 / 255), np.uint8)

    def _mask_plane(self, shot: Shot, mask: MaskState, size: tuple[int, int]) -> Plane:
        if mask.text is None:
            return draw_mask(mask, *size)
        zoom = size[0] / max(shot.clip.fitted.width, 1.0)
        return draw_text_mask(
            mask, self._inks.texts.stencil(mask.text, zoom, shot.clip.where), *size
        )

    # -- what is drawn -------------------------------------------------------------------------

    def _look(self, shot: Shot, picture: Picture | None, phase: float) -> Look | None:
        content = shot.clip.content
        if isinstance(content, TextContent):
            lettered = self._inks.texts.draw(shot)
            return Look(lettered.picture, lettered.to_block, lettered.block, is_loose=True)
        fitted = shot.clip.fitted
        if isinstance(content, StickerContent):
            return self._sticker(shot, content, phase)
        if isinstance(content, ShapeContent):
            scale = drawing_scale(shot.clip)
            drawn = self._made.get((shot.key, scale), lambda: draw_shape(content, scale))
            width, height = shape_size(content)
            to_clip = scaling(width / drawn.width, height / drawn.height)
            return Look(drawn, to_clip, Size(width, height))
        if min(fitted.width, fitted.height) <= 0.0:
            return None
        if isinstance(content, ColorContent):
            size = (max(1, round(fitted.width)), max(1, round(fitted.height)))
            picture = self._made.get((shot.key, size), lambda: draw_color(content, *size))
        if picture is None:
            return None
        return cropped(picture, shot.clip.crop, fitted)

    def _sticker(self, shot: Shot, content: StickerContent, phase: float) -> Look | None:
        fitted = shot.clip.fitted
        if min(fitted.width, fitted.height) <= 0.0:
            return None
        unit_px = fitted.width / content.width
        scale = unit_px * drawing_scale(shot.clip)
        sprite = self._inks.stickers.draw(content, phase, scale, shot.clip.where)
        to_clip = scaling(unit_px / sprite.scale, unit_px / sprite.scale)
        room = translation(-STICKER_MARGIN * unit_px, -STICKER_MARGIN * unit_px)
        return Look(sprite.picture, room @ to_clip, fitted, is_loose=True)

    def _treated(self, look: Look, source: Picture, shot: Shot, state: _State) -> Look:
        """Keyed and with its effects; made again only when ``source`` or what is done to it changes."""
        clip = shot.clip
        if state.key is None and not clip.treatments and not shot.stirring.looks:
            return look
        if shot.stirring.looks or None in state.treated:
            return self._newly_treated(look, shot, state)
        done = (state.key, state.treated)
        last = self._treatments.get(shot.key)
        if last is None or last[0] is not source or last[1] != done:
            last = (source, done, self._newly_treated(look, shot, state).picture)
            self._treatments[shot.key] = last
        return replace(look, picture=last[2])

    def _newly_treated(self, look: Look, shot: Shot, state: _State) -> Look:
        clip, picture = shot.clip, look.picture
        if state.key is not None:
            picture = keyed(picture, state.key)
        now = ((treatment, _at(shot)) for treatment in clip.treatments)
        picture = self._book.treat_all(picture, now, clip.where)
        for wanted, moment in shot.stirring.looks:
            picture = self._book.look(picture, wanted, moment, clip.where)
        return replace(look, picture=picture)


def _placed_part(picture: Picture, kept: Plane, matrix: Matrix, canvas: Box) -> Sprite | None:
    """What a mask keeps of a picture on the canvas; the rest is not moved there."""
    left, top, width, height = cv2.boundingRect(kept)
    whole = Box(0, 0, picture.width, picture.height)
    # Two pixels more, so that the edge stays soft where the mask ends and not the cut.
    part = Box(left - 2, top - 2, left + width + 2, top + height + 2).evened().inside(whole)
    if width == 0 or part.is_empty:
        return None
    cut = crop(picture, part.left, part.top, part.width, part.height)
    seen = np.ascontiguousarray(kept[part.top : part.bottom, part.left : part.right])
    return place(multiply_alpha(cut, seen), matrix @ translation(part.left, part.top), canvas)


def cropped(picture: Picture, quad: Quad, fitted: Size) -> Look:
    """The part of a picture that a crop keeps, to be drawn ``fitted`` pixels large.

    A rectangle is a view of whole even pixels around the exact part; a slanted quad is straightened
    to a rectangle of its average side lengths.
    """
    if quad.is_whole:
        return Look(
            picture, scaling(fitted.width / picture.width, fitted.height / picture.height), fitted
        )
    if not quad.is_rectangle:
        straight = _straightened(picture, quad)
        return Look(
            straight,
            scaling(fitted.width / straight.width, fitted.height / straight.height),
            fitted,
        )
    left, right = (x * picture.width for x in (quad.top_left.x, quad.top_right.x))
    top, bottom = (y * picture.height for y in (quad.top_left.y, quad.bottom_left.y))
    whole = Box(0, 0, picture.width, picture.height)
    grown = (
        Box(int(left), int(top), int(-(-right // 1)), int(-(-bottom // 1))).evened().inside(whole)
    )
    if grown.is_empty or right - left < 1e-3 or bottom - top < 1e-3:
        return Look(
            picture, scaling(fitted.width / picture.width, fitted.height / picture.height), fitted
        )
    visible = Frame(left - grown.left, top - grown.top, right - grown.left, bottom - grown.top)
    to_clip = scaling(fitted.width / (right - left), fitted.height / (bottom - top)) @ translation(
        -visible.left, -visible.top
    )
    part = crop(picture, grown.left, grown.top, grown.width, grown.height)
    exact = visible == Frame(0.0, 0.0, part.width, part.height)
    return Look(part, to_clip, fitted, None if exact else visible)


def _straightened(picture: Picture, quad: Quad) -> Picture:
    corners = (quad.top_left, quad.top_right, quad.bottom_left, quad.bottom_right)
    source = np.array([(c.x * picture.width, c.y * picture.height) for c in corners], np.float32)
    across = np.linalg.norm(source[1] - source[0]) + np.linalg.norm(source[3] - source[2])
    down = np.linalg.norm(source[2] - source[0]) + np.linalg.norm(source[3] - source[1])
    width = min(max(2, round(float(across) / 2)), 2 * picture.width)
    height = min(max(2, round(float(down) / 2)), 2 * picture.height)
    target = np.array([(0, 0), (width, 0), (0, height), (width, height)], np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(source, target), np.float64)
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-12:
        return picture
    return warp(picture, matrix, width, height)


def _phase(shot: Shot) -> float:
    content = shot.clip.content
    if not isinstance(content, StickerContent):
        return 0.0
    return content.phase_at(shot.frame / shot.timeline.fps)


def _at(shot: Shot) -> At:
    return At(shot.frame, shot.timeline.fps, shot.time_s)


def _settled(matrix: Matrix, shot: Shot) -> Matrix:
    """Drawn pixel for pixel and standing still: put on whole pixels, or text would be soft."""
    if not shot.stance.steady or moves(shot.stirring.pose):
        return matrix
    if np.abs(matrix[:2, :2] - np.eye(2)).max() > 1e-6 or np.abs(matrix[2, :2]).max() > 0:
        return matrix
    return translation(round(float(matrix[0, 2])), round(float(matrix[1, 2])))


def _blurred(look: Look, matrix: Matrix, sigma_px: float) -> tuple[Look, Matrix]:
    """Blur in the picture's own pixels; what has alpha is given room to spread."""
    picture = look.picture
    scale_x, scale_y = scales(matrix, (picture.width, picture.height))
    sigma_x, sigma_y = (min(sigma_px / max(s, 1e-3), 4000.0) for s in (scale_x, scale_y))
    if picture.opaque:
        return Look(
            blur(picture, sigma_x, sigma_y), look.to_clip, look.clip_size, look.visible
        ), matrix
    pad_x, pad_y = (
        2 * int(min(s * 1.5 + 1, side))
        for s, side in ((sigma_x, picture.width), (sigma_y, picture.height))
    )
    roomy = warp(
        picture,
        translation(pad_x, pad_y),
        picture.width + 2 * pad_x,
        picture.height + 2 * pad_y,
        "transparent",
    )
    moved = translation(-pad_x, -pad_y)
    spread = Look(
        blur(roomy, sigma_x, sigma_y), look.to_clip @ moved, look.clip_size, is_loose=True
    )
    return spread, matrix @ moved


def _is_fine(look: Look, matrix: Matrix) -> bool:
    """Whether the picture has the resolution it is drawn at, so that a mask can be cut into it."""
    if look.visible is not None or look.is_loose:
        return False
    return max(scales(matrix, (look.picture.width, look.picture.height))) <= 1.3
