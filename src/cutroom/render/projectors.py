"""Open video files: one decoder for all clips that show a file at the same time, and for those that follow.

Two layers of one clip, a mirrored copy or a sharp picture on its own background, are decoded once. A clip that
begins where another of the same file has ended goes on with its decoder, which need not be opened again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from cutroom.core.geometry import Size
from cutroom.media.decode import MOST_THREADS, VideoReader
from cutroom.picture.picture import Picture
from cutroom.render.shots import Key

MOST_READERS = 12
IDLE_FRAMES = 90
"""Readers whose clips have passed are kept this long."""


@dataclass(frozen=True, slots=True)
class Reel:
    """A file, and whether it is decoded for being drawn small."""

    path: str
    small: bool = False


@dataclass(slots=True)
class _Projector:
    """A reader, who looks at it, and when and where it was last asked for a picture."""

    reel: Reel
    reader: VideoReader
    users: set[Key]
    turn: int
    source_s: Fraction


class Projectors:
    """Used by one thread at a time."""

    def __init__(self, threads: int = MOST_THREADS) -> None:
        """Nothing is open. Every decoder gets ``threads``."""
        self._threads = threads
        self._open: list[_Projector] = []
        self._turn = 0
        self._busy: Collection[Key] = ()

    def __len__(self) -> int:
        """Files that are open."""
        return len(self._open)

    def begin(self, busy: Collection[Key]) -> None:
        """Begin a frame on which no keys but ``busy`` ask for pictures."""
        self._turn, self._busy = self._turn + 1, busy

    def picture(self, key: Key, reel: Reel, source_s: Fraction, fit: Size | None) -> Picture:
        """What ``key`` shows of a file at a second of it. Raises as ``VideoReader``."""
        projector = (
            self._shared(reel, source_s) or self._own(key, reel) or self._free(reel, source_s)
        )
        if projector is None:
            reader = VideoReader(reel.path, self._threads, small=reel.small)
            projector = _Projector(reel, reader, set(), self._turn, source_s)
            self._open.append(projector)
        for other in self._open:
            other.users.discard(key)
        projector.users.add(key)
        projector.turn, projector.source_s = self._turn, source_s
        return projector.reader.picture_at(source_s, fit)

    def let_go(self) -> None:
        """Close readers whose clips have passed: unused for a while, or too many."""
        for projector in sorted(self._open, key=lambda one: one.turn):
            idle = self._turn - projector.turn
            if idle <= IDLE_FRAMES and (idle == 0 or len(self._open) <= MOST_READERS):
                return
            self._open.remove(projector)
            projector.reader.close()

    def close(self) -> None:
        """Close every reader."""
        for projector in self._open:
            projector.reader.close()
        self._open.clear()

    def _shared(self, reel: Reel, source_s: Fraction) -> _Projector | None:
        """One that has shown the very same second on this frame."""
        for one in self._open:
            if one.reel == reel and one.turn == self._turn and one.source_s == source_s:
                return one
        return None

    def _own(self, key: Key, reel: Reel) -> _Projector | None:
        """The one that showed the clip before, unless another clip has taken it elsewhere."""
        for one in self._open:
            if one.reel == reel and key in one.users and one.turn < self._turn:
                return one
        return None

    def _free(self, reel: Reel, source_s: Fraction) -> _Projector | None:
        """Of those that nobody looks at on this frame, the one that is nearest."""
        free = [
            one
            for one in self._open
            if one.reel == reel and one.turn < self._turn and one.users.isdisjoint(self._busy)
        ]
        return min(free, key=lambda one: abs(one.source_s - source_s), default=None)
