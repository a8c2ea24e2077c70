"""The calls of this dialect that change drafts."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from cutroom.api.callers import language_of
from cutroom.api.capcut_mate import present
from cutroom.api.dialect import Services, request_body
from cutroom.api.edit_calls import EDIT_CALLS
from cutroom.api.editing import EditCall
from cutroom.api.wording import noted


def add_edit_calls(app: FastAPI, services: Services) -> None:
    """One route for each edit."""
    for call in EDIT_CALLS:
        _add(app, services, call)


def _add(app: FastAPI, services: Services, call: EditCall) -> None:
    @app.post(
        f"/{call.name}",
        name=call.name,
        openapi_extra=request_body(call.model),
    )
    async def edit(request: Request) -> dict[str, Any]:
        wanted = await services.read(request, call.model)
        edited = await services.edits.edit(call, wanted, services.caller(request))
        language = language_of(request)
        warnings = noted(edited.notes, language)
        values = {"draft_url": wanted.draft_url, **edited.values, "warnings": warnings}
        return present.success(language, **values)
