"""A worker process: takes tasks from the queue, runs them, takes over from the dead, sweeps."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from cutroom.jobs.attempts import AttemptRules, Attempts
from cutroom.jobs.database import create_tables
from cutroom.jobs.durable import NOTICES, RENDERS, Enqueuer, Executor
from cutroom.jobs.engine import Publication, RenderFunction
from cutroom.jobs.leases import Leases, Presence, new_executor_id
from cutroom.jobs.ledger import Ledger
from cutroom.jobs.notices import Announcer, Courier, Describe, Post
from cutroom.jobs.sweeping import Leftovers, Retention, Sweeper

log = logging.getLogger(__name__)

_HAND_BACK_S = 8


@dataclass(frozen=True, slots=True)
class WorkerParts:
    """What a worker is given: how to render, where files are published, how tasks are described and told of.

    ``chores`` are called about once a minute.
    """

    render: RenderFunction
    publication: Publication
    describe: Describe
    post: Post
    chores: Sequence[Callable[[], None]] = ()


@dataclass(frozen=True, slots=True)
class WorkerRules:
    """Numbers and folders of a worker. ``drain_s`` is how long running renders may go on after ``stop``."""

    rules: AttemptRules
    slots: int
    presence_file: Path
    drain_s: float = 20.0
    retention: Retention = field(default_factory=Retention)
    webhook_secret: str = ""


class Worker:
    """One a process."""

    def __init__(self, engine: sa.Engine, parts: WorkerParts, rules: WorkerRules) -> None:
        self._engine = engine
        self._rules = rules
        create_tables(engine)
        enqueuer = Enqueuer(engine)
        executor_id = new_executor_id()
        announcer = Announcer(enqueuer, parts.describe)
        ledger = Ledger(engine, enqueuer, executor_id, announcer.announce)
        self._attempts = Attempts(ledger, rules.rules, parts.render, parts.publication)
        courier = Courier(engine, enqueuer, parts.post, rules.webhook_secret)
        self._executor = Executor(
            engine, executor_id, {RENDERS: self._attempts.run, NOTICES: courier.deliver}
        )
        self._leases = Leases(engine, self._executor, enqueuer, self._attempts.active)
        leftovers = Leftovers(
            rules.rules.work_root,
            parts.publication,
            self._executor.forget_before,
            parts.chores,
        )
        self._sweeper = Sweeper(engine, rules.retention, leftovers)
        self._presence: Presence | None = None

    def start(self) -> None:
        """Begin to take tasks. Tasks of dead workers are taken over: at once where it is provably alone."""
        alone = False
        if self._engine.dialect.name == "sqlite":
            self._presence = Presence(self._rules.presence_file)
            alone = self._presence.enter()
        self._attempts.open(self._rules.slots)
        self._executor.start(self._rules.slots)
        self._leases.start(self._rules.slots)
        if alone:
            self._leases.recover_everything()
        self._sweeper.start()
        log.info("worker %s takes up to %s renders at once", self._executor.id, self._rules.slots)

    def stop(self) -> None:
        """Take nothing new, let running renders end for a while, hand the rest back, and be gone."""
        self._attempts.go_down()
        deadline = time.monotonic() + self._rules.drain_s
        while self._attempts.active() and time.monotonic() < deadline:
            time.sleep(0.1)
        self._attempts.stop_all()
        self._sweeper.stop()
        self._executor.stop(_HAND_BACK_S if self._attempts.active() else 1)
        self._leases.stop()
        if self._presence:
            self._presence.leave()
        self._engine.dispose()
