"""Settings to a worker. Nothing of the HTTP service is loaded where rendering happens."""

from __future__ import annotations

from collections.abc import Callable

from cutroom.app.draft_sweep import DraftSweep
from cutroom.app.engine import build_engine, describe
from cutroom.app.rendering import PublishedFiles
from cutroom.app.webhooks import webhook_post
from cutroom.jobs.attempts import AttemptRules
from cutroom.jobs.database import database_url, open_database
from cutroom.jobs.engine import RenderFunction
from cutroom.jobs.sweeping import Retention
from cutroom.jobs.worker import Worker, WorkerParts, WorkerRules
from cutroom.settings import Settings

MakeRender = Callable[[Settings], RenderFunction]
"""Makes the render function inside the worker process; a module-level function."""

_WORK = "work"
_PRESENCE = "workers.lock"


def build_worker(settings: Settings, make_render: MakeRender) -> Worker:
    """A worker for this process."""
    library, engine = settings.library(), build_engine(settings)
    publication = PublishedFiles(settings.store(), library, engine)
    sweep = DraftSweep(library, engine, settings.draft_retention_days, settings.render_timeout_s)
    post = webhook_post(settings.fetch_rules())
    parts = WorkerParts(make_render(settings), publication, describe, post, (sweep,))
    rules = WorkerRules(
        AttemptRules(settings.data_dir / _WORK, time_limit_s=settings.render_timeout_s),
        settings.renders_at_once,
        settings.data_dir / _PRESENCE,
        drain_s=settings.drain_s,
        retention=Retention(settings.video_retention_days, settings.failure_retention_days),
        webhook_secret=settings.webhook_secret,
    )
    database = open_database(database_url(settings.database_url, settings.data_dir))
    return Worker(database, parts, rules)
