"""Drafts of this server in the native dialect."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from cutroom.api.bodies import read_object
from cutroom.api.dialect import Services, checked, request_body
from cutroom.api.native import schemas
from cutroom.api.uploads import receive_draft
from cutroom.core.time import MICROS


def add_draft_calls(app: FastAPI, services: Services) -> None:
    """Create or upload, look, download, delete."""
    _add_making(app, services)
    _add_using(app, services)


def _add_making(app: FastAPI, services: Services) -> None:
    @app.post("/drafts", status_code=201, openapi_extra=request_body(schemas.CreateDraft))
    async def make_draft(request: Request) -> Response:
        """A new draft: empty, of a document, or of an uploaded file (form, zip or raw JSON file)."""
        services.keys.check(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/json":
            draft_id = await _made_of_json(request, services)
        else:
            draft_id = await receive_draft(request, services)
        body = await run_in_threadpool(_describe, services, draft_id, request)
        return JSONResponse(body, 201, {"location": body["links"]["self"]})


async def _made_of_json(request: Request, services: Services) -> str:
    given = await read_object(request, services.options.max_document_bytes + 1_000_000)
    body = checked(schemas.CreateDraft, given)
    library = services.library
    if body.draft is None:
        return await run_in_threadpool(library.create, body.width, body.height, body.name)
    return await run_in_threadpool(library.import_value, body.draft)


def _add_using(app: FastAPI, services: Services) -> None:
    library = services.library

    @app.get("/drafts/{draft_id}")
    async def get_draft(request: Request, draft_id: str) -> dict[str, Any]:
        """A draft and its files."""
        services.keys.check(request)
        return await run_in_threadpool(_describe, services, draft_id, request)

    @app.get("/drafts/{draft_id}/archive.zip")
    async def archive(request: Request, draft_id: str) -> Response:
        """The draft as a zip that JianYing and CapCut open after unpacking."""
        services.keys.check(request)
        folder = await run_in_threadpool(tempfile.TemporaryDirectory, prefix="cutroom-archive-")
        target = Path(folder.name) / f"{draft_id}.zip"
        try:
            await run_in_threadpool(library.write_archive, draft_id, target)
        except BaseException:
            folder.cleanup()
            raise
        clean_up = BackgroundTask(folder.cleanup)
        return FileResponse(target, filename=target.name, background=clean_up)

    @app.delete("/drafts/{draft_id}", status_code=204)
    async def delete(request: Request, draft_id: str) -> Response:
        """Delete a draft with all its files; finished videos stay."""
        services.keys.check(request)
        await run_in_threadpool(library.delete, draft_id)
        return Response(status_code=204)


def _describe(services: Services, draft_id: str, request: Request) -> dict[str, Any]:
    draft = services.library.read(draft_id)
    base = services.caller(request).base_url
    files = f"{base}/openapi/capcut-mate/v1/draft_files/{draft_id}"
    own = f"{base}/api/v1/drafts/{draft_id}"
    return {
        "id": draft_id,
        "draft_url": f"{base}/openapi/capcut-mate/v1/get_draft?draft_id={draft_id}",
        "width": draft.width,
        "height": draft.height,
        "duration_s": draft.duration_us / MICROS,
        "tracks": len(draft.tracks),
        "files": [
            {"name": file.name, "size": file.size, "url": f"{files}/{quote(file.name)}"}
            for file in services.library.files(draft_id)
        ],
        "links": {"self": own, "archive": f"{own}/archive.zip"},
    }
