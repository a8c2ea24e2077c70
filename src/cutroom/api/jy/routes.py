"""The calls of the JY dialect."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cutroom.api.callers import language_of
from cutroom.api.dialect import Services, dialect_app, request_body
from cutroom.api.jy import errors, present, schemas
from cutroom.api.jy.described import DIALECT
from cutroom.api.jy.edit_routes import add_edit_calls
from cutroom.api.openapi.routes import add_description
from cutroom.api.renders import RenderWish
from cutroom.jobs.engine import Page
from cutroom.jobs.model import Task

MOUNT = DIALECT.mount
_CREATED = ("草稿创建成功", "Draft created")
_STATUS = ("视频状态查询成功", "Video status query succeeded")
_HISTORY = ("历史查询成功", "History query succeeded")


def jy_app(services: Services) -> FastAPI:
    """The application of this dialect."""
    app = dialect_app("JY API", errors.answer, errors.answer_http)
    renders = services.renders

    @app.post("/create_draft", openapi_extra=request_body(schemas.CreateDraft))
    async def create_draft(request: Request) -> dict[str, Any]:
        """A new empty draft."""
        body = await services.read(request, schemas.CreateDraft)
        draft_id = await run_in_threadpool(services.library.create, body.width, body.height)
        base_url = services.caller(request).base_url
        url = f"{base_url}/openapi/capcut-mate/v1/get_draft?draft_id={draft_id}"
        data = {"code": 0, "draft_id": draft_id, "draft_url": url}
        return present.success(_CREATED, language_of(request), data)

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
            return errors.answer_failure(request, accepted.task.failure)
        estimate_s = await run_in_threadpool(renders.estimate_s, accepted.task)
        language = language_of(request)
        return JSONResponse(present.submitted(accepted, caller.base_url, estimate_s, language))

    @app.post("/gen_video_status", openapi_extra=request_body(schemas.OfDraft))
    async def gen_video_status(request: Request) -> dict[str, Any]:
        """How far the newest render of a draft is."""
        body = await services.read(request, schemas.OfDraft)
        caller = services.caller(request)

        def look() -> tuple[Task, float]:
            task = renders.of_draft(body.draft_url, caller)
            return task, renders.estimate_s(task)

        task, estimate_s = await run_in_threadpool(look)
        language = language_of(request)
        data = present.status(task, caller.base_url, estimate_s, language, body.draft_url)
        return present.success(_STATUS, language, data)

    _add_history(app, services)
    add_edit_calls(app, services)
    add_description(app, services, DIALECT)
    return app


def _add_history(app: FastAPI, services: Services) -> None:
    @app.post("/gen_video_history", openapi_extra=request_body(schemas.History))
    async def gen_video_history(request: Request) -> dict[str, Any]:
        """The renders of a draft, newest first."""
        body = await services.read(request, schemas.History)
        caller = services.caller(request)
        language = language_of(request)

        def look() -> tuple[Page, list[dict[str, Any]]]:
            page = services.renders.history(body.draft_url, caller, body.cursor, body.limit)
            return page, [
                present.status(task, caller.base_url, services.renders.estimate_s(task), language)
                for task in page.tasks
            ]

        page, tasks = await run_in_threadpool(look)
        data = {
            "code": 0,
            "draft_url": body.draft_url,
            "tasks": tasks,
            "next_cursor": page.next_cursor or None,
        }
        return present.success(_HISTORY, language, data)
