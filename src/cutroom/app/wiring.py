"""Settings to services, to the HTTP application, and to a worker."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cutroom.api.callers import KeyRing
from cutroom.api.dialect import ApiOptions, Services
from cutroom.api.inspection import DraftInspector
from cutroom.api.native import present
from cutroom.api.renders import RenderService
from cutroom.api.service import service_app
from cutroom.authoring.library import DraftLibrary
from cutroom.jobs.attempts import AttemptRules
from cutroom.jobs.database import database_url, open_database
from cutroom.jobs.engine import RenderFunction
from cutroom.jobs.model import Json, Task
from cutroom.jobs.sweeping import Retention
from cutroom.jobs.tasks import TaskEngine
from cutroom.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from cutroom.jobs.worker import Worker

MakeRender = Callable[[Settings], RenderFunction]
"""Makes the render function inside the worker process; a module-level function."""

_WORK = "work"
_PRESENCE = "workers.lock"


def build_engine(settings: Settings) -> TaskEngine:
    """The job engine of these settings."""
    database = open_database(database_url(settings.database_url, settings.data_dir))
    return TaskEngine(database, settings.queue_limit, describe)


def describe(task: Task) -> Json:
    """The form of a task that webhooks carry."""
    return present.task(task)


def build_services(settings: Settings) -> Services:
    """Everything that the dialects stand on. Raises StorageError when the database cannot be used."""
    environment = settings.environment()
    library = DraftLibrary(settings.drafts_dir, settings.draft_limits())
    results = settings.store()
    inspector = DraftInspector(environment)
    renders = RenderService(build_engine(settings), library, inspector, results)
    options = ApiOptions(
        public_url=settings.public_url,
        always_200=settings.capcut_mate_always_200,
        max_document_bytes=settings.max_draft_mb * MEGABYTE,
        max_upload_bytes=settings.max_upload_mb * MEGABYTE,
    )
    keys = KeyRing(settings.api_keys)
    return Services(renders, library, results, environment, options, keys)


def build_api(settings: Settings) -> FastAPI:
    """The HTTP application."""
    return service_app(build_services(settings))


def build_worker(settings: Settings, make_render: MakeRender) -> Worker:
    """A worker for this process."""
    from cutroom.app.rendering import PublishedFiles
    from cutroom.app.webhooks import webhook_post
    from cutroom.jobs.worker import Worker, WorkerParts, WorkerRules

    library = DraftLibrary(settings.drafts_dir, settings.draft_limits())
    publication = PublishedFiles(settings.store(), library, build_engine(settings))
    post = webhook_post(settings.fetch_rules())
    parts = WorkerParts(make_render(settings), publication, describe, post)
    rules = WorkerRules(
        AttemptRules(settings.data_dir / _WORK, time_limit_s=settings.render_timeout_s),
        settings.renders_at_once,
        settings.data_dir / _PRESENCE,
        drain_s=settings.drain_s,
        retention=Retention(settings.video_retention_days, settings.failure_retention_days),
        webhook_secret=settings.webhook_secret,
    )
    return Worker(
        open_database(database_url(settings.database_url, settings.data_dir)), parts, rules
    )
