"""Drawing our own stickers for people who choose one. Loads all that draws: import it when it is needed."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from PIL import Image

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.media.colour import straight
from cutroom.render.contents import STICKER_MARGIN
from cutroom.render.stickers import StickerPainter
from cutroom.stickers.model import Sticker
from cutroom.text.faces import FaceLibrary
from cutroom.timeline.model import StickerContent

_MOVING_PX = 160
_FRAMES_PER_S = 15
_KEPT = 1024


class Gallery:
    """Draws pictures of stickers and keeps them. Safe to use from many threads."""

    def __init__(self, font_folders: Sequence[Path]) -> None:
        """Fonts are looked for when the first picture is drawn."""
        self._painter = StickerPainter(FaceLibrary(font_folders), DiagnosticLog())
        # Drawing takes milliseconds of a core: callers in parallel would only slow each other down.
        self._turn = threading.Lock()
        self.still = lru_cache(maxsize=_KEPT)(self._still)
        self.moving = lru_cache(maxsize=_KEPT // 8)(self._moving)

    def _still(self, sticker: Sticker, size_px: int) -> bytes:
        """A PNG; of a loop the most telling moment, when everything is drawn."""
        with self._turn:
            return _packed([self._picture(sticker, 0.7 if sticker.moves else 0.0, size_px)], 0)

    def _moving(self, sticker: Sticker) -> bytes:
        """An animated PNG of one loop."""
        count = max(2, round(sticker.loop_s * _FRAMES_PER_S))
        with self._turn:
            frames = [self._picture(sticker, step / count, _MOVING_PX) for step in range(count)]
            return _packed(frames, round(sticker.loop_s * 1000 / count))

    def _picture(self, sticker: Sticker, phase: float, size_px: int) -> Image.Image:
        content = StickerContent(sticker.id, sticker.width, sticker.height)
        scale = size_px / (max(sticker.width, sticker.height) + 2 * STICKER_MARGIN)
        return Image.fromarray(straight(self._painter.draw(content, phase, scale, "").picture))


def _packed(frames: list[Image.Image], duration_ms: int) -> bytes:
    buffer = io.BytesIO()
    if len(frames) == 1:
        frames[0].save(buffer, "PNG", optimize=False, compress_level=6)
    else:
        rest, timing = frames[1:], duration_ms
        frames[0].save(
            buffer, "PNG", save_all=True, append_images=rest, duration=timing, loop=0, disposal=1
        )
    return buffer.getvalue()
