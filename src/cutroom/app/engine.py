"""Settings to the job engine, for the service and for workers alike."""

from __future__ import annotations

from cutroom.jobs.database import database_url, open_database
from cutroom.jobs.model import Json, Task
from cutroom.jobs.tasks import TaskEngine
from cutroom.settings import Settings


def build_engine(settings: Settings) -> TaskEngine:
    """The job engine of these settings. Raises StorageError when the database cannot be used."""
    database = open_database(database_url(settings.database_url, settings.data_dir))
    return TaskEngine(database, settings.queue_limit, describe)


def describe(task: Task) -> Json:
    """The form of a task that webhooks carry."""
    # Loaded for tasks that have a webhook only.
    from cutroom.api.native import present

    return present.task(task)
