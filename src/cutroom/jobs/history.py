"""How long a task will take, learned from those that ended."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import sqlalchemy as sa

from cutroom.jobs.database import now_ms, reading, tasks, workers
from cutroom.jobs.model import State, Task

SAMPLE = 50
UNKNOWN_RENDER_S = 60.0
UNKNOWN_OUTPUT_S = 30.0
_FRESH_S = 5.0


@dataclass(frozen=True, slots=True)
class Pace:
    """Render seconds per second of output, seconds of a typical output, and renders at once."""

    render_per_output: float
    typical_output_s: float
    slots: int


class History:
    """The pace of the last finished tasks; read again every few seconds at most."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._pace = Pace(UNKNOWN_RENDER_S / UNKNOWN_OUTPUT_S, UNKNOWN_OUTPUT_S, 1)
        self._read_at = float("-inf")

    def estimate_s(self, task: Task) -> float:
        """Seconds until ``task`` is done; 0 when it has ended."""
        if task.state.is_final:
            return 0.0
        pace = self.pace()
        whole_s = self._render_s(task, pace)
        if task.state is State.QUEUED:
            turns_before = max(0, task.queue_position - 1) / pace.slots
            return whole_s + turns_before * pace.render_per_output * pace.typical_output_s
        measured_s = _remaining_by_progress(task)
        if measured_s is not None:
            return measured_s
        ran_s = (now_ms() - (task.started_at_ms or now_ms())) / 1000
        return max(1.0, whole_s - ran_s)

    def pace(self) -> Pace:
        """The pace now."""
        with self._lock:
            if time.monotonic() - self._read_at > _FRESH_S:
                self._pace = self._read()
                self._read_at = time.monotonic()
            return self._pace

    def _render_s(self, task: Task, pace: Pace) -> float:
        return pace.render_per_output * (task.output_s or pace.typical_output_s)

    def _read(self) -> Pace:
        recent = (
            sa.select(tasks.c.started_at_ms, tasks.c.completed_at_ms, tasks.c.output_s)
            .where(tasks.c.state == State.COMPLETED.value)
            .order_by(tasks.c.completed_at_ms.desc())
            .limit(SAMPLE)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(recent).all()
            slots = connection.scalar(sa.select(sa.func.sum(workers.c.slots))) or 1
        rows = [row for row in rows if row.output_s > 0 and row.started_at_ms is not None]
        if not rows:
            return Pace(UNKNOWN_RENDER_S / UNKNOWN_OUTPUT_S, UNKNOWN_OUTPUT_S, slots)
        render_s = sum(row.completed_at_ms - row.started_at_ms for row in rows) / 1000
        output_s = sum(row.output_s for row in rows)
        return Pace(render_s / output_s, output_s / len(rows), slots)


def _remaining_by_progress(task: Task) -> float | None:
    """Seconds left at the speed of this render so far; None before a tenth of the frames is done."""
    if task.rendering_at_ms is None or not task.frames_total:
        return None
    done = task.frames_done / task.frames_total
    if done < 0.1:
        return None
    rendered_s = (task.updated_at_ms - task.rendering_at_ms) / 1000
    return max(0.5, rendered_s * (1 - done) / done)
