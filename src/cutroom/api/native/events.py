"""A task as server-sent events: a snapshot whenever it changes, until it ends.

The id of an event is the version of the task, so a client that comes back with ``Last-Event-ID`` hears at once
what it missed, as one snapshot, and nothing twice. Nothing is kept for it: events are the row itself.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable

import anyio
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cutroom.api.renders import RenderService
from cutroom.core.errors import TaskNotFound
from cutroom.jobs.model import Json, Task

LOOK_S = 0.5
PING_S = 15


def task_events(
    request: Request, renders: RenderService, task_id: str, describe: Callable[[Task], Json]
) -> EventSourceResponse:
    """The stream of one task. The task must exist when this is called."""
    last = request.headers.get("last-event-id", "")
    seen = int(last) if last.isdecimal() and len(last) < 19 else 0
    events = _events(renders, task_id, seen, describe)
    return EventSourceResponse(events, ping=PING_S, headers={"x-accel-buffering": "no"})


async def _events(
    renders: RenderService, task_id: str, seen: int, describe: Callable[[Task], Json]
) -> AsyncIterator[ServerSentEvent]:
    while True:
        try:
            task = await run_in_threadpool(renders.get, task_id)
        except TaskNotFound:
            return
        if task.version > seen:
            seen = task.version
            name = task.state.value if task.state.is_final else "progress"
            body = json.dumps(await run_in_threadpool(describe, task), ensure_ascii=False)
            yield ServerSentEvent(data=body, event=name, id=str(seen))
        if task.state.is_final:
            return
        await anyio.sleep(LOOK_S)
