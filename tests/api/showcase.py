"""The examples of the OpenAPI documents, played against a service in the state they speak of.

In an example media lie at ``MEDIA``, the draft has the id ``DRAFT``, a merge field ``title``, its clip the id
``SEGMENT``, and its task ``TASK``;
``Showcase.play`` puts what this service really has in their place, and ``Showcase.shown`` takes it back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import count
from typing import Any

from cutroom.api.openapi.calls import Dialect
from cutroom.api.openapi.examples import Example
from cutroom.core.errors import RenderError
from cutroom.jobs.model import Task
from tests.api.site import HOST, MOUNTS, NATIVE
from tests.api.studio import Studio

MEDIA = "https://media.example.com"
DRAFT = "20260102030405a1b2c3d4"
SEGMENT = "5F0C7A52-9D3E-4B6F-8A21-6E1D4C0B7F35"
TASK = "380a61a1152744d493dcb069ed4150d5"
MOMENT = "2026-01-02T03:04:05"
_ID = re.compile(r"\b(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9a-f]{32})\b")
_DRAFT_ID = re.compile(r"\b20\d{12}[0-9a-f]{8}\b")
_MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d)?\d*")
_OWN_FILE = re.compile(r"##_draftpath_placeholder_[^\"]+\.mp4")
_LISTED = 2
_PLAYS = count(1)

Json = dict[str, Any]


class Showcase:
    """Plays examples on a studio; each starts from the same draft and the tasks it needs."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._media = f"http://127.0.0.1:{studio.web.port}"
        url = studio.new_draft()
        items = [{"video_url": studio.clip, "start": 0, "end": 2_000_000}]
        made = studio.call("add_videos", {"draft_url": url, "video_infos": items})
        draft = json.dumps(studio.made(url), ensure_ascii=False)
        # The draft is imported without its files: its clip lies where it came from.
        draft = _OWN_FILE.sub(studio.clip, draft)
        self._draft = json.loads(draft.replace(made["segment_ids"][0], SEGMENT))
        title = {"id": "title", "type": "text", "content": "{{title}}"}
        self._draft["materials"]["texts"].append(title)
        self._task = TASK

    def play(
        self, dialect: Dialect, key: str, example: Example, language: str = "zh-CN", mount: str = ""
    ) -> Any:
        """The answer to an example of the call ``key`` (like ``POST /gen_video``)."""
        call = dialect.calls[key]
        self._stage(call.id)
        method, _, path = key.partition(" ")
        values = json.loads(self._real(json.dumps(dict(example.parameters))))
        query = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
        body = None
        if example.request is not None:
            body = json.loads(self._real(json.dumps(example.request)))
        return self._studio.client.request(
            method,
            (mount or dialect.mount) + path.format(**values),
            params=query,
            json=body,
            headers={"accept-language": language},
        )

    def shown(self, answer: Any) -> Any:
        """An answer as the documents show it: the same wherever and whenever it was given."""
        text = json.dumps(_shortened(answer.json()), ensure_ascii=False)
        text = text.replace(self._media, MEDIA).replace(self._task, TASK)
        known = {SEGMENT: SEGMENT, TASK: TASK}

        def numbered(match: re.Match[str]) -> str:
            found = match.group()
            pattern = re.sub("[0-9A-Fa-f]", "0", found)
            number = f"{len(known):x}"
            return known.setdefault(found, pattern[: -len(number)] + number)

        text = _DRAFT_ID.sub(DRAFT, _ID.sub(numbered, text))
        return json.loads(_MOMENT.sub(lambda found: MOMENT + (".000" if found[1] else ""), text))

    def _real(self, text: str) -> str:
        return text.replace(MEDIA, self._media).replace(TASK, self._task)

    def _stage(self, call: str) -> None:
        library = self._studio.services.library
        if library.knows(DRAFT):
            library.delete(DRAFT)
        # A draft that differs from all before, those of other showcases on this studio too, has no task yet.
        library.import_value({**self._draft, "name": f"play {next(_PLAYS)}"}, DRAFT)
        prepare = _NEEDS.get(call)
        if prepare is not None:
            self._task = prepare(self._studio).id


def _submitted(studio: Studio) -> Task:
    """A new queued task of the draft of the examples."""
    url = f"{HOST}{MOUNTS[0]}/get_draft?draft_id={DRAFT}"
    answer = studio.post(f"{NATIVE}/renders", {"draft_url": url})
    return studio.services.renders.get(answer.json()["id"])


def _finished(studio: Studio) -> Task:
    task = _submitted(studio)
    studio.finish(task)
    return studio.services.renders.get(task.id)


def _failed(studio: Studio) -> Task:
    task = _submitted(studio)
    studio.fail(task, RenderError("The picture cannot be drawn."))
    return task


_NEEDS: dict[str, Callable[[Studio], Task]] = {
    "gen_video_status": _finished,
    "gen_video_history": _finished,
    "list_renders": _finished,
    "get_render": _finished,
    "follow_render": _finished,
    "cancel_render": _submitted,
    "retry_render": _failed,
}


def _shortened(value: Any) -> Any:
    """Lists of the catalogue by their first entries."""
    if isinstance(value, dict):
        return {key: _shortened(part) for key, part in value.items()}
    if isinstance(value, list):
        long = len(value) > 3 and isinstance(value[0], dict)
        return [_shortened(part) for part in (value[:_LISTED] if long else value)]
    return value


def shape(value: Any) -> Any:
    """What an answer is made of: fields and kinds of values; of a list, the kinds of its items."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        kinds = {json.dumps(shape(part), sort_keys=True) for part in value}
        return [json.loads(kind) for kind in sorted(kinds)]
    if value is None or isinstance(value, bool | str):
        return type(value).__name__
    return "number"
