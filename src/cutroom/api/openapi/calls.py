"""What a dialect says of its calls for its OpenAPI document, beside what its routes say themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from pydantic import BaseModel

JSON = "application/json"
EVENTS = "text/event-stream"
KEY_STATUSES = (401, 403)


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its ``operationId``, its answer, and the other statuses it may have.

    ``answer`` None is an answer without a body of ours; ``media`` then names its content types, none for
    an empty one. ``successes`` are all statuses under which the answer comes. ``guarded`` calls need a key
    when the service has keys. ``uploads`` are the content types of files that may be sent instead of JSON,
    ``headers`` the request headers that mean something here.
    """

    id: str
    answer: type[BaseModel] | None
    statuses: tuple[int, ...] = ()
    successes: tuple[int, ...] = (200,)
    query: type[BaseModel] | None = None
    guarded: bool = False
    media: tuple[str, ...] = (JSON,)
    uploads: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


class Problem(NamedTuple):
    """One error of a status: the dialect's code for it, and its message in Chinese and in English."""

    code: str
    zh: str
    en: str


Rows = Mapping[str, Mapping[int, Sequence[Problem]]]


def listed(problems: Iterable[tuple[str, int, Problem]]) -> Rows:
    """Problems by call ("" for every call) and status, each once."""
    rows: dict[str, dict[int, list[Problem]]] = {}
    for call, status, problem in problems:
        own = rows.setdefault(call, {}).setdefault(status, [])
        if problem not in own:
            own.append(problem)
    return rows


@dataclass(frozen=True, slots=True)
class Errors:
    """How a dialect answers errors: the model and media type of the body, and which errors a call has."""

    model: type[BaseModel]
    media: str
    rows: Rows

    def of(self, call: str, status: int) -> Sequence[Problem]:
        """The errors of a call under a status; those of every call are kept under ""."""
        own = self.rows.get(call, {}).get(status, ())
        return (*own, *self.rows.get("", {}).get(status, ()))


def guarded(call: Call) -> Call:
    """A call as it is where every call that sends something needs a key."""
    return replace(call, guarded=True, statuses=tuple({*call.statuses, *KEY_STATUSES}))


@dataclass(frozen=True, slots=True)
class Dialect:
    """A dialect as its document describes it; ``calls`` are keyed like ``POST /gen_video``."""

    name: str
    mount: str
    calls: Mapping[str, Call]
    errors: Errors
    error_sample: Any

    def with_keys_everywhere(self) -> Dialect:
        """The dialect of a service that asks for a key where published clients send none, too."""
        calls = {
            key: guarded(call) if key.startswith("POST ") else call
            for key, call in self.calls.items()
        }
        return replace(self, calls=calls)
