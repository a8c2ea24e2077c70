"""Drawing processes that outlive one picture, so that looking through a draft is quick.

A process that has drawn stays at hand for more pictures of the *same* draft: the draft is read and its media are
open. It is never lent to another draft, for the files of the first may have taken it over. All are locked in and
watched like any rendering process, few, and gone when nobody has asked for a while.
"""

from __future__ import annotations

import atexit
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cutroom.core.errors import CutroomError
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.machine import processor_s, resident_bytes
from cutroom.pipeline.starting import Start
from cutroom.pipeline.supervise import RenderProcess
from cutroom.storage.placing import remove

MOST_KEPT = 2
IDLE_S = 120.0
_LONGEST_LIFE_S = 600.0
"""A process knows the fonts of the machine as they were when it started."""
_WORN_SHARE = 0.5
"""Of its memory or processor time, after which a process is not used again."""


@dataclass(slots=True, eq=False)
class Seat:
    """A process and a folder of its own, which stays as long as the process.

    ``waited`` says that the process was at hand already, ``fit`` that it may draw again, as whoever uses it says.
    """

    process: RenderProcess
    folder: Path
    limits: RenderLimits
    started_s: float
    waited: bool = False
    fit: bool = True
    idle_since_s: float = 0.0

    def is_worn(self) -> bool:
        """Whether it has lived or taken so much that the next picture needs another."""
        number, limits = self.process.process_id, self.limits
        return (
            time.monotonic() - self.started_s > _LONGEST_LIFE_S
            or processor_s(number) > _WORN_SHARE * limits.cpu_s
            or resident_bytes(number) > _WORN_SHARE * limits.memory_bytes
        )

    def close(self) -> None:
        """End the process and remove the folder."""
        self.process.close()
        remove(self.folder)


@contextmanager
def lone_seat(
    limits: RenderLimits, folder: Path, start: Start, begun: RenderProcess | None = None
) -> Iterator[Seat]:
    """A seat for one picture, of a process that has ``begun`` or one that ``start`` makes.

    ``folder`` is the caller's.
    """
    with begun or RenderProcess(limits, start) as process:
        yield Seat(process, folder, limits, time.monotonic())


class Standby:
    """See the module docstring. For many threads; processes are started when first asked for."""

    def __init__(self, start: Start, most_kept: int = MOST_KEPT, idle_s: float = IDLE_S) -> None:
        """``most_kept`` processes of drafts at a time, each for ``idle_s`` after its last picture.

        What ``start`` makes must not end with the thread that asked for it, as a launched process does.
        """
        self._start, self._most_kept, self._idle_s = start, most_kept, idle_s
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Seat] = OrderedDict()
        self._over = threading.Event()
        self._keeper: threading.Thread | None = None

    @contextmanager
    def seat(self, key: str, limits: RenderLimits, *, new: bool = False) -> Iterator[Seat]:
        """A seat for a picture of the draft that ``key`` names; a ``new`` one has drawn nothing yet.

        Raises InternalError when no process can be started.
        """
        seat = None if new else self._at_hand(key, limits)
        if seat is None:
            seat = self._started(limits)
        try:
            yield seat
        finally:
            self._take_back(key, seat)

    def close(self) -> None:
        """End every process that waits; one that draws ends after its picture."""
        with self._lock:
            self._over.set()
            idle = list(self._kept.values())
            self._kept.clear()
        for seat in idle:
            seat.close()

    def _at_hand(self, key: str, limits: RenderLimits) -> Seat | None:
        with self._lock:
            seat = self._kept.pop(key, None)
        if seat is None:
            return None
        if seat.limits != limits or seat.is_worn():
            seat.close()
            return None
        seat.process.begin()
        seat.waited = True
        return seat

    def _started(self, limits: RenderLimits) -> Seat:
        with self._lock:
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="standby", daemon=True)
                self._keeper.start()
                atexit.register(self.close)
        folder = Path(tempfile.mkdtemp(prefix="cutroom-still-"))
        try:
            process = RenderProcess(limits, self._start)
        except CutroomError:
            remove(folder)
            raise
        return Seat(process, folder, limits, time.monotonic())

    def _take_back(self, key: str, seat: Seat) -> None:
        old = [seat]
        with self._lock:
            if seat.fit and not self._over.is_set() and not seat.is_worn():
                seat.idle_since_s = time.monotonic()
                # Two pictures of one draft may have been drawn at the same time.
                old = [kept for kept in (self._kept.pop(key, None),) if kept]
                self._kept[key] = seat
            while len(self._kept) > self._most_kept:
                old.append(self._kept.popitem(last=False)[1])
        for gone in old:
            gone.close()

    def _keep(self) -> None:
        while not self._over.wait(max(1.0, self._idle_s / 4)):
            self._let_go()

    def _let_go(self) -> None:
        """End what nobody has used for long."""
        now_s = time.monotonic()
        with self._lock:
            old = [
                key for key, seat in self._kept.items() if now_s - seat.idle_since_s > self._idle_s
            ]
            idle = [self._kept.pop(key) for key in old]
        for seat in idle:
            seat.close()
