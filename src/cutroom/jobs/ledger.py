"""What a running attempt may write about its task, and nothing an outdated one may.

Every write is fenced by the attempt number: an attempt that was cancelled, or whose task another worker
has taken over, finds that its writes change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cutroom.core.errors import InternalError
from cutroom.jobs.database import now_ms, tasks, writing
from cutroom.jobs.durable import RENDERS, Enqueuer
from cutroom.jobs.failures import failure_of
from cutroom.jobs.model import Failure, Outcome, Stage, State, Task
from cutroom.jobs.records import read
from cutroom.jobs.submitting import requeue

MAX_LOST_STARTS = 3
"""A task whose worker was lost this often is the reason for it."""

_ACTIVE = (State.QUEUED.value, State.RUNNING.value)
Announce = Callable[[sa.Connection, Task], None]


@dataclass(frozen=True, slots=True)
class Position:
    """How far an attempt is."""

    stage: Stage
    percent: float
    frames_done: int = 0
    frames_total: int = 0
    rendering_at_ms: int | None = None


class Ledger:
    """The writes of one worker process."""

    def __init__(
        self, engine: sa.Engine, enqueuer: Enqueuer, executor_id: str, announce: Announce
    ) -> None:
        """``announce`` tells of a task that ended, as part of the transaction that ends it."""
        self._engine = engine
        self._enqueuer = enqueuer
        self._executor_id = executor_id
        self._announce = announce

    def begin(self, task_id: str, run: int) -> Task | None:
        """Start the next attempt of this run; None when the run is no longer wanted."""
        with writing(self._engine) as connection:
            row = (
                connection.execute(
                    sa.select(tasks)
                    .where(tasks.c.id == task_id, tasks.c.run == run, tasks.c.state.in_(_ACTIVE))
                    .with_for_update()
                )
                .mappings()
                .first()
            )
            if row is None:
                return None
            if row["lost_starts"] >= MAX_LOST_STARTS:
                self._end_poisoned(connection, row)
                return None
            now = now_ms()
            self._change(
                connection,
                row["id"],
                state=State.RUNNING.value,
                stage=Stage.STARTED.value,
                progress=max(row["progress"], 10.0),
                attempt=row["attempt"] + 1,
                lost_starts=row["lost_starts"] + 1,
                executor_id=self._executor_id,
                started_at_ms=row["started_at_ms"] or now,
                rendering_at_ms=None,
                frames_done=0,
                frames_total=0,
            )
            return read(connection, task_id)

    def save(self, task: Task, position: Position) -> bool:
        """Write how far the attempt is; False when the task is no longer its own."""
        values: dict[str, Any] = {
            "stage": position.stage.value,
            "progress": position.percent,
            "frames_done": position.frames_done,
            "frames_total": position.frames_total,
            "rendering_at_ms": position.rendering_at_ms,
        }
        with writing(self._engine) as connection:
            return self._fenced(connection, task, values)

    def is_own(self, task: Task) -> bool:
        """Whether the task is still this attempt's."""
        query = sa.select(tasks.c.id).where(*_fence(task))
        with self._engine.connect() as connection:
            return connection.scalar(query) is not None

    def complete(self, task: Task, outcome: Outcome) -> bool:
        """End the task well; False when it is no longer this attempt's."""
        return self._end(
            task,
            State.COMPLETED,
            stage=Stage.DONE.value,
            progress=100.0,
            frames_done=outcome.frames or tasks.c.frames_total,
            frames_total=outcome.frames or tasks.c.frames_total,
            result=dict(outcome.result),
            output_s=outcome.output_s,
            diagnostics=[dict(entry) for entry in outcome.diagnostics],
            content_digest=outcome.content_digest or task.content_digest,
        )

    def fail(self, task: Task, failure: Failure) -> bool:
        """End the task badly; False when it is no longer this attempt's."""
        return self._end(task, State.FAILED, **_failure_columns(failure))

    def try_later(self, task: Task, delay_s: float) -> bool:
        """Queue the task again after a failure that may pass."""
        return self._again(task, delay_s, {"failed_attempts": tasks.c.failed_attempts + 1})

    def hand_back(self, task: Task, delay_s: float = 0.0) -> bool:
        """Queue the task again because this worker cannot go on with it."""
        return self._again(task, delay_s, {})

    def failed_attempts(self, task: Task) -> int:
        """Attempts of the task that failed in a way that may pass."""
        query = sa.select(tasks.c.failed_attempts).where(tasks.c.id == task.id)
        with self._engine.connect() as connection:
            return connection.scalar(query) or 0

    def _again(self, task: Task, delay_s: float, values: dict[str, Any]) -> bool:
        def later(connection: sa.Connection, task_id: str, run: int, rank: int) -> None:
            self._enqueuer.enqueue(connection, RENDERS, (task_id, run), rank, delay_s)

        with writing(self._engine) as connection:
            if not self._fenced(connection, task, {"lost_starts": 0} | values):
                return False
            requeue(connection, later, task.id)
        return True

    def _end(self, task: Task, state: State, **values: Any) -> bool:
        ended: dict[str, Any] = {
            "state": state.value,
            "active_key": None,
            "executor_id": None,
            "completed_at_ms": now_ms(),
            "lost_starts": 0,
        }
        with writing(self._engine) as connection:
            if not self._fenced(connection, task, ended | values):
                return False
            self._announce(connection, read(connection, task.id))
        return True

    def _end_poisoned(self, connection: sa.Connection, row: sa.RowMapping) -> None:
        error = InternalError(
            f"The worker was lost {MAX_LOST_STARTS} times while it rendered this draft.",
            hint="The draft was given up; see the log of the worker.",
        )
        self._change(
            connection,
            row["id"],
            state=State.FAILED.value,
            active_key=None,
            executor_id=None,
            completed_at_ms=now_ms(),
            **_failure_columns(failure_of(error, row["stage"])),
        )
        self._announce(connection, read(connection, row["id"]))

    def _fenced(self, connection: sa.Connection, task: Task, values: dict[str, Any]) -> bool:
        change = tasks.update().where(*_fence(task)).values(_stamped(values))
        return connection.execute(change).rowcount == 1

    def _change(self, connection: sa.Connection, task_id: str, **values: Any) -> None:
        connection.execute(tasks.update().where(tasks.c.id == task_id).values(_stamped(values)))


def _fence(task: Task) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        tasks.c.id == task.id,
        tasks.c.attempt == task.attempt,
        tasks.c.state == State.RUNNING.value,
    )


def _stamped(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"updated_at_ms": now_ms(), "version": tasks.c.version + 1}


def _failure_columns(failure: Failure) -> dict[str, Any]:
    return {
        "error_code": failure.code,
        "error_message": failure.message,
        "error_hint": failure.hint,
        "error_stage": failure.stage,
        "error_details": dict(failure.details),
    }
