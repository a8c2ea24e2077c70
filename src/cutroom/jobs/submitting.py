"""Accepting tasks: one active task a key, whatever arrives at the same moment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from cutroom.core.errors import Busy, Conflict, TaskNotFound
from cutroom.core.ids import new_task_id
from cutroom.jobs.database import now_ms, tasks, writing
from cutroom.jobs.engine import Accepted
from cutroom.jobs.model import Stage, State, Submission, Task
from cutroom.jobs.records import TASK, read, task_of

FAILURE_STANDS_MS = 60_000
"""For this long a failure answers the same submission again, so that loops of re-submitting end."""

_ACTIVE = (State.QUEUED.value, State.RUNNING.value)

Enqueue = Callable[[sa.Connection, str, int, int], None]
"""Puts (task id, run, rank) into the queue as part of the transaction; lower ranks start first."""


@dataclass(frozen=True, slots=True)
class Queueing:
    """What accepting needs: where to write, how to enqueue and to tell of an end, how many may wait."""

    engine: sa.Engine
    enqueue: Enqueue
    announce: Callable[[sa.Connection, Task], None]
    limit: int


def digest_of(value: object) -> str:
    """SHA-256 of the canonical JSON of ``value``."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def rank_of(priority: int, seq: int) -> int:
    """The place in the queue: by priority (10 first), then in order of arrival."""
    return (10 - priority) * 100_000_000 + seq % 100_000_000 + 1


def submit(queueing: Queueing, submission: Submission) -> Accepted:
    """See :meth:`cutroom.jobs.engine.JobEngine.submit`."""
    for _ in range(3):
        try:
            return _submit_once(queueing, submission)
        except sa.exc.IntegrityError:
            # Two of the same came at the same moment on PostgreSQL: the next look finds the winner.
            continue
    raise Busy("The same draft is being submitted many times at this moment.", retry_after_s=1)


def _submit_once(queueing: Queueing, submission: Submission) -> Accepted:
    options_digest = digest_of(submission.options)
    request_digest = digest_of([submission.draft_key, submission.options])
    with writing(queueing.engine) as connection:
        _lock(connection, submission.draft_key + options_digest)
        known = _by_idempotency_key(connection, submission.idempotency_key, request_digest)
        known = known or _answering(connection, submission, options_digest)
        if known:
            return known
        _refuse_when_full(connection, queueing.limit)
        row = _new_row(submission, options_digest, request_digest)
        seq = connection.execute(tasks.insert().values(row)).inserted_primary_key
        queueing.enqueue(
            connection, row["id"], 1, rank_of(submission.priority, seq[0] if seq else 0)
        )
        return Accepted(read(connection, row["id"]), "created")


def _lock(connection: sa.Connection, key: str) -> None:
    """One submission of a key at a time; SQLite's write lock does it already."""
    if connection.dialect.name == "postgresql":
        number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.cast(number, sa.BigInteger))))


def _by_idempotency_key(
    connection: sa.Connection, key: str, request_digest: str
) -> Accepted | None:
    if not key:
        return None
    row = (
        connection.execute(sa.select(tasks).where(tasks.c.idempotency_key == key))
        .mappings()
        .first()
    )
    if row is None:
        return None
    if row["request_digest"] != request_digest:
        raise Conflict(
            "This idempotency key was used for another request.",
            hint="Use a new key for a new request.",
            details={"reason": "idempotency-key-reused", "task_id": row["id"]},
        )
    return Accepted(task_of(row), _meaning(State(row["state"])))


def _answering(
    connection: sa.Connection, submission: Submission, options_digest: str
) -> Accepted | None:
    """The newest task of the draft and options if it answers this submission."""
    newest = (
        TASK.where(
            tasks.c.draft_key == submission.draft_key, tasks.c.options_digest == options_digest
        )
        .order_by(tasks.c.seq.desc())
        .limit(1)
    )
    row = connection.execute(newest).mappings().first()
    if row is None or row["id"] == submission.not_task_id:
        return None
    unchanged = _is_unchanged(row, submission)
    state = State(row["state"])
    if state is State.QUEUED and not unchanged:
        # It has not read the draft yet, so it will render the content of now.
        return Accepted(_adopt(connection, row, submission), "joined")
    if not unchanged or state is State.CANCELLED:
        return None
    if state is State.FAILED and (row["completed_at_ms"] or 0) < now_ms() - FAILURE_STANDS_MS:
        return None
    return Accepted(task_of(row), _meaning(state))


def _is_unchanged(row: sa.RowMapping, submission: Submission) -> bool:
    known, current = row["content_digest"], submission.content_digest
    return not known or not current or known == current


def _meaning(state: State) -> Any:
    if state is State.COMPLETED:
        return "finished"
    return "joined" if state.value in _ACTIVE else "failed-recently"


