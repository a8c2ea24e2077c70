"""What every dialect is made of: an application of its own whose every error is answered in its words."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from cutroom.api.bodies import read_object
from cutroom.api.callers import KeyRing, caller_of
from cutroom.api.editing import EditService
from cutroom.api.renders import Caller, RenderService
from cutroom.authoring.library import DraftLibrary
from cutroom.core.errors import CutroomError, InternalError, InvalidRequest
from cutroom.pipeline.environment import Environment
from cutroom.pipeline.standby import Standby
from cutroom.storage.store import Store

log = logging.getLogger(__name__)
Body = TypeVar("Body", bound=BaseModel)
Answer = Callable[[Request, CutroomError], Response]
AnswerHttp = Callable[[Request, int], Response]


@dataclass(frozen=True, slots=True)
class ApiOptions:
    """Settings of the edge. Sizes are bytes."""

    public_url: str = ""
    always_200: bool = False
    max_document_bytes: int = 64_000_000
    max_upload_bytes: int = 2_000_000_000
    max_call_bytes: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Services:
    """What the dialects stand on."""

    renders: RenderService
    library: DraftLibrary
    results: Store
    environment: Environment
    options: ApiOptions
    keys: KeyRing
    edits: EditService
    standby: Standby

    def warm_up(self) -> None:
        """Load and prepare what the first submission would wait for; a failure shows there."""
        try:
            self.renders.warm_up()
        except CutroomError:
            log.warning("the job engine is not ready yet", exc_info=True)

    def caller(self, request: Request) -> Caller:
        """Where ``request`` reached us."""
        return caller_of(request, self.options.public_url)

    async def read(self, request: Request, model: type[Body], *, guarded: bool = False) -> Body:
        """The checked body of a call, and its key if the call is ``guarded`` or all are."""
        given = await read_object(request, self.options.max_call_bytes)
        if guarded:
            self.keys.check(request, given)
        else:
            self.keys.meet(request, given)
        return checked(model, given)


def checked(model: type[Body], given: dict[str, Any]) -> Body:
    """``given`` as a ``model``. Raises InvalidRequest that names the first field at fault.

    ``details`` carry ``problem`` (missing or value) and ``fields``, all the fields at fault.
    """
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _invalid(error.errors(include_url=False)) from error


_MISSING = {"missing", "string_too_short"}


def _invalid(problems: Any) -> InvalidRequest:
    first = problems[0]
    names = [
        ".".join(str(part) for part in _place(problem) if part != "body") for problem in problems
    ]
    missing = first["type"] in _MISSING or first["input"] is None
    return InvalidRequest(
        f"{names[0] or 'The request'}: {first['msg']}.",
        field=names[0],
        details={"problem": "missing" if missing else "value", "fields": names},
    )


def _place(problem: Any) -> tuple[Any, ...]:
    """Where a problem lies. A range that ends before it starts is a problem of its end."""
    return (*problem["loc"], "end") if problem["type"] == "range" else tuple(problem["loc"])


def request_body(model: type[BaseModel]) -> dict[str, Any]:
    """What the API description says of a call whose body is read by ``Services.read``: its model.

    Its schema is made when somebody asks for the description.
    """
    return {"requestBody": model}


def dialect_app(title: str, answer: Answer, answer_http: AnswerHttp) -> FastAPI:
    """An application that answers every error, its own and the framework's, through ``answer``."""
    app = FastAPI(title=title, openapi_url=None)

    async def on_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, CutroomError)
        return answer(request, error)

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return answer(request, _invalid(error.errors()))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = answer_http(request, error.status_code)
        response.headers.update(error.headers or {})
        return response

    async def on_bug(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return answer(request, InternalError())

    app.add_exception_handler(CutroomError, on_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_bug)
    return app
