"""Everything that turns frame numbers of one timeline into pictures, two stages ahead of who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import cv2

from cutroom.core.diagnostics import DiagnosticLog
from cutroom.media.decode import MOST_THREADS
from cutroom.picture.picture import Picture
from cutroom.render.compose import Composer, Pictures
from cutroom.render.effects import EffectBook
from cutroom.render.footage import Footage
from cutroom.render.inks import Inks
from cutroom.render.shots import Director, Scene
from cutroom.render.stages import Stage
from cutroom.timeline.model import Timeline

DECODED_AHEAD, COMPOSED_AHEAD = 4, 4
Tag = TypeVar("Tag")


class Studio:
    """Looks frames up and composes them, in any order."""

    def __init__(
        self,
        timeline: Timeline,
        font_folders: Sequence[Path] = (),
        *,
        transparent: bool = False,
        threads: int = MOST_THREADS,
    ) -> None:
        """``font_folders`` are searched before the bundled and system fonts.

        ``transparent`` leaves out the timeline's background; every decoder gets ``threads``.
        """
        # Stages already fill the cores; threads inside OpenCV would only fight them.
        cv2.setNumThreads(1)
        self.log = DiagnosticLog()
        book = EffectBook(self.log)
        self._director = Director(timeline, book)
        self._footage = Footage(threads)
        ground = None if transparent else timeline.background
        self._composer = Composer(timeline, book, Inks(font_folders, book, self.log), ground)

    def look_up(self, frame: int) -> tuple[Scene, Pictures]:
        """The scene of a frame with its media decoded."""
        scene = self._director.scene(frame)
        return scene, self._footage.pictures(scene)

    def compose(self, scene: Scene, pictures: Pictures) -> Picture:
        """The finished picture."""
        return self._composer.compose(scene, pictures)

    def picture(self, frame: int) -> Picture:
        """One frame as a picture, the same as a whole render shows it."""
        return self.compose(*self.look_up(frame))

    def close(self) -> None:
        """Close every medium."""
        self._footage.close()


@contextmanager
def drawn(
    studio: Studio, frames: Iterable[tuple[Tag, int]]
) -> Iterator[Iterable[tuple[Tag, Picture]]]:
    """The pictures of frames in their order, each with the tag it came with.

    Decoding and composing run ahead on threads of their own, which are gone when the block ends.
    ``frames`` is read from one of them. Errors of any stage are raised by the iteration.
    """

    def look_up(item: tuple[Tag, int]) -> tuple[Tag, Scene, Pictures]:
        return item[0], *studio.look_up(item[1])

    def compose(item: tuple[Tag, Scene, Pictures]) -> tuple[Tag, Picture]:
        return item[0], studio.compose(item[1], item[2])

    with (
        Stage("decode", frames, look_up, DECODED_AHEAD) as looked_up,
        Stage("compose", looked_up, compose, COMPOSED_AHEAD) as pictures,
    ):
        yield pictures
