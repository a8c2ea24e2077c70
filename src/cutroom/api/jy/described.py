"""What this dialect's OpenAPI document says of its calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from cutroom.api.jy import answers
from cutroom.api.jy.errors import TABLE, Row
from cutroom.api.openapi.calls import JSON, Call, Dialect, Errors, Problem, listed
from cutroom.core import errors

MOUNT = "/api/drafts"
_DRAFT = (400, 404, 413, 500)
_EDIT = (*_DRAFT, 503)
_RENDER = (400, 401, 404, 409, 413, 429, 500, 503, 504)
_EDITS: dict[str, type[BaseModel]] = {
    "add_videos": answers.Videos,
    "add_audios": answers.Audios,
    "add_images": answers.Images,
    "add_sticker": answers.Sticker,
    "add_keyframes": answers.Keyframes,
    "add_captions": answers.Captions,
    "add_effects": answers.Effects,
    "add_filters": answers.Filters,
    "add_masks": answers.Masks,
    "easy_create_material": answers.Edited,
}
_ANYWHERE = (
    errors.InvalidRequest,
    errors.NotFound,
    errors.Unauthorized,
    errors.LimitExceeded,
    errors.RateLimited,
    errors.InternalError,
)
_IN_DRAFTS = (errors.BadDraft, errors.MediaUnreachable, errors.DraftLocked)
_NOT_OF_RENDERS = (errors.TaskNotFound, errors.DraftLocked)


def _of(data: Any) -> type[BaseModel]:
    return answers.Success[data]


_CALLS = (
    Call("create_draft", _of(answers.Created), (400, 413, 500)),
    Call("gen_video", _of(answers.Submitted), _RENDER, guarded=True),
    Call("gen_video_status", _of(answers.Status), _DRAFT),
    Call("gen_video_history", _of(answers.History), _DRAFT),
    *(Call(name, _of(data), _EDIT) for name, data in _EDITS.items()),
)


def _rows() -> Iterable[tuple[str, Row]]:
    """The errors of every call under "", and those of one call under its name."""
    yield from (("", TABLE[cls]) for cls in _ANYWHERE)
    for call in _EDITS:
        yield from ((call, TABLE[cls]) for cls in _IN_DRAFTS)
    yield from (("gen_video", row) for cls, row in TABLE.items() if cls not in _NOT_OF_RENDERS)
    yield "gen_video_status", TABLE[errors.TaskNotFound]


DIALECT = Dialect(
    name="jy",
    mount=MOUNT,
    calls={f"POST /{call.id}": call for call in _CALLS},
    errors=Errors(
        answers.Error,
        JSON,
        listed(
            (call, row.status, Problem(row.error_code, row.zh, row.en)) for call, row in _rows()
        ),
    ),
    error_sample={
        "status": "error",
        "message": "参数验证失败",
        "errors": ["draft_url是必填项"],
    },
)
