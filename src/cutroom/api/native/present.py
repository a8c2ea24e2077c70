"""Tasks in our own form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cutroom.api.callers import Language
from cutroom.api.native.errors import failure_members
from cutroom.api.renders import video_url
from cutroom.api.specs import spec_of
from cutroom.core.errors import CutroomError
from cutroom.jobs.engine import Accepted, Page
from cutroom.jobs.failures import failure_of
from cutroom.jobs.model import State, Task

_RESULT = ("file_size", "duration_s", "width", "height", "frames", "format", "render_time_s")


def task(
    found: Task, base_url: str = "", eta_s: float | None = None, language: Language = "en"
) -> dict[str, Any]:
    """A task; ``base_url`` "" means the one its submitter used."""
    base = base_url or spec_of(found.spec).base_url
    failure = found.failure
    return {
        "id": found.id,
        "status": found.state.value,
        "stage": found.stage.value,
        "progress": round(found.progress, 1),
        "frames_done": found.frames_done,
        "frames_total": found.frames_total,
        "fps": _fps(found),
        "speed": _speed(found),
        "eta_s": None if eta_s is None else round(eta_s, 1),
        "queue_position": found.queue_position,
        "priority": found.priority,
        "attempt": found.attempt,
        "draft_url": found.draft_url,
        "output": {key: value for key, value in found.options.items() if key != "variables"},
        "variables": found.options.get("variables"),
        "created_at": timestamp(found.created_at_ms),
        "started_at": timestamp(found.started_at_ms),
        "completed_at": timestamp(found.completed_at_ms),
        "result": _result(found, base),
        "diagnostics": [dict(entry) for entry in found.diagnostics],
        "error": None if failure is None else failure_members(failure, language),
        "links": {
            "self": f"{base}/api/v1/renders/{found.id}",
            "events": f"{base}/api/v1/renders/{found.id}/events",
        },
    }


def batch(
    outcomes: Sequence[Accepted | CutroomError], base_url: str, language: Language
) -> dict[str, Any]:
    """What became of the rows of a batch, in their order: a task, or why there is none."""
    items: list[dict[str, Any]] = []
    for row, outcome in enumerate(outcomes):
        if isinstance(outcome, Accepted):
            made = task(outcome.task, base_url, language=language)
            items.append({"row": row, "render": made, "error": None})
        else:
            error = failure_members(failure_of(outcome), language)
            items.append({"row": row, "render": None, "error": error})
    return {"items": items, "accepted": sum(item["render"] is not None for item in items)}


def page(found: Page, base_url: str, language: Language) -> dict[str, Any]:
    """A page of tasks; ``next_cursor`` is null at the end."""
    return {
        "items": [task(item, base_url, language=language) for item in found.tasks],
        "next_cursor": found.next_cursor or None,
    }


def timestamp(epoch_ms: int | None) -> str | None:
    """ISO 8601, UTC, milliseconds, ``Z``."""
    if epoch_ms is None:
        return None
    text = datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def _result(found: Task, base_url: str) -> dict[str, Any] | None:
    if found.state is not State.COMPLETED:
        return None
    facts = {name: found.result[name] for name in _RESULT if name in found.result}
    return {"url": video_url(found, base_url), **facts}


def _fps(found: Task) -> float | None:
    """Frames rendered per second of work."""
    elapsed_s = _rendering_s(found)
    return round(found.frames_done / elapsed_s, 1) if elapsed_s and found.frames_done else None


def _speed(found: Task) -> float | None:
    """Seconds of video per second of work."""
    elapsed_s = _rendering_s(found)
    if not elapsed_s or not found.frames_total or not found.output_s:
        return None
    return round(found.output_s * found.frames_done / found.frames_total / elapsed_s, 2)


def _rendering_s(found: Task) -> float:
    if found.rendering_at_ms is None:
        return 0.0
    end_ms = found.completed_at_ms or found.updated_at_ms
    return max(0.0, (end_ms - found.rendering_at_ms) / 1000)