def _adopt(connection: sa.Connection, row: sa.RowMapping, submission: Submission) -> Task:
    change = tasks.update().where(tasks.c.id == row["id"])
    connection.execute(
        change.values(
            content_digest=submission.content_digest,
            active_key=_active_key(submission, row["options_digest"]),
            spec=dict(submission.spec),
            output_s=submission.output_s,
            version=tasks.c.version + 1,
        )
    )
    return read(connection, row["id"])


def _active_key(submission: Submission, options_digest: str) -> str:
    return digest_of([submission.draft_key, submission.content_digest, options_digest])


def _refuse_when_full(connection: sa.Connection, limit: int) -> None:
    waiting = sa.select(sa.func.count()).where(tasks.c.state == State.QUEUED.value)
    if (connection.scalar(waiting) or 0) >= limit:
        raise Busy("The queue is full.", retry_after_s=30)


def _new_row(submission: Submission, options_digest: str, request_digest: str) -> dict[str, Any]:
    now = now_ms()
    return {
        "id": new_task_id(),
        "draft_key": submission.draft_key,
        "draft_url": submission.draft_url,
        "content_digest": submission.content_digest,
        "options_digest": options_digest,
        "active_key": _active_key(submission, options_digest),
        "idempotency_key": submission.idempotency_key or None,
        "request_digest": request_digest,
        "state": State.QUEUED.value,
        "stage": Stage.WAITING.value,
        "priority": submission.priority,
        "created_at_ms": now,
        "updated_at_ms": now,
        "options": dict(submission.options),
        "spec": dict(submission.spec),
        "callback_url": submission.callback_url,
        "output_s": submission.output_s,
        "result": {},
        "diagnostics": [],
        "error_details": {},
    }


def cancel(queueing: Queueing, task_id: str) -> Task:
    """End a task now; the attempt that runs it notices that the row is no longer its own."""
    now = now_ms()
    with writing(queueing.engine) as connection:
        ended = connection.execute(
            tasks.update()
            .where(tasks.c.id == task_id, tasks.c.state.in_(_ACTIVE))
            .values(
                state=State.CANCELLED.value,
                active_key=None,
                executor_id=None,
                completed_at_ms=now,
                updated_at_ms=now,
                version=tasks.c.version + 1,
            )
        )
        task = _existing(connection, task_id)
        if ended.rowcount:
            queueing.announce(connection, task)
    if not ended.rowcount:
        raise Conflict(
            f"The task has already ended: it is {task.state.value}.",
            hint="Only a queued or running task can be cancelled.",
            details={"reason": f"already-{task.state.value}"},
        )
    return task


def retry(queueing: Queueing, task_id: str) -> Task:
    """Queue a failed or cancelled task again under its own id."""
    try:
        return _retry_once(queueing, task_id)
    except sa.exc.IntegrityError as error:
        raise Conflict(
            "Another task renders the same draft at this moment.",
            hint="Wait for that one, or cancel it first.",
            details={"reason": "same-draft-active"},
        ) from error


def _retry_once(queueing: Queueing, task_id: str) -> Task:
    with writing(queueing.engine) as connection:
        task = _existing(connection, task_id)
        if task.state not in (State.FAILED, State.CANCELLED):
            raise Conflict(
                f"The task is {task.state.value}.",
                hint="Only a failed or cancelled task can be tried again.",
                details={"reason": f"is-{task.state.value}"},
            )
        _refuse_when_full(connection, queueing.limit)
        requeue(connection, queueing.enqueue, task_id, fresh=True)
        return read(connection, task_id)


def requeue(
    connection: sa.Connection, enqueue: Callable[..., None], task_id: str, *, fresh: bool = False
) -> None:
    """Put a task back into the queue as its next run; ``fresh`` forgets what earlier runs left."""
    row = connection.execute(sa.select(tasks).where(tasks.c.id == task_id)).mappings().one()
    change: dict[str, Any] = {
        "state": State.QUEUED.value,
        "stage": Stage.WAITING.value,
        "executor_id": None,
        "run": row["run"] + 1,
        "updated_at_ms": now_ms(),
        "version": row["version"] + 1,
    }
    if fresh:
        change |= {
            "active_key": digest_of(
                [row["draft_key"], row["content_digest"], row["options_digest"]]
            ),
            "progress": 0.0,
            "frames_done": 0,
            "frames_total": 0,
            "failed_attempts": 0,
            "lost_starts": 0,
            "started_at_ms": None,
            "rendering_at_ms": None,
            "completed_at_ms": None,
            "error_code": "",
            "error_message": "",
            "error_hint": "",
            "error_stage": "",
            "error_details": {},
        }
    connection.execute(tasks.update().where(tasks.c.id == task_id).values(change))
    enqueue(connection, task_id, row["run"] + 1, rank_of(row["priority"], row["seq"]))


def _existing(connection: sa.Connection, task_id: str) -> Task:
    row = connection.execute(sa.select(tasks).where(tasks.c.id == task_id)).mappings().first()
    if row is None:
        raise TaskNotFound(hint="Tasks are kept for a limited time after they end.")
    return task_of(row)
