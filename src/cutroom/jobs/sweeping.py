"""Removing what has served its time, and what ended attempts left behind."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from cutroom.jobs.database import deliveries, now_ms, reading, tasks, writing
from cutroom.jobs.engine import Publication
from cutroom.jobs.model import State, Task
from cutroom.jobs.records import task_of

log = logging.getLogger(__name__)

DAY_MS = 86_400_000
SWEEP_S = 60.0
_BATCH = 200
_ENGINE_ROWS_KEPT_MS = DAY_MS


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days finished videos, and failed or cancelled tasks, are kept."""

    video_days: float = 30.0
    failure_days: float = 7.0


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Where attempts work, and where the files of tasks are published.

    ``forget_engine_rows`` removes the engine's records of work that ended before an epoch time. ``chores``
    are called with every sweep.
    """

    work_root: Path
    publication: Publication
    forget_engine_rows: Callable[[int], int]
    chores: Sequence[Callable[[], None]] = ()


class Sweeper:
    """Sweeps once a minute. Safe to run in several workers at the same time."""

    def __init__(self, engine: sa.Engine, retention: Retention, leftovers: Leftovers) -> None:
        self._engine = engine
        self._retention = retention
        self._leftovers = leftovers
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="sweeper", daemon=True)

    def start(self) -> None:
        """Sweep now and then every minute."""
        self._thread.start()

    def stop(self) -> None:
        """Stop sweeping."""
        self._done.set()
        self._thread.join()

    def _loop(self) -> None:
        while True:
            try:
                self.sweep()
            except Exception:
                log.warning("a sweep failed, the next one will try again", exc_info=True)
            if self._done.wait(SWEEP_S):
                return

    def sweep(self) -> None:
        """Remove expired tasks with their files, and the folders of attempts that do not run."""
        now = now_ms()
        videos = now - int(self._retention.video_days * DAY_MS)
        failures = now - int(self._retention.failure_days * DAY_MS)
        self._expire((State.COMPLETED,), videos)
        self._expire((State.FAILED, State.CANCELLED), failures)
        self._clear_work()
        while self._leftovers.forget_engine_rows(now - _ENGINE_ROWS_KEPT_MS) >= 1000:
            pass
        for chore in self._leftovers.chores:
            chore()

    def _expire(self, states: tuple[State, ...], before_ms: int) -> None:
        names = [state.value for state in states]
        old = (tasks.c.state.in_(names), tasks.c.completed_at_ms < before_ms)
        while not self._done.is_set():
            with reading(self._engine) as connection:
                rows = (
                    connection.execute(sa.select(tasks).where(*old).limit(_BATCH)).mappings().all()
                )
            if not rows:
                return
            self._remove([task_of(row) for row in rows])

    def _remove(self, expired: list[Task]) -> None:
        # Files first: a row without its file is swept again, a file without its row never.
        self._leftovers.publication.discard(expired)
        ids = [task.id for task in expired]
        with writing(self._engine) as connection:
            connection.execute(deliveries.delete().where(deliveries.c.task_id.in_(ids)))
            connection.execute(tasks.delete().where(tasks.c.id.in_(ids)))

    def _clear_work(self) -> None:
        root = self._leftovers.work_root
        folders = [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
        if not folders:
            return
        query = sa.select(tasks.c.id, tasks.c.attempt).where(tasks.c.state == State.RUNNING.value)
        with reading(self._engine) as connection:
            running = {f"{task_id}.{attempt}" for task_id, attempt in connection.execute(query)}
        for folder in folders:
            if folder.name not in running:
                shutil.rmtree(folder, ignore_errors=True)
