"""Builds the OpenAPI 3.0 document of a dialect from its routes, its calls and the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel

import cutroom
from cutroom.api.openapi.calls import EVENTS, JSON, Call, Dialect
from cutroom.api.openapi.examples import Example, examples_of
from cutroom.api.openapi.schemas import answer_schema, request_schema
from cutroom.api.openapi.words import Speech, Words, load_words

Json = dict[str, Any]
VERSION = "3.0.3"
_SECURITY: list[Json] = [{}, {"bearer": []}, {"header": []}]
_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}
_WAITING = (429, 503)
_EVERYWHERE = (429,)
"""Any call may be one too many."""


def document(dialect: Dialect, routes: Iterable[object], speech: Speech, server: str) -> Json:
    """The whole document; ``server`` is the URL of the mount. Raises KeyError for a call without words."""
    author = _Author(dialect, load_words(), speech)
    paths: dict[str, Json] = {}
    for route in routes:
        if isinstance(route, APIRoute) and route.include_in_schema:
            for method in sorted(set(route.methods or ()) - {"HEAD"}):
                paths.setdefault(route.path, {})[method.lower()] = author.operation(route, method)
    title, more = author.words.dialects[dialect.name]
    return {
        "openapi": VERSION,
        "info": {
            "title": title.said(speech),
            "description": more.said(speech, "\n\n"),
            "version": cutroom.__version__,
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": {"Error": author.error()}, "securitySchemes": author.schemes()},
    }


class _Author:
    """Writes the parts of one dialect's document in one language."""

    def __init__(self, dialect: Dialect, words: Words, speech: Speech) -> None:
        self.dialect = dialect
        self.words = words
        self._speech = speech
        self._examples = examples_of(dialect.name)

    def operation(self, route: APIRoute, method: str) -> Json:
        """One call."""
        call = self.dialect.calls[f"{method} {route.path}"]
        summary, more = self.words.calls[call.id]
        example = self._examples.get(call.id, Example())
        made: Json = {
            "operationId": call.id,
            "summary": summary.said(self._speech),
            "description": more.said(self._speech, "\n\n"),
        }
        parameters = self._parameters(route.path, call, example)
        if parameters:
            made["parameters"] = parameters
        model = (route.openapi_extra or {}).get("requestBody")
        if model is not None or call.uploads:
            made["requestBody"] = self._body(call, model, example)
        made["responses"] = self._responses(call, example)
        if call.guarded:
            made["security"] = _SECURITY
        return made

    def error(self) -> Json:
        """The body of every error."""
        schema = answer_schema(
            self.dialect.errors.model,
            lambda path: self.words.field("error", path).said(self._speech),
        )
        return {**schema, "example": self.dialect.error_sample}

    def schemes(self) -> Json:
        """Where a key may be, apart from the field of the body."""
        return {
            name: {**scheme, "description": self._phrase(f"key-{name}")}
            for name, scheme in _SCHEMES.items()
        }

    def _phrase(self, name: str) -> str:
        return self.words.phrases[name].said(self._speech)

    def _field(self, call: Call, path: tuple[str, ...]) -> str:
        return self.words.field(call.id, path).said(self._speech)

    def _parameters(self, path: str, call: Call, example: Example) -> list[Json]:
        found = [
            _parameter(name, "path", {"type": "string", "minLength": 1}, required=True)
            for name in re.findall(r"{(\w+)", path)
        ]
        if call.query is not None:
            schema = request_schema(call.query, lambda path: "")
            required = schema.get("required", [])
            found += [
                _parameter(name, "query", _without(own, "description"), required=name in required)
                for name, own in schema["properties"].items()
            ]
        found += [
            _parameter(name, "header", {"type": "string"})
            for name in ("Accept-Language", *call.headers)
        ]
        for each in found:
            each["description"] = self._field(call, (each["name"],))
            if each["name"] in example.parameters:
                each["example"] = example.parameters[each["name"]]
        return found

    def _body(self, call: Call, model: type[BaseModel] | None, example: Example) -> Json:
        content: dict[str, Json] = {}
        if model is not None:
            schema = request_schema(model, lambda path: self._field(call, path))
            content[JSON] = {"schema": schema}
            if example.request is not None:
                content[JSON]["example"] = example.request
        for media in call.uploads:
            content[media] = {"schema": self._upload(call, media, model is not None)}
        return {"required": True, "content": content}

    def _upload(self, call: Call, media: str, has_request: bool) -> Json:
        if media == JSON:
            return {"type": "object", "description": self._phrase("draft-document")}
        file = {"type": "string", "format": "binary", "description": self._phrase("draft-file")}
        if media != "multipart/form-data":
            return file
        properties: Json = {"file": file}
        if has_request and call.headers:
            request = {"type": "string", "description": self._phrase("request-text")}
            properties["request"] = request
        return {"type": "object", "required": ["file"], "properties": properties}

    def _responses(self, call: Call, example: Example) -> Json:
        made: Json = {}
        for status in call.successes:
            made[str(status)] = self._success(call, example)
        for status in sorted({*call.statuses, *_EVERYWHERE}):
            made[str(status)] = self._failure(call, status)
        return made

    def _success(self, call: Call, example: Example) -> Json:
        response: Json = {"description": self._phrase("success")}
        if call.answer is None:
            files = {media: _streamed(media) for media in call.media}
            return response | ({"content": files} if files else {})
        schema = answer_schema(call.answer, lambda path: self._field(call, path))
        content: Json = {"schema": schema}
        if example.answer is not None:
            content["example"] = example.answer
        return {**response, "content": {JSON: content}}

    def _failure(self, call: Call, status: int) -> Json:
        listed = [
            f"{problem.code} {self._said(problem.zh, problem.en)}"
            for problem in self.dialect.errors.of(call.id, status)
        ]
        content = {self.dialect.errors.media: {"schema": {"$ref": "#/components/schemas/Error"}}}
        made: Json = {"description": " · ".join(listed), "content": content}
        if status in _WAITING:
            wait = {"description": self._phrase("retry-after"), "schema": {"type": "integer"}}
            made["headers"] = {"Retry-After": wait}
        return made

    def _said(self, zh: str, en: str) -> str:
        return {"zh": zh, "en": en, "both": f"{zh} / {en}"}[self._speech]


def _parameter(name: str, place: str, schema: Json, *, required: bool = False) -> Json:
    return {"name": name, "in": place, "required": required, "schema": schema}


def _streamed(media: str) -> Json:
    """A file. Of events OpenAPI 3.0 cannot say what they hold."""
    if media == EVENTS:
        return {}
    return {"schema": {"type": "string", "format": "binary"}}


def _without(schema: Json, key: str) -> Json:
    return {name: value for name, value in schema.items() if name != key}
