"""Settings to services, and to the HTTP application."""

from __future__ import annotations

from dataclasses import replace

from fastapi import FastAPI

from cutroom.api.callers import KeyRing
from cutroom.api.dialect import ApiOptions, Services
from cutroom.api.editing import EditService
from cutroom.api.inspection import DraftInspector
from cutroom.api.rates import RateLimit
from cutroom.api.renders import RenderService
from cutroom.api.service import service_app
from cutroom.app.engine import build_engine
from cutroom.pipeline.fork_server import ForkServer
from cutroom.pipeline.intake import Intake
from cutroom.pipeline.standby import Standby
from cutroom.settings import MEGABYTE, Settings


def build_services(settings: Settings) -> Services:
    """Everything that the dialects stand on. Raises StorageError when the database cannot be used."""
    environment = replace(settings.environment(), start=ForkServer())
    library = environment.library
    results = settings.store()
    inspector = DraftInspector(environment)
    renders = RenderService(build_engine(settings), library, inspector, results)
    options = ApiOptions(
        public_url=settings.public_url,
        always_200=settings.capcut_mate_always_200,
        max_document_bytes=settings.max_draft_mb * MEGABYTE,
        max_upload_bytes=settings.max_upload_mb * MEGABYTE,
    )
    keys = KeyRing(
        settings.api_keys,
        RateLimit(settings.rate_limit_per_minute),
        everywhere=settings.api_keys_everywhere,
    )
    edits = EditService(library, Intake(environment))
    standby = Standby(environment.start)
    return Services(renders, library, results, environment, options, keys, edits, standby)


def build_api(settings: Settings) -> FastAPI:
    """The HTTP application."""
    return service_app(build_services(settings))
