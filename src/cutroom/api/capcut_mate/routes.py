"""The calls of the capcut-mate dialect; mounted under its published path and its older one."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from cutroom.api.callers import language_of
from cutroom.api.capcut_mate import errors, present, schemas
from cutroom.api.capcut_mate.catalog_routes import add_catalog_calls
from cutroom.api.capcut_mate.described import DIALECT
from cutroom.api.capcut_mate.edit_routes import add_edit_calls
from cutroom.api.capcut_mate.helper_routes import add_helper_calls
from cutroom.api.dialect import Services, checked, dialect_app, request_body
from cutroom.api.openapi.routes import add_description
from cutroom.api.renders import RenderWish
from cutroom.api.uploads import receive_draft
from cutroom.core.errors import NotFound
from cutroom.pipeline.links import Home, LocalDraft, parse_link

PUBLISHED_MOUNT = DIALECT.mount
OLDER_MOUNT = "/v1"


def capcut_mate_app(services: Services) -> FastAPI:
    """The application of this dialect."""
    always_200 = services.options.always_200
    app = dialect_app(
        "capcut-mate",
        partial(errors.answer, always_200=always_200),
        partial(errors.answer_http, always_200=always_200),
    )
    _add_render_calls(app, services)
    _add_draft_calls(app, services)
    add_edit_calls(app, services)
    add_helper_calls(app, services)
    add_catalog_calls(app, services)
    add_description(app, services, DIALECT)
    return app


def _add_render_calls(app: FastAPI, services: Services) -> None:
    renders = services.renders

    @app.post("/gen_video", openapi_extra=request_body(schemas.GenVideo))
    async def gen_video(request: Request) -> Response:
        """Ask for the video of a draft."""
        body = await services.read(request, schemas.GenVideo, guarded=True)
        caller = services.caller(request)
        wish = RenderWish(
            body.draft_url, body.options(), priority=body.priority, callback_url=body.callback_url
        )
        accepted = await run_in_threadpool(renders.submit, wish, caller)
        if accepted.meaning == "failed-recently" and accepted.task.failure:
            failure = accepted.task.failure
            return errors.answer_failure(request, failure, always_200=services.options.always_200)
        return JSONResponse(present.submitted(accepted, caller.base_url, language_of(request)))

    @app.post("/gen_video_status", openapi_extra=request_body(schemas.OfDraft))
    async def gen_video_status(request: Request) -> dict[str, Any]:
        """How far the newest render of a draft is."""
        body = await services.read(request, schemas.OfDraft)
        caller = services.caller(request)
        task = await run_in_threadpool(renders.of_draft, body.draft_url, caller)
        return present.status(task, body.draft_url, caller.base_url, language_of(request))

    @app.get("/gen_video_active_count")
    async def gen_video_active_count(request: Request) -> dict[str, Any]:
        """How many renders wait or run."""
        services.keys.count(request)
        load = await run_in_threadpool(renders.load)
        return present.success(language_of(request), count=load.queued + load.running)


def _add_draft_calls(app: FastAPI, services: Services) -> None:
    library = services.library

    def draft_url(request: Request, draft_id: str) -> str:
        return f"{services.caller(request).base_url}{PUBLISHED_MOUNT}/get_draft?draft_id={draft_id}"

    @app.post("/create_draft", openapi_extra=request_body(schemas.CreateDraft))
    async def create_draft(request: Request) -> dict[str, Any]:
        """A new empty draft."""
        body = await services.read(request, schemas.CreateDraft)
        draft_id = await run_in_threadpool(library.create, body.width, body.height)
        url = draft_url(request, draft_id)
        tip_url = f"{services.caller(request).base_url}{PUBLISHED_MOUNT}/docs"
        return present.success(language_of(request), draft_url=url, tip_url=tip_url)

    @app.post("/save_draft", openapi_extra=request_body(schemas.OfDraft))
    async def save_draft(request: Request) -> dict[str, Any]:
        """Write a draft of this server to disk again."""
        body = await services.read(request, schemas.OfDraft)
        link = parse_link(body.draft_url, Home(library.knows, services.caller(request).hosts))
        if not isinstance(link, LocalDraft):
            raise NotFound("The draft is not one of this server.")
        await run_in_threadpool(library.save, link.draft_id)
        return present.success(language_of(request), draft_url=body.draft_url)

    @app.get("/get_draft")
    async def get_draft(request: Request) -> dict[str, Any]:
        """The URLs of all files of a draft."""
        services.keys.count(request)
        draft_id = checked(schemas.DraftId, dict(request.query_params)).draft_id
        files = await run_in_threadpool(library.files, draft_id)
        base = f"{services.caller(request).base_url}{PUBLISHED_MOUNT}/draft_files/{draft_id}"
        urls = [f"{base}/{quote(file.name)}" for file in files]
        return present.success(language_of(request), files=urls)

    @app.post("/upload_draft")
    async def upload_draft(request: Request) -> dict[str, Any]:
        """A draft from an uploaded draft_content.json or a zip of a draft folder."""
        services.keys.check(request)
        draft_id = await receive_draft(request, services)
        url = draft_url(request, draft_id)
        return present.success(language_of(request), draft_url=url, draft_id=draft_id)

    @app.api_route(
        "/draft_files/{draft_id}/{name:path}", methods=["GET", "HEAD"], include_in_schema=False
    )
    async def draft_file(draft_id: str, name: str) -> Response:
        return FileResponse(await run_in_threadpool(library.file, draft_id, name))
