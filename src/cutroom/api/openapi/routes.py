"""Where the documents are: ``openapi.json``, ``openapi.yaml`` and the page ``docs`` of every mount."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from cutroom.api.dialect import Services
from cutroom.api.openapi.calls import Dialect
from cutroom.api.openapi.document import document
from cutroom.api.openapi.importing import importable
from cutroom.api.openapi.words import SPEECHES, Speech
from cutroom.core.errors import InvalidRequest

Json = dict[str, Any]
_HERE = "http://here.invalid"
"""Stands for the server until somebody asks: the address is the one that reached us."""


def add_description(app: FastAPI, services: Services, dialect: Dialect) -> None:
    """The three routes; the calls must be in ``app`` already when they are asked for."""
    if services.keys.everywhere:
        dialect = dialect.with_keys_everywhere()

    @cache
    def whole(speech: Speech) -> Json:
        return document(dialect, app.routes, speech, _HERE)

    @cache
    def small(speech: Speech) -> str:
        return as_yaml(importable(whole(speech), dialect))

    def server(request: Request) -> str:
        return f"{services.caller(request).base_url}{request.scope.get('root_path', '')}"

    @app.get("/openapi.json", include_in_schema=False)
    def complete(request: Request) -> Response:
        return JSONResponse({**whole(_speech(request)), "servers": [{"url": server(request)}]})

    @app.get("/openapi.yaml", include_in_schema=False)
    def for_importers(request: Request) -> Response:
        text = small(_speech(request)).replace(_HERE, server(request), 1)
        return Response(text, media_type="application/yaml")

    @app.get("/docs", include_in_schema=False)
    def page(request: Request) -> HTMLResponse:
        speech = _speech(request)
        return get_swagger_ui_html(openapi_url=f"openapi.json?lang={speech}", title=dialect.name)


def as_yaml(made: Json) -> str:
    """A document as YAML without anchors, which importers do not follow."""
    # Loaded for those who ask: a service that starts is waited for.
    import yaml

    apart = json.loads(json.dumps(made))
    return str(yaml.safe_dump(apart, allow_unicode=True, sort_keys=False, width=110))


def _speech(request: Request) -> Speech:
    """``?lang=``; both languages when it is not there."""
    asked = request.query_params.get("lang", "both")
    for speech in SPEECHES:
        if asked == speech:
            return speech
    raise InvalidRequest(f"lang must be one of {', '.join(SPEECHES)}.", field="lang")
