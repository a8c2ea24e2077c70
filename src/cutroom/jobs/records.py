"""Reading tasks: rows to values, and the questions that status, lists and load ask."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import sqlalchemy as sa

from cutroom.jobs.database import clock_ms, now_ms, reading, tasks, workers
from cutroom.jobs.engine import Load, Page, TaskFilter
from cutroom.jobs.model import Failure, Stage, State, Task

LEASE_MS = 8_000
"""A worker that has not been heard of for this long is dead."""


def _position() -> sa.ScalarSelect[int]:
    ahead = tasks.alias("ahead")
    earlier = sa.and_(ahead.c.priority == tasks.c.priority, ahead.c.seq <= tasks.c.seq)
    return (
        sa.select(sa.func.count())
        .where(ahead.c.state == State.QUEUED.value)
        .where(sa.or_(ahead.c.priority > tasks.c.priority, earlier))
        .scalar_subquery()
    )


_WAITING = sa.case((tasks.c.state == State.QUEUED.value, _position()), else_=0)
TASK = sa.select(tasks, _WAITING.label("queue_position"))


def read(connection: sa.Connection, task_id: str) -> Task:
    """A task that exists, as this transaction sees it."""
    query = TASK.where(tasks.c.id == task_id)
    return task_of(connection.execute(query).mappings().one())


def task_of(row: sa.RowMapping) -> Task:
    """The value of one row."""
    failure = None
    if row["error_code"]:
        failure = Failure(
            row["error_code"],
            row["error_message"],
            row["error_hint"],
            row["error_stage"],
            row["error_details"],
        )
    same: dict[str, Any] = {name: row[name] for name in _SAME}
    return Task(
        state=State(row["state"]),
        stage=Stage(row["stage"]),
        diagnostics=tuple(row["diagnostics"]),
        failure=failure,
        queue_position=int(row.get("queue_position") or 0),
        **same,
    )


_CONVERTED = {"state", "stage", "diagnostics", "failure", "queue_position"}
_SAME = [item.name for item in fields(Task) if item.name not in _CONVERTED]


def find(engine: sa.Engine, task_id: str) -> Task | None:
    """The task with this id, by one SQL."""
    return _one(engine, TASK.where(tasks.c.id == task_id))


def latest(engine: sa.Engine, draft_key: str, options_digest: str = "") -> Task | None:
    """The newest task of a draft (of these options), by one SQL."""
    query = TASK.where(tasks.c.draft_key == draft_key)
    if options_digest:
        query = query.where(tasks.c.options_digest == options_digest)
    return _one(engine, query.order_by(tasks.c.seq.desc()).limit(1))


def _one(engine: sa.Engine, query: sa.Select[Any]) -> Task | None:
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
    return task_of(row) if row else None


def page(engine: sa.Engine, wanted: TaskFilter) -> Page:
    """Tasks, newest first."""
    query = TASK.order_by(tasks.c.seq.desc()).limit(wanted.limit + 1)
    if wanted.draft_key:
        query = query.where(tasks.c.draft_key == wanted.draft_key)
    if wanted.state:
        query = query.where(tasks.c.state == wanted.state.value)
    if wanted.before:
        query = query.where(tasks.c.seq < wanted.before)
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
    shown = rows[: wanted.limit]
    more = len(rows) > len(shown)
    return Page(tuple(task_of(row) for row in shown), shown[-1]["seq"] if more else 0)


def load(engine: sa.Engine) -> Load:
    """Tasks by state, live workers, and how long the first in the queue has waited."""
    counts = sa.select(tasks.c.state, sa.func.count()).group_by(tasks.c.state)
    oldest = sa.select(sa.func.min(tasks.c.updated_at_ms)).where(
        tasks.c.state == State.QUEUED.value
    )
    with reading(engine) as connection:
        by_state = {State(state): count for state, count in connection.execute(counts)}
        alive = workers.c.beat_at_ms > clock_ms(connection) - LEASE_MS
        count = connection.scalar(sa.select(sa.func.count()).select_from(workers).where(alive))
        first_ms = connection.scalar(oldest) or now_ms()
    return Load(by_state, count or 0, max(0.0, (now_ms() - first_ms) / 1000))
