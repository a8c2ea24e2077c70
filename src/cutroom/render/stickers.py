"""Stickers of our own set as pictures: emoji in a colour face, drawings as vector paths, at any scale."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.picture.picture import Picture
from cutroom.render.contents import STICKER_MARGIN
from cutroom.render.keep import Keep
from cutroom.render.sticker_ink import Hand, Sheet, Signwriter
from cutroom.stickers.library import find_by_id
from cutroom.text.faces import FaceLibrary
from cutroom.timeline.model import StickerContent

_SPRITES_BUDGET = 64 << 20
_MOST_SIDE_PX = 4096
_LOOP_STEPS = 1000


@dataclass(frozen=True, slots=True)
class StickerSprite:
    """A drawn sticker with ``STICKER_MARGIN`` on every side, ``scale`` pixels a unit."""

    picture: Picture
    scale: float

    @property
    def byte_size(self) -> int:
        """Bytes of the picture."""
        return self.picture.byte_size


class StickerPainter:
    """Draws stickers and keeps the pictures of those that come again."""

    def __init__(self, faces: FaceLibrary, log: DiagnosticLog) -> None:
        """``log`` gets what the layout has to say about emoji that no face has."""
        self._signs = Signwriter(faces, log)
        self._sprites: Keep[StickerSprite] = Keep(_SPRITES_BUDGET)

    def draw(
        self, content: StickerContent, phase: float, scale: float, where: str
    ) -> StickerSprite:
        """A sticker at a ``phase`` 0–1 of its loop, ``scale`` pixels a unit of a canvas 720 wide."""
        side = max(content.width, content.height) + 2 * STICKER_MARGIN
        scale = min(max(scale, 1e-2), _MOST_SIDE_PX / side)
        key = (content, round(phase * _LOOP_STEPS), scale)
        return self._sprites.get(key, lambda: self._drawn(content, phase, scale, where))

    def _drawn(
        self, content: StickerContent, phase: float, scale: float, where: str
    ) -> StickerSprite:
        sticker = find_by_id(content.sticker)
        sheet = Sheet(content.width, content.height, scale)
        hand = Hand(sheet, self._signs, where)
        if content.label or sticker is None:
            hand.placeholder(content.label)
        elif sticker.items is None:
            hand.emoji(sticker)
        else:
            hand.drawing(sticker.items(phase), rim=sticker.rim)
        return StickerSprite(Picture.from_rgba(sheet.pixels), scale)
