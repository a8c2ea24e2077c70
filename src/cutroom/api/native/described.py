"""What this dialect's OpenAPI document says of its calls."""

from __future__ import annotations

from collections.abc import Iterable

from cutroom.api.native import answers, schemas
from cutroom.api.native.errors import TABLE
from cutroom.api.openapi.calls import EVENTS, KEY_STATUSES, Call, Dialect, Errors, Problem, listed
from cutroom.core import errors

MOUNT = "/api/v1"
_LOOK = (*KEY_STATUSES, 500)
_ONE = (*KEY_STATUSES, 404, 500)
_MAKE = (400, *KEY_STATUSES, 413, 422, 500, 507)
_DRAW = (400, *KEY_STATUSES, 404, 413, 422, 500, 503, 504, 507)

_CALLS = {
    "POST /renders": Call(
        "submit_render",
        answers.Render,
        (400, *KEY_STATUSES, 404, 409, 413, 422, 429, 500, 503, 507),
        (202, 200),
        guarded=True,
        uploads=("multipart/form-data",),
        headers=("Idempotency-Key",),
    ),
    "POST /renders/batch": Call(
        "submit_batch",
        answers.Batch,
        (400, *KEY_STATUSES, 404, 413, 422, 429, 500, 503, 507),
        (202,),
        guarded=True,
        headers=("Idempotency-Key",),
    ),
    "GET /renders": Call(
        "list_renders",
        answers.Renders,
        (400, *KEY_STATUSES, 404, 500),
        query=schemas.ListRenders,
        guarded=True,
    ),
    "GET /renders/{task_id}": Call("get_render", answers.Render, _ONE, guarded=True),
    "GET /renders/{task_id}/events": Call(
        "follow_render",
        None,
        _ONE,
        guarded=True,
        media=(EVENTS,),
        headers=("Last-Event-ID",),
    ),
    "DELETE /renders/{task_id}": Call("cancel_render", answers.Render, (*_ONE, 409), guarded=True),
    "POST /renders/{task_id}/retry": Call(
        "retry_render", answers.Render, (*_ONE, 409, 503), (202,), guarded=True
    ),
    "POST /drafts": Call(
        "make_draft",
        answers.Draft,
        _MAKE,
        (201,),
        guarded=True,
        uploads=("multipart/form-data", "application/zip"),
    ),
    "GET /drafts/{draft_id}": Call("read_draft", answers.Draft, (*_ONE, 422), guarded=True),
    "GET /drafts/{draft_id}/archive.zip": Call(
        "download_draft", None, (*_ONE, 507), guarded=True, media=("application/zip",)
    ),
    "DELETE /drafts/{draft_id}": Call(
        "delete_draft", None, (*_ONE, 503), (204,), guarded=True, media=()
    ),
    "GET /catalog": Call("list_catalogues", answers.Kinds, _LOOK, guarded=True),
    "GET /catalog/{kind}": Call(
        "list_catalogue",
        answers.Catalogue,
        (400, *_ONE),
        query=schemas.CatalogPage,
        guarded=True,
    ),
    "POST /stills": Call(
        "draw_still",
        None,
        _DRAW,
        guarded=True,
        media=("image/png", "image/jpeg", "image/webp"),
    ),
    "POST /explain": Call("explain_draft", answers.Explanation, _DRAW, guarded=True),
}


def _rows() -> Iterable[tuple[str, int, Problem]]:
    """Every error under its status: which of them a call may have shows in the call's statuses."""
    for cls, row in TABLE.items():
        tasks = [call.id for name, call in _CALLS.items() if "{task_id}" in name]
        for call in tasks if cls is errors.TaskNotFound else [""]:
            yield call, row.status, Problem(cls.code, row.zh, row.en)
    row = TABLE[errors.Unauthorized]
    yield "", 403, Problem(errors.Unauthorized.code, row.zh, row.en)


DIALECT = Dialect(
    name="native",
    mount=MOUNT,
    calls=_CALLS,
    errors=Errors(answers.Problem, "application/problem+json", listed(_rows())),
    error_sample={
        "type": "urn:cutroom:problem:invalid-request",
        "title": "Invalid request",
        "status": 400,
        "code": "INVALID_REQUEST",
        "detail": "Send either draft_url or draft.",
        "field": "draft_url",
        "instance": "/api/v1/renders",
    },
)
