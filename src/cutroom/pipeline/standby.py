"""Drawing processes that outlive one picture, so that looking through a draft is quick.

A process that has drawn stays at hand for more pictures of the *same* draft: its libraries are loaded and its
media open. It is never lent to another draft, for the files of the first may have taken it over. Beside these
one process waits that has drawn nothing yet, for whatever draft comes next. All are locked in and watched like
any rendering process, few, and gone when nobody has asked for a while.
"""

from __future__ import annotations

import atexit
import logging
import queue
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cutroom.core.errors import CutroomError
from cutroom.pipeline.limits import RenderLimits
from cutroom.pipeline.machine import processor_s, resident_bytes
from cutroom.pipeline.supervise import RenderProcess
from cutroom.storage.placing import remove

MOST_KEPT = 2
IDLE_S = 120.0
_LONGEST_LIFE_S = 600.0
"""A process knows the fonts of the machine as they were when it started."""
_WORN_SHARE = 0.5
"""Of its memory or processor time, after which a process is not used again."""
_log = logging.getLogger("cutroom.render")
_Call = Callable[[], None]


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
    limits: RenderLimits, folder: Path, begun: RenderProcess | None = None
) -> Iterator[Seat]:
    """A seat for one picture, of a process that has ``begun`` or a new one; ``folder`` is the caller's."""
    with begun or RenderProcess(limits) as process:
        yield Seat(process, folder, limits, time.monotonic())


class Standby:
    """See the module docstring. For many threads; processes are started when first asked for."""

    def __init__(self, most_kept: int = MOST_KEPT, idle_s: float = IDLE_S) -> None:
        """``most_kept`` processes of drafts at a time, each for ``idle_s`` after its last picture."""
        self._most_kept, self._idle_s = most_kept, idle_s
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Seat] = OrderedDict()
        self._spare: Seat | None = None
        self._making_spare = self._closed = False
        self._keeper: threading.Thread | None = None
        self._calls: queue.SimpleQueue[_Call] = queue.SimpleQueue()

    @contextmanager
    def seat(self, key: str, limits: RenderLimits, *, new: bool = False) -> Iterator[Seat]:
        """A seat for a picture of the draft that ``key`` names; a ``new`` one has drawn nothing yet.

        Raises InternalError when no process can be started.
        """
        seat = None if new else self._at_hand(key, limits)
        if seat is None:
            seat = self._on_keeper(lambda: _started(limits))
        try:
            yield seat
        finally:
            self._take_back(key, seat)

    def close(self) -> None:
        """End every process that waits; one that draws ends after its picture."""
        with self._lock:
            self._closed = True
            idle = self._emptied()
        for seat in idle:
            seat.close()

    def _at_hand(self, key: str, limits: RenderLimits) -> Seat | None:
        with self._lock:
            seat = self._kept.pop(key, None)
            if seat is None:
                seat, self._spare = self._spare, None
        if seat is None:
            return None
        if seat.limits != limits or seat.is_worn():
            seat.close()
            return None
        seat.process.begin()
        seat.waited = True
        return seat

    def _take_back(self, key: str, seat: Seat) -> None:
        old = [seat]
        with self._lock:
            if seat.fit and not self._closed and not seat.is_worn():
                seat.idle_since_s = time.monotonic()
                # Two pictures of one draft may have been drawn at the same time.
                old = [kept for kept in (self._kept.pop(key, None),) if kept]
                self._kept[key] = seat
            while len(self._kept) > self._most_kept:
                old.append(self._kept.popitem(last=False)[1])
            wanted = self._spare is None and not self._making_spare and not self._closed
            self._making_spare |= wanted
        for gone in old:
            gone.close()
        if wanted:
            self._calls.put(lambda: self._make_spare(seat.limits))

    def _make_spare(self, limits: RenderLimits) -> None:
        seat: Seat | None = None
        try:
            seat = _started(limits)
            seat.idle_since_s = time.monotonic()
        except CutroomError:
            _log.warning("no drawing process could be kept ready", exc_info=True)
        with self._lock:
            self._making_spare = False
            if not self._closed:
                self._spare, seat = seat, None
        if seat is not None:
            seat.close()

    def _on_keeper(self, start: Callable[[], Seat]) -> Seat:
        """The parent-death signal follows the thread that starts a process: that one lives as long as we."""
        answers: queue.SimpleQueue[Seat | BaseException] = queue.SimpleQueue()

        def call() -> None:
            try:
                answers.put(start())
            except BaseException as error:
                answers.put(error)

        with self._lock:
            if self._keeper is None:
                self._keeper = threading.Thread(target=self._keep, name="standby", daemon=True)
                self._keeper.start()
                atexit.register(self.close)
        self._calls.put(call)
        answer = answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _keep(self) -> None:
        while True:
            try:
                self._calls.get(timeout=max(1.0, self._idle_s / 4))()
            except queue.Empty:
                self._let_go()

    def _let_go(self) -> None:
        """End what nobody has used for long; the spare goes last."""
        now_s = time.monotonic()
        with self._lock:
            old = [
                key for key, seat in self._kept.items() if now_s - seat.idle_since_s > self._idle_s
            ]
            idle = [self._kept.pop(key) for key in old]
            spare = self._spare
            if spare and not self._kept and now_s - spare.idle_since_s > self._idle_s:
                idle.append(spare)
                self._spare = None
        for seat in idle:
            seat.close()

    def _emptied(self) -> list[Seat]:
        seats = [*self._kept.values(), *([self._spare] if self._spare else [])]
        self._kept.clear()
        self._spare = None
        return seats


def _started(limits: RenderLimits) -> Seat:
    process = RenderProcess(limits)
    folder = Path(tempfile.mkdtemp(prefix="cutroom-still-"))
    return Seat(process, folder, limits, time.monotonic())
