"""The calls of the native dialect."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cutroom.api.bodies import parse_object, read_bytes
from cutroom.api.callers import language_of, query_of
from cutroom.api.dialect import Services, checked, dialect_app, request_body
from cutroom.api.native import errors, present, schemas
from cutroom.api.native.catalog_routes import add_catalog_calls
from cutroom.api.native.described import DIALECT
from cutroom.api.native.draft_routes import add_draft_calls
from cutroom.api.native.events import task_events
from cutroom.api.native.look_routes import add_look_calls
from cutroom.api.native.sent_drafts import draft_url_of, own_url
from cutroom.api.openapi.routes import add_description
from cutroom.api.renders import Batch, RenderWish
from cutroom.api.uploads import keep_upload, read_form, uploaded_file
from cutroom.core.errors import InvalidRequest
from cutroom.jobs.engine import TaskFilter
from cutroom.jobs.model import State, Task
from cutroom.pipeline.links import Home, parse_link

MOUNT = DIALECT.mount


def native_app(services: Services) -> FastAPI:
    """The application of this dialect."""
    app = dialect_app("Cutroom", errors.answer, errors.answer_http)
    _add_submission(app, services)
    _add_batch(app, services)
    _add_queries(app, services)
    _add_changes(app, services)
    add_draft_calls(app, services)
    add_catalog_calls(app, services)
    add_look_calls(app, services)
    add_description(app, services, DIALECT)
    return app


def _add_submission(app: FastAPI, services: Services) -> None:
    @app.post("/renders", status_code=202, openapi_extra=request_body(schemas.Render))
    async def submit(request: Request) -> Response:
        """Ask for a render: 202 with a new task, 200 with the one that answers already."""
        services.keys.check(request)
        wish = await _wish(request, services)
        caller = services.caller(request)
        accepted = await run_in_threadpool(services.renders.submit, wish, caller)
        task = await run_in_threadpool(_describe, services, accepted.task, request)
        ended = accepted.task.state.is_final
        headers = {"location": task["links"]["self"]}
        return JSONResponse(task, 200 if ended else 202, headers)


def _add_batch(app: FastAPI, services: Services) -> None:
    @app.post("/renders/batch", status_code=202, openapi_extra=request_body(schemas.Batch))
    async def submit_batch(request: Request) -> dict[str, Any]:
        """Ask for a render for every row of variables; what is wrong with a row is said before any is queued."""
        services.keys.check(request)
        data = await read_bytes(request, services.options.max_document_bytes + 1_000_000)
        body = checked(schemas.Batch, await run_in_threadpool(parse_object, data))

        def submit() -> dict[str, Any]:
            url = draft_url_of(body, request, services)
            wish = RenderWish(
                url,
                body.output.options(),
                priority=body.priority,
                callback_url=body.callback_url,
                idempotency_key=body.idempotency_key or request.headers.get("idempotency-key", ""),
                ephemeral=body.draft is not None,
            )
            caller = services.caller(request)
            outcomes = services.renders.submit_batch(Batch(wish, body.values()), caller)
            return present.batch(outcomes, caller.base_url, language_of(request))

        return await run_in_threadpool(submit)


async def _wish(request: Request, services: Services) -> RenderWish:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        data = await read_bytes(request, services.options.max_document_bytes + 1_000_000)
        body = checked(schemas.Render, await run_in_threadpool(parse_object, data))
        return await run_in_threadpool(_wish_of, body, request, services)
    form = await read_form(request, services.options.max_upload_bytes)
    try:
        text = form.get("request")
        given = parse_object(text.encode()) if isinstance(text, str) else {}
        body = checked(schemas.Render, given)
        if body.draft_url or body.draft is not None:
            raise InvalidRequest("Send a file, or draft_url, or draft: only one.", field="file")
        upload = uploaded_file(form)

        def keep() -> str:
            return keep_upload(upload, services, ephemeral=True)

        draft_id = await run_in_threadpool(keep)
    finally:
        await form.close()
    return _with_options(body, own_url(draft_id, request, services), request, ephemeral=True)


def _wish_of(body: schemas.Render, request: Request, services: Services) -> RenderWish:
    url = draft_url_of(body, request, services)
    return _with_options(body, url, request, ephemeral=body.draft is not None)


def _with_options(
    body: schemas.Render, draft_url: str, request: Request, *, ephemeral: bool = False
) -> RenderWish:
    return RenderWish(
        draft_url,
        body.output.options(),
        priority=body.priority,
        callback_url=body.callback_url,
        idempotency_key=body.idempotency_key or request.headers.get("idempotency-key", ""),
        ephemeral=ephemeral,
        variables=body.values(),
    )


def _describe(services: Services, task: Task, request: Request) -> dict[str, Any]:
    eta_s = services.renders.estimate_s(task)
    return present.task(task, services.caller(request).base_url, eta_s, language_of(request))


def _add_queries(app: FastAPI, services: Services) -> None:
    renders = services.renders

    @app.get("/renders")
    async def list_renders(request: Request) -> dict[str, Any]:
        """Tasks, newest first; by ``status`` and ``draft`` (its URL), in pages."""
        services.keys.check(request)
        wanted = _list_filter(request, services)
        page = await run_in_threadpool(renders.page, wanted)
        return present.page(page, services.caller(request).base_url, language_of(request))

    @app.get("/renders/{task_id}")
    async def get_render(request: Request, task_id: str) -> dict[str, Any]:
        """One task."""
        services.keys.check(request)
        task = await run_in_threadpool(renders.get, task_id)
        return await run_in_threadpool(_describe, services, task, request)

    @app.get("/renders/{task_id}/events")
    async def events(request: Request, task_id: str) -> Response:
        """The changes of one task as server-sent events; resumable with ``Last-Event-ID``."""
        services.keys.check(request)
        await run_in_threadpool(renders.get, task_id)

        def describe(task: Task) -> dict[str, Any]:
            return _describe(services, task, request)

        return task_events(request, renders, task_id, describe)


def _list_filter(request: Request, services: Services) -> TaskFilter:
    query = checked(schemas.ListRenders, query_of(request))
    draft_key = ""
    if query.draft:
        home = Home(lambda _: True, services.caller(request).hosts)
        draft_key = parse_link(query.draft, home).key
    state = State(query.status) if query.status else None
    return TaskFilter(draft_key, state, query.cursor, query.limit)


def _add_changes(app: FastAPI, services: Services) -> None:
    @app.delete("/renders/{task_id}")
    async def cancel(request: Request, task_id: str) -> dict[str, Any]:
        """Cancel a queued or running task; 409 when it has ended."""
        services.keys.check(request)
        task = await run_in_threadpool(services.renders.cancel, task_id)
        return await run_in_threadpool(_describe, services, task, request)

    @app.post("/renders/{task_id}/retry", status_code=202)
    async def retry(request: Request, task_id: str) -> dict[str, Any]:
        """Try a failed or cancelled task again under its id; 409 otherwise."""
        services.keys.check(request)
        task = await run_in_threadpool(services.renders.retry, task_id)
        return await run_in_threadpool(_describe, services, task, request)
