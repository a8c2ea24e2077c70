"""Liveness, readiness and numbers, at the root."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

import cutroom
from cutroom.api.dialect import Services
from cutroom.api.renders import RenderService
from cutroom.core.errors import StorageError


class LoadCollector(Collector):
    """The queue in numbers, read from the database when it is asked for."""

    def __init__(self, renders: RenderService) -> None:
        self._renders = renders

    def describe(self) -> Iterator[Metric]:
        """Nothing is read to learn the names."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Queued and running tasks, live workers, and tasks that ended, by how."""
        load = self._renders.load()
        states = GaugeMetricFamily(
            "cutroom_tasks", "Tasks in the database by state.", labels=["state"]
        )
        for state, count in sorted(load.by_state.items()):
            states.add_metric([state], count)
        yield states
        yield GaugeMetricFamily("cutroom_workers", "Live worker processes.", value=load.workers)
        yield GaugeMetricFamily(
            "cutroom_queue_oldest_seconds",
            "How long the task that waits longest has waited.",
            value=load.oldest_queued_s,
        )


def add_health(app: FastAPI, services: Services) -> None:
    """The calls that need no key."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(LoadCollector(services.renders))

    @app.api_route("/healthz", methods=["GET", "HEAD"])
    async def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok", "version": cutroom.__version__}

    @app.api_route("/readyz", methods=["GET", "HEAD"])
    async def readyz() -> Response:
        """The database answers, so tasks can be accepted; ``workers`` tells whether anybody renders."""
        try:
            load = await run_in_threadpool(services.renders.load)
        except StorageError as error:
            return JSONResponse({"status": "unavailable", "reason": error.message}, 503)
        return JSONResponse({"status": "ready", "workers": load.workers, "queued": load.queued})

    @app.get("/metrics")
    async def metrics() -> Response:
        """Prometheus text."""
        text = await run_in_threadpool(generate_latest, registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST)
