"""Looking at a draft without rendering all of it: one picture, or what it compiles to."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from cutroom.api.bodies import parse_object, read_bytes
from cutroom.api.dialect import Body, Services, checked, request_body
from cutroom.api.native import schemas
from cutroom.api.native.sent_drafts import draft_url_of
from cutroom.api.specs import source_of
from cutroom.core.errors import Busy
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.still import StillRequest, run_still

PATIENCE_S = 60.0
AT_ONCE = 2
WAIT_S = 20.0


def add_look_calls(app: FastAPI, services: Services) -> None:
    """``/stills`` and ``/explain``."""
    room = threading.BoundedSemaphore(AT_ONCE)
    limits = services.environment.render_limits
    hurried = replace(limits, timeout_s=min(limits.timeout_s, PATIENCE_S))
    environment = replace(services.environment, render_limits=hurried)

    @app.post("/stills", openapi_extra=request_body(schemas.Still))
    async def still(request: Request) -> Response:
        """One moment of a draft as a picture; ``X-Cutroom-Diagnostics`` tells what was approximated."""
        body = await _read(request, services, schemas.Still)

        def look() -> Response:
            with _turn(room):
                return _still(body, request, services, environment)

        return await run_in_threadpool(look)

    @app.post("/explain", openapi_extra=request_body(schemas.Explain))
    async def explain_draft(request: Request) -> dict[str, Any]:
        """The compiled timeline and its diagnostics; nothing is drawn and no media are fetched."""
        body = await _read(request, services, schemas.Explain)
        return await run_in_threadpool(_explain, body, request, services, environment)


async def _read(request: Request, services: Services, model: type[Body]) -> Body:
    services.keys.check(request)
    data = await read_bytes(request, services.options.max_document_bytes + 1_000_000)
    return checked(model, await run_in_threadpool(parse_object, data))


@contextmanager
def _turn(room: threading.BoundedSemaphore) -> Iterator[None]:
    if not room.acquire(timeout=WAIT_S):
        raise Busy("Too many pictures are being drawn at this moment.", retry_after_s=5)
    try:
        yield
    finally:
        room.release()


def _still(
    body: schemas.Still, request: Request, services: Services, environment: Environment
) -> Response:
    url = draft_url_of(body, request, services)
    link = services.renders.link(url, services.caller(request))
    with tempfile.TemporaryDirectory(prefix="cutroom-still-") as folder:
        output = Path(folder) / f"still.{body.picture_format}"
        wanted = StillRequest(
            source_of(link, body.values()),
            body.at_us,
            output,
            Path(folder) / "work",
            body.picture_format,
            body.output.options(),
        )
        result = run_still(wanted, environment, lambda: False, services.standby)
        picture = result.path.read_bytes()
    headers = {
        "x-cutroom-frame": str(result.frame),
        "x-cutroom-diagnostics": json.dumps(sorted({item.code for item in result.diagnostics})),
    }
    return Response(picture, 200, headers, media_type=f"image/{body.picture_format}")


def _explain(
    body: schemas.Explain, request: Request, services: Services, environment: Environment
) -> dict[str, Any]:
    # The compiler is loaded for those who ask: a service that starts is waited for.
    from cutroom.pipeline.explain import ExplainRequest, explain

    url = draft_url_of(body, request, services)
    link = services.renders.link(url, services.caller(request))
    with tempfile.TemporaryDirectory(prefix="cutroom-explain-") as folder:
        wanted = ExplainRequest(
            source_of(link, body.values()), Path(folder) / "work", body.output.options()
        )
        found = explain(wanted, environment, lambda: False)
    return {
        "width": found.width,
        "height": found.height,
        "fps": found.fps,
        "frames": found.frames,
        "duration_s": found.duration_s,
        "layers": found.layers,
        "clips": found.clips,
        "sounds": found.sounds,
        "media": found.media,
        "draft_digest": found.draft_digest,
        "diagnostics": [item.as_dict() for item in found.diagnostics],
        "timeline": found.timeline,
    }
