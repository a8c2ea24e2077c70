"""A job engine on a database of its own, and hands to bring tasks into any state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cutroom.core.errors import CutroomError
from cutroom.jobs.database import database_url, open_database, tasks, writing
from cutroom.jobs.durable import Enqueuer
from cutroom.jobs.engine import Accepted, Job, Publication, Watch
from cutroom.jobs.failures import failure_of
from cutroom.jobs.ledger import Ledger
from cutroom.jobs.model import Json, Outcome, Submission, Task
from cutroom.jobs.notices import Announcer
from cutroom.jobs.tasks import TaskEngine


class Desk:
    """The side of a service: submit and look; and a worker by hand: begin, finish, fail."""

    def __init__(self, folder: Path, url: str = "", queue_limit: int = 1000) -> None:
        self.folder = folder
        self.database = open_database(database_url(url, folder))
        self.engine = TaskEngine(self.database, queue_limit, lambda task: {"id": task.id})
        self.engine.warm_up()
        enqueuer = Enqueuer(self.database)
        announcer = Announcer(enqueuer, lambda task: {"id": task.id})
        self.ledger = Ledger(self.database, enqueuer, "by-hand", announcer.announce)

    def close(self) -> None:
        self.engine.close()

    def submit(self, draft: str = "draft:one", **values: Any) -> Accepted:
        return self.engine.submit(Submission(draft, f"https://example/{draft}", {}, **values))

    def begin(self, task: Task) -> Task:
        run = self.column(task.id, tasks.c.run)
        begun = self.ledger.begin(task.id, run)
        assert begun is not None
        return begun

    def finish(self, task: Task, **values: Any) -> None:
        outcome = Outcome({"key": f"{task.id}/1.mp4"}, 5.0, **values)
        assert self.ledger.complete(self.begin(task), outcome)

    def fail(self, task: Task, error: CutroomError) -> None:
        assert self.ledger.fail(self.begin(task), failure_of(error, "rendering"))

    def column(self, task_id: str, column: sa.Column[Any]) -> Any:
        with self.database.connect() as connection:
            return connection.scalar(sa.select(column).where(tasks.c.id == task_id))

    def change(self, task_id: str, **values: Any) -> None:
        with writing(self.database) as connection:
            connection.execute(tasks.update().where(tasks.c.id == task_id).values(**values))

    def count(self) -> int:
        with self.database.connect() as connection:
            return connection.scalar(sa.select(sa.func.count()).select_from(tasks)) or 0


Play = Callable[[Job, Watch], Outcome]


@dataclass
class Stage:
    """A render function that plays a different piece for each draft, and counts its calls."""

    pieces: dict[str, Play] = field(default_factory=dict)
    played: list[str] = field(default_factory=list)
    work_dirs: list[Path] = field(default_factory=list)

    def __call__(self, job: Job, watch: Watch) -> Outcome:
        self.played.append(job.task.draft_key)
        self.work_dirs.append(job.work_dir)
        (job.work_dir / "half.mp4").write_bytes(b"half")
        return self.pieces[job.task.draft_key](job, watch)


@dataclass
class Shelf(Publication):
    """Remembers what was removed."""

    discarded: list[str] = field(default_factory=list)
    withdrawn: list[Json] = field(default_factory=list)

    def discard(self, tasks: Any) -> None:
        self.discarded += [task.id for task in tasks]

    def withdraw(self, result: Json) -> None:
        self.withdrawn.append(result)
