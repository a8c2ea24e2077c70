"""DBOS Transact behind two small classes; the only module that knows it.

A workflow here is one start of one task: its argument names the task and the run, its body is handed in. All
state that anybody looks at is in our own tables, written in the same database: enqueuing is part of the
transaction that inserts the task, so a task without a place in the queue cannot exist.

``APPLICATION_VERSION`` is pinned: the library runs only work of its own version, and would strand running
work after each deploy if the version followed the code. Raise it by hand when the arguments of a workflow change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions

APPLICATION = "cutroom"
APPLICATION_VERSION = "1"
RENDERS = "renders"
NOTICES = "notices"
POLL_S = 0.25
NOTICES_AT_ONCE = 4
_PENDING = "PENDING"
_UNFINISHED = ("PENDING", "ENQUEUED", "DELAYED")

# Its INFO lines are its own set-up steps and an advertisement.
logging.getLogger("dbos").setLevel(logging.WARNING)

Body = Callable[[str, int], None]
_bodies: dict[str, Body] = {}


# Registered when the module is imported: every process that runs work knows every kind of work.
@DBOS.workflow(name="render")
def _render(task_id: str, run: int) -> None:
    _bodies[RENDERS](task_id, run)


@DBOS.workflow(name="notice")
def _notice(delivery_id: str, run: int) -> None:
    _bodies[NOTICES](delivery_id, run)


_WORKFLOWS = {RENDERS: "render", NOTICES: "notice"}


def prepare_database(url: str) -> None:
    """Create or upgrade the library's own tables. Safe when several processes start at once."""
    DBOS.migrate(url.replace("postgresql+psycopg://", "postgresql://"))


class Enqueuer:
    """Puts work into the queues as part of the caller's transaction."""

    def __init__(self, engine: sa.Engine) -> None:
        self._client = DBOSClient(
            system_database_engine=engine, application_name=APPLICATION, lazy=True
        )

    def enqueue(
        self,
        connection: sa.Connection,
        queue: str,
        key: tuple[str, int],
        rank: int = 1,
        delay_s: float = 0.0,
    ) -> None:
        """Queue run ``key[1]`` of ``key[0]``; the lowest rank starts first, not before ``delay_s``."""
        subject, run = key
        options: EnqueueOptions = {
            "workflow_name": _WORKFLOWS[queue],
            "queue_name": queue,
            "workflow_id": f"{subject}:{run}",
            "priority": rank,
            "app_version": APPLICATION_VERSION,
            "application_name": APPLICATION,
        }
        if delay_s > 0:
            options["delay_seconds"] = delay_s
        self._client.enqueue_in_transaction(connection, options, subject, run)


class Executor:
    """Takes work from the queues and runs it, in this process. One a process."""

    def __init__(self, engine: sa.Engine, executor_id: str, bodies: dict[str, Body]) -> None:
        """``bodies`` are what to do for each queue; they must not raise."""
        _bodies.update(bodies)
        self.id = executor_id
        self._engine = engine
        url = engine.url.render_as_string(hide_password=False)
        prepare_database(url)
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_engine": engine,
            "system_database_url": url,
            "application_version": APPLICATION_VERSION,
            "executor_id": executor_id,
            "log_level": "WARNING",
            "use_listen_notify": False,
            "run_migrations": False,
        }
        self._dbos = DBOS(config=config)

    def start(self, renders_at_once: int) -> None:
        """Begin to take work, at most ``renders_at_once`` renders."""
        # Queues first: a queue that appears after the launch is noticed a second later.
        client = DBOSClient(
            system_database_engine=self._engine, application_name=APPLICATION, lazy=True
        )
        known = client.retrieve_queue(RENDERS)
        # The number is kept in the database for all hosts: the largest host's stands, and a smaller
        # host gives back what it has no room for.
        most = max(renders_at_once, (known.worker_concurrency or 0) if known else 0)
        for queue, at_once in ((RENDERS, most), (NOTICES, NOTICES_AT_ONCE)):
            client.register_queue(
                queue,
                worker_concurrency=at_once,
                polling_interval_sec=POLL_S,
                application_name=APPLICATION,
            )
        DBOS.launch()

    def stop(self, patience_s: int) -> None:
        """Take nothing more; wait up to ``patience_s`` for what runs."""
        DBOS.destroy(workflow_completion_timeout_sec=patience_s)

    def owners_of_pending_work(self) -> set[str]:
        """Executors that the library believes to be running something."""
        pending = DBOS.list_workflows(
            status=_PENDING, queue_name=[RENDERS, NOTICES], load_input=False, load_output=False
        )
        return {found.executor_id for found in pending if found.executor_id}

    def recover(self, dead: Sequence[str]) -> None:
        """Queue again what these executors were running.

        The library offers no public call for it that keeps the attempt count: this one call is internal to
        it, which is why its version is pinned and a contract test covers it.
        """
        DBOS._recover_pending_workflows(list(dead))

    def is_unfinished(self, subject: str, run: int) -> bool:
        """Whether this run is still queued or running."""
        found = DBOS.get_workflow_status(f"{subject}:{run}")
        return found is not None and found.status in _UNFINISHED

    def forget_before(self, epoch_ms: int) -> int:
        """Delete the library's rows of work that ended before ``epoch_ms``; how many."""
        ended = DBOS.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
            end_time=_iso(epoch_ms),
            limit=1000,
            load_input=False,
            load_output=False,
        )
        if ended:
            DBOS.delete_workflows([found.workflow_id for found in ended])
        return len(ended)


def _iso(epoch_ms: int) -> str:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat()
