"""What a task is: its states, its stages, and what goes into and comes out of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = Mapping[str, Any]

LOWEST_PRIORITY = -10
HIGHEST_PRIORITY = 10


class State(StrEnum):
    """Where a task is in its life; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to the task."""
        return self in (State.COMPLETED, State.FAILED, State.CANCELLED)


class Stage(StrEnum):
    """What a running task is doing."""

    WAITING = "waiting"
    STARTED = "started"
    PARSED = "draft-parsed"
    READY = "environment-ready"
    MATERIALS = "materials-ready"
    RENDERING = "rendering"
    WRITING = "writing"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task failed: ``code`` is a code of :mod:`cutroom.core.errors`."""

    code: str
    message: str
    hint: str = ""
    stage: str = ""
    details: Json = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Message and hint as one text."""
        return f"{self.message} {self.hint}".strip()


@dataclass(frozen=True, slots=True)
class Submission:
    """A wish for a task.

    ``draft_key`` is the canonical id or URL of the draft, ``content_digest`` the digest of its content as
    it is now ("" when only fetching would tell). ``options`` change the output, ``spec`` is all the
    render function needs, and is not looked into here. ``output_s`` is the expected length in seconds, 0
    if unknown. ``not_task_id`` is a finished task that must not answer, because its file is gone.
    """

    draft_key: str
    draft_url: str
    spec: Json
    options: Json = field(default_factory=dict)
    content_digest: str = ""
    priority: int = 0
    callback_url: str = ""
    idempotency_key: str = ""
    output_s: float = 0.0
    not_task_id: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished render of ``frames`` frames has to show. ``result`` is kept and handed out as it is.

    ``content_digest`` is the digest of the draft that was really rendered.
    """

    result: Json
    output_s: float
    content_digest: str = ""
    diagnostics: tuple[Json, ...] = ()
    frames: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the task table, as it was when it was read. Times are epoch milliseconds.

    ``version`` grows with every change. ``queue_position`` is 1 for the task that starts next, 0 when
    it is not waiting. ``progress`` never goes back while the task runs.
    """

    id: str
    draft_key: str
    draft_url: str
    state: State
    stage: Stage
    progress: float
    frames_done: int
    frames_total: int
    priority: int
    attempt: int
    version: int
    created_at_ms: int
    updated_at_ms: int
    started_at_ms: int | None
    rendering_at_ms: int | None
    completed_at_ms: int | None
    content_digest: str
    options_digest: str
    options: Json
    spec: Json
    callback_url: str
    output_s: float
    result: Json
    diagnostics: tuple[Json, ...]
    failure: Failure | None
    queue_position: int = 0

    @property
    def run_s(self) -> float:
        """Seconds from start to end; 0 until it ended."""
        if self.started_at_ms is None or self.completed_at_ms is None:
            return 0.0
        return (self.completed_at_ms - self.started_at_ms) / 1000
