"""One attempt at a task: supervise the render function, and write down how it ended."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType

from cutroom.core.errors import (
    Cancelled,
    CutroomError,
    InternalError,
    RenderTimeout,
    StorageError,
)
from cutroom.jobs.database import now_ms
from cutroom.jobs.engine import Job, Publication, RenderFunction
from cutroom.jobs.failures import failure_of
from cutroom.jobs.ledger import Ledger, Position
from cutroom.jobs.model import Failure, Outcome, Stage, Task

log = logging.getLogger(__name__)

WATCH_S = 0.4
OVERDUE_S = 60.0
BACK_OFF_S = (2.0, 10.0, 30.0)
_WRITE_TRIES = 8


class Stop(Enum):
    """Why an attempt is told to stop."""

    LOST = "lost"
    TIMEOUT = "timeout"
    GOING_DOWN = "going-down"


@dataclass(frozen=True, slots=True)
class AttemptRules:
    """Limits of attempts: seconds for one, tries of what may pass, and where they may write."""

    work_root: Path
    time_limit_s: float = 3600.0
    transient_tries: int = 3
    back_off_s: tuple[float, ...] = BACK_OFF_S


class AttemptWatch:
    """Keeps the row of a running attempt fresh, and notices when the attempt must stop.

    The render function reports as often as it likes; a thread writes what is new, twice a second. The
    same write tells whether the task still belongs to the attempt.
    """

    def __init__(self, ledger: Ledger, task: Task, time_limit_s: float) -> None:
        self._ledger = ledger
        self._task = task
        self._time_limit_s = time_limit_s
        self._deadline = time.monotonic() + time_limit_s
        self._position = Position(Stage.STARTED, task.progress)
        self._written = self._position
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._done = threading.Event()
        self.reason: Stop | None = None
        self._thread = threading.Thread(target=self._follow, name=f"watch-{task.id}", daemon=True)

    def __enter__(self) -> AttemptWatch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    @property
    def stage(self) -> str:
        """The stage the attempt is in."""
        return self._position.stage.value

    def report(
        self, stage: Stage, percent: float, frames_done: int = 0, frames_total: int = 0
    ) -> None:
        """See :class:`cutroom.jobs.engine.Watch`; what would go back in progress keeps the higher number."""
        with self._lock:
            began = self._position.rendering_at_ms
            if began is None and stage is Stage.RENDERING:
                began = now_ms()
            highest = max(percent, self._position.percent)
            if not frames_total:
                # Stages after the drawing say nothing of frames: what is done stays done.
                frames_done, frames_total = self._position.frames_done, self._position.frames_total
            self._position = Position(stage, highest, frames_done, frames_total, began)

    def should_stop(self) -> bool:
        """See :class:`cutroom.jobs.engine.Watch`."""
        return self._stop.is_set()

    def stop(self, reason: Stop) -> None:
        """Tell the attempt to stop; the first reason stands."""
        if self.reason is None:
            self.reason = reason
        self._stop.set()

    def _follow(self) -> None:
        while not self._done.wait(WATCH_S):
            if time.monotonic() > self._deadline:
                self.stop(Stop.TIMEOUT)
            try:
                self._give_up_when_overdue()
                if not self._write():
                    self.stop(Stop.LOST)
            except Exception:
                # A database that is away for a moment must not end a render that goes well.
                log.warning(
                    "progress of task %s could not be written", self._task.id, exc_info=True
                )

    def _give_up_when_overdue(self) -> None:
        """End the task of a render function that does not come back although it was told to stop."""
        if time.monotonic() > self._deadline + OVERDUE_S:
            log.error("the render of task %s does not stop", self._task.id)
            self._ledger.fail(self._task, self.timeout())

    def timeout(self) -> Failure:
        """The failure of an attempt that ran out of time."""
        error = RenderTimeout(
            f"The render was stopped after {self._time_limit_s:g} s.",
            hint="Shorten the draft, lower the resolution, or raise CUTROOM_RENDER_TIMEOUT_S.",
        )
        return failure_of(error, self.stage)

    def _write(self) -> bool:
        with self._lock:
            position = self._position
        if position == self._written:
            return self._ledger.is_own(self._task)
        self._written = position
        return self._ledger.save(self._task, position)


class Attempts:
    """Runs attempts in this process, each on the thread that calls ``run``."""

    def __init__(
        self, ledger: Ledger, rules: AttemptRules, render: RenderFunction, publication: Publication
    ) -> None:
        self._ledger = ledger
        self._rules = rules
        self._render = render
        self._publication = publication
        self._lock = threading.Lock()
        self._active: dict[str, AttemptWatch] = {}
        self._slots = 0
        self._going_down = threading.Event()

    def open(self, slots: int) -> None:
        """Allow ``slots`` attempts at once."""
        self._slots = slots

    def active(self) -> frozenset[str]:
        """Ids of the tasks that run here."""
        with self._lock:
            return frozenset(self._active)

    def go_down(self) -> None:
        """Begin no attempt any more; what is taken from the queue is handed back."""
        self._going_down.set()

    def stop_all(self) -> None:
        """Stop what runs and hand it back."""
        self.go_down()
        with self._lock:
            watches = list(self._active.values())
        for watch in watches:
            watch.stop(Stop.GOING_DOWN)

    def run(self, task_id: str, run: int) -> None:
        """The body of the engine's workflow. Never raises: how it ended is in the task's row."""
        try:
            task = self._ledger.begin(task_id, run)
            if task is not None:
                self._run(task)
        except Exception:
            log.exception("task %s could not be run", task_id)

    def _run(self, task: Task) -> None:
        watch = AttemptWatch(self._ledger, task, self._rules.time_limit_s)
        if not self._enter(task, watch):
            # No room (or no time) here; another worker may take it in the meantime.
            self._persist(lambda: self._ledger.hand_back(task, delay_s=1.0))
            return
        work_dir = self._rules.work_root / f"{task.id}.{task.attempt}"
        ending: Outcome | CutroomError
        try:
            with watch:
                ending = self._attempt(task, watch, work_dir)
            self._conclude(task, watch, ending)
        finally:
            with self._lock:
                self._active.pop(task.id, None)
            shutil.rmtree(work_dir, ignore_errors=True)

    def _enter(self, task: Task, watch: AttemptWatch) -> bool:
        with self._lock:
            if self._going_down.is_set() or len(self._active) >= self._slots:
                return False
            self._active[task.id] = watch
            return True

    def _attempt(self, task: Task, watch: AttemptWatch, work_dir: Path) -> Outcome | CutroomError:
        try:
            # What a killed attempt could not take away itself.
            for lost in self._rules.work_root.glob(f"{task.id}.*"):
                shutil.rmtree(lost, ignore_errors=True)
            work_dir.mkdir(parents=True)
            return self._render(Job(task, task.attempt, work_dir), watch)
        except CutroomError as error:
            if isinstance(error, InternalError):
                log.exception("task %s failed", task.id)
            return error
        except OSError as error:
            log.exception("task %s failed", task.id)
            return StorageError(f"Files could not be written: {error.strerror or error}.")
        except Exception:
            log.exception("task %s failed", task.id)
            return InternalError()

    def _conclude(self, task: Task, watch: AttemptWatch, ending: Outcome | CutroomError) -> None:
        if isinstance(ending, Outcome):
            if not self._persist(lambda: self._ledger.complete(task, ending)):
                self._publication.withdraw(ending.result)
        elif watch.reason is Stop.LOST:
            log.info("task %s was cancelled or taken over", task.id)
        elif watch.reason is Stop.GOING_DOWN:
            self._persist(lambda: self._ledger.hand_back(task))
        elif watch.reason is Stop.TIMEOUT or isinstance(ending, Cancelled):
            self._persist(lambda: self._ledger.fail(task, watch.timeout()))
        else:
            self._fail(task, ending, watch.stage)

    def _fail(self, task: Task, error: CutroomError, stage: str) -> None:
        failure = failure_of(error, stage)
        tried = self._ledger.failed_attempts(task)
        if type(error).transient and tried + 1 < self._rules.transient_tries:
            delay_s = self._rules.back_off_s[min(tried, len(self._rules.back_off_s) - 1)]
            log.info("task %s will be tried again in %s s: %s", task.id, delay_s, error)
            self._persist(lambda: self._ledger.try_later(task, delay_s))
        else:
            self._persist(lambda: self._ledger.fail(task, failure))

    def _persist(self, write: Callable[[], bool]) -> bool:
        """Write an ending, through a database that is away or a disk that is full for a while."""
        for tries in range(_WRITE_TRIES):
            try:
                return write()
            except StorageError:
                log.warning("an ending could not be written, trying again", exc_info=True)
                time.sleep(min(10.0, 0.5 * 2**tries))
        return write()
