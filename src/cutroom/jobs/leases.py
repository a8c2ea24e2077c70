"""Who is alive, and whose work must be taken over.

Each worker writes a heartbeat by the database's clock. Work of a worker that has not been heard of for the
length of a lease goes back into the queue. On SQLite all workers share a disk, so a file lock proves sooner
that a starting worker is alone, and that all earlier ones are dead.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from cutroom.core.errors import StorageError
from cutroom.jobs.database import clock_ms, now_ms, reading, tasks, workers, writing
from cutroom.jobs.durable import RENDERS, Enqueuer, Executor
from cutroom.jobs.model import State
from cutroom.jobs.records import LEASE_MS
from cutroom.jobs.submitting import requeue

log = logging.getLogger(__name__)

BEAT_S = 2.0
_STRANDED_MS = 20_000
_ACTIVE = (State.QUEUED.value, State.RUNNING.value)


def new_executor_id() -> str:
    """Fresh for every start: an id that comes back would claim the work of its former self."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}-{uuid.uuid4().hex[:12]}"


class Presence:
    """The file lock by which workers on one disk know of each other; held until the process ends."""

    def __init__(self, path: Path) -> None:
        """``path`` is made when it is not there. Raises StorageError when it cannot be."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a")
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}.") from error

    def enter(self) -> bool:
        """Become present; True when no other worker was."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            alone = True
        except BlockingIOError:
            alone = False
        fcntl.flock(self._file, fcntl.LOCK_SH)
        return alone

    def leave(self) -> None:
        """Be gone."""
        self._file.close()


class Leases:
    """The heartbeat of this worker, and the reaper of others' work."""

    def __init__(
        self,
        engine: sa.Engine,
        executor: Executor,
        enqueuer: Enqueuer,
        active: Callable[[], frozenset[str]],
    ) -> None:
        """``active`` are the ids of the tasks that run in this process."""
        self._engine = engine
        self._executor = executor
        self._enqueuer = enqueuer
        self._active = active
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="leases", daemon=True)

    def start(self, slots: int) -> None:
        """Write the first heartbeat and go on writing them."""
        with writing(self._engine) as connection:
            now = clock_ms(connection)
            connection.execute(
                workers.insert().values(
                    executor_id=self._executor.id,
                    host=socket.gethostname(),
                    slots=slots,
                    started_at_ms=now,
                    beat_at_ms=now,
                )
            )
        self._thread.start()

    def stop(self) -> None:
        """End the heartbeat and say so: others take over at once what is left."""
        self._done.set()
        self._thread.join()
        with writing(self._engine) as connection:
            connection.execute(workers.delete().where(workers.c.executor_id == self._executor.id))

    def recover_everything(self) -> None:
        """Take over all work: this worker has proved to be the only one."""
        with writing(self._engine) as connection:
            connection.execute(workers.delete().where(workers.c.executor_id != self._executor.id))
        self._recover(self._executor.owners_of_pending_work() - {self._executor.id})

    def _loop(self) -> None:
        beats = 0
        while not self._done.wait(BEAT_S):
            beats += 1
            try:
                self._beat()
                self._recover(self._executor.owners_of_pending_work() - self._alive())
                if beats % 5 == 0:
                    self.requeue_stranded()
            except Exception:
                log.warning("the heartbeat failed, it goes on", exc_info=True)

    def _beat(self) -> None:
        with writing(self._engine) as connection:
            now = clock_ms(connection)
            mine = workers.c.executor_id == self._executor.id
            connection.execute(workers.update().where(mine).values(beat_at_ms=now))
            connection.execute(workers.delete().where(workers.c.beat_at_ms < now - 60 * LEASE_MS))

    def _alive(self) -> set[str]:
        with reading(self._engine) as connection:
            fresh = workers.c.beat_at_ms > clock_ms(connection) - LEASE_MS
            ids = connection.scalars(sa.select(workers.c.executor_id).where(fresh))
            return {self._executor.id, *ids}

    def _recover(self, dead: set[str]) -> None:
        if dead:
            log.warning("taking over the work of %s", ", ".join(sorted(dead)))
            self._executor.recover(sorted(dead))

    def requeue_stranded(self) -> None:
        """Queue again the tasks that the engine has let go of without an ending written.

        It happens when the database was away, or its disk full, at the moment of the ending.
        """
        quiet = tasks.c.updated_at_ms < now_ms() - _STRANDED_MS
        query = (
            sa.select(tasks.c.id, tasks.c.run).where(tasks.c.state.in_(_ACTIVE), quiet).limit(200)
        )
        with reading(self._engine) as connection:
            found = connection.execute(query).all()
        for task_id, run in found:
            if task_id in self._active() or self._executor.is_unfinished(task_id, run):
                continue
            self._requeue(task_id, run)

    def _requeue(self, task_id: str, run: int) -> None:
        def enqueue(connection: sa.Connection, subject: str, next_run: int, rank: int) -> None:
            self._enqueuer.enqueue(connection, RENDERS, (subject, next_run), rank)

        same = (tasks.c.id == task_id, tasks.c.run == run, tasks.c.state.in_(_ACTIVE))
        with writing(self._engine) as connection:
            if connection.scalar(sa.select(tasks.c.id).where(*same).with_for_update()):
                log.warning("task %s was left without an ending, queued again", task_id)
                requeue(connection, enqueue, task_id)
