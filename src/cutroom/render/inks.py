"""What draws texts and stickers, in the same faces; each is loaded for the first thing that needs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.render.effects import EffectBook

if TYPE_CHECKING:
    from cutroom.render.lettering import Lettering
    from cutroom.render.stickers import StickerPainter
    from cutroom.text.faces import FaceLibrary


class Inks:
    """Used by one thread. Films without words never load what sets them."""

    def __init__(self, font_folders: Sequence[Path], book: EffectBook, log: DiagnosticLog) -> None:
        """``font_folders`` are searched before the bundled and system fonts; ``log`` hears of what is missing."""
        self._font_folders, self._book, self._log = font_folders, book, log

    @cached_property
    def texts(self) -> Lettering:
        """Draws texts."""
        from cutroom.render.lettering import Lettering

        return Lettering(self._faces, self._book, self._log)

    @cached_property
    def stickers(self) -> StickerPainter:
        """Draws stickers of our own set."""
        from cutroom.render.stickers import StickerPainter

        return StickerPainter(self._faces, self._log)

    @cached_property
    def _faces(self) -> FaceLibrary:
        from cutroom.text.faces import FaceLibrary

        return FaceLibrary(self._font_folders)
