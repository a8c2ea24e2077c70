"""The job engine as the API uses it: our tables, and DBOS behind them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa

from cutroom.jobs import records, submitting
from cutroom.jobs.database import create_tables
from cutroom.jobs.engine import Accepted, Load, Page, TaskFilter
from cutroom.jobs.history import History
from cutroom.jobs.model import Json, Submission, Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutroom.jobs.durable import Enqueuer


class TaskEngine:
    """Implements :class:`cutroom.jobs.engine.JobEngine`.

    The engine library is imported and its tables are made on first use (or by ``warm_up``), so that a
    service which only answers is ready at once.
    """

    def __init__(
        self, engine: sa.Engine, queue_limit: int, describe: Callable[[Task], Json]
    ) -> None:
        """``describe`` gives the public form of a task for notices."""
        self._engine = engine
        self._queue_limit = queue_limit
        self._describe = describe
        self._history = History(engine)
        self._lock = threading.Lock()
        self._enqueuer: Enqueuer | None = None
        create_tables(engine)

    def warm_up(self) -> None:
        """Do now what the first submission would wait for."""
        self._connected()

    def _connected(self) -> Enqueuer:
        with self._lock:
            if self._enqueuer is None:
                from cutroom.jobs.durable import Enqueuer, prepare_database

                prepare_database(self._engine.url.render_as_string(hide_password=False))
                self._enqueuer = Enqueuer(self._engine)
            return self._enqueuer

    @property
    def _queueing(self) -> submitting.Queueing:
        from cutroom.jobs.durable import RENDERS
        from cutroom.jobs.notices import Announcer

        enqueuer = self._connected()

        def enqueue(connection: sa.Connection, task_id: str, run: int, rank: int) -> None:
            enqueuer.enqueue(connection, RENDERS, (task_id, run), rank)

        announcer = Announcer(enqueuer, self._describe)
        return submitting.Queueing(self._engine, enqueue, announcer.announce, self._queue_limit)

    def submit(self, submission: Submission) -> Accepted:
        """See JobEngine."""
        return submitting.submit(self._queueing, submission)

    def find(self, task_id: str) -> Task | None:
        """See JobEngine."""
        return records.find(self._engine, task_id)

    def latest(self, draft_key: str, options_digest: str = "") -> Task | None:
        """See JobEngine."""
        return records.latest(self._engine, draft_key, options_digest)

    def list(self, wanted: TaskFilter) -> Page:
        """See JobEngine."""
        return records.page(self._engine, wanted)

    def cancel(self, task_id: str) -> Task:
        """See JobEngine."""
        return submitting.cancel(self._queueing, task_id)

    def retry(self, task_id: str) -> Task:
        """See JobEngine."""
        return submitting.retry(self._queueing, task_id)

    def load(self) -> Load:
        """See JobEngine."""
        return records.load(self._engine)

    def estimate_s(self, task: Task) -> float:
        """See JobEngine."""
        return self._history.estimate_s(task)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()
