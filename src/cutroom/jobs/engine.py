"""The door to durable tasks, whatever engine runs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from cutroom.jobs.model import Json, Outcome, Stage, State, Submission, Task

Meaning = Literal["created", "joined", "finished", "failed-recently"]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The task a submission led to, and how: a new one, one under way, or one that already ended."""

    task: Task
    meaning: Meaning


MAX_CURSOR = 2**63 - 1
"""What a database can compare a cursor with."""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks to list, newest first: ``before`` is the cursor of the page before."""

    draft_key: str = ""
    state: State | None = None
    before: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Tasks, newest first, and the cursor of the next page (0 at the end)."""

    tasks: tuple[Task, ...]
    next_cursor: int


@dataclass(frozen=True, slots=True)
class Load:
    """Numbers of the queue now; ``workers`` are the live worker processes."""

    by_state: Mapping[State, int]
    workers: int
    oldest_queued_s: float = 0.0

    @property
    def queued(self) -> int:
        """Tasks that wait."""
        return self.by_state.get(State.QUEUED, 0)

    @property
    def running(self) -> int:
        """Tasks that run."""
        return self.by_state.get(State.RUNNING, 0)


class JobEngine(Protocol):
    """Submit, look, cancel. Every call answers from the database, in milliseconds."""

    def warm_up(self) -> None:
        """Do now what the first submission would wait for. Raises StorageError."""
        ...

    def submit(self, submission: Submission) -> Accepted:
        """A durable task for ``submission``, or the one that already answers it.

        Raises Busy when the queue is full, Conflict for an idempotency key used with another request,
        StorageError when the database cannot be written.
        """
        ...

    def find(self, task_id: str) -> Task | None:
        """The task with this id."""
        ...

    def latest(self, draft_key: str, options_digest: str = "") -> Task | None:
        """The newest task of a draft, of these options only if their digest is given."""
        ...

    def list(self, wanted: TaskFilter) -> Page:
        """Tasks, newest first."""
        ...

    def cancel(self, task_id: str) -> Task:
        """End a queued or running task. Raises NotFound, or Conflict when it has ended."""
        ...

    def retry(self, task_id: str) -> Task:
        """A new run of a failed or cancelled task under its own id. Raises NotFound, Conflict."""
        ...

    def load(self) -> Load:
        """How much there is to do and who does it."""
        ...

    def estimate_s(self, task: Task) -> float:
        """Seconds until ``task`` is done, from the history of finished ones; 0 when it has ended."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt at a task. ``work_dir`` is there, empty, the attempt's own, and removed after it."""

    task: Task
    attempt: int
    work_dir: Path


class Watch(Protocol):
    """The render function's line to its task."""

    def report(
        self, stage: Stage, percent: float, frames_done: int = 0, frames_total: int = 0
    ) -> None:
        """Say how far it is, 0–100; cheap, may be called for every frame."""
        ...

    def should_stop(self) -> bool:
        """Whether to stop at once: cancelled, out of time, or the worker is going down."""
        ...


RenderFunction = Callable[[Job, Watch], Outcome]
"""Renders one job and publishes its file. Raises CutroomError; transient ones are tried again."""


class Publication(Protocol):
    """The published files of tasks, to be removed."""

    def discard(self, tasks: Sequence[Task]) -> None:
        """Remove all files of tasks that have expired."""
        ...

    def withdraw(self, result: Json) -> None:
        """Remove the one file of a result that came too late to count."""
        ...
