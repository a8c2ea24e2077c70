"""Tasks as the JY API's clients expect them."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from cutroom.api import wording
from cutroom.api.callers import Language
from cutroom.api.jy.errors import error_code
from cutroom.api.renders import video_url
from cutroom.jobs.engine import Accepted
from cutroom.jobs.model import State, Task

_WORDS = {
    "queued": ("排队中", "Queued"),
    "preparing": ("准备中", "Preparing"),
    "rendering": ("渲染中", "Rendering"),
    "completed": ("渲染完成", "Rendering completed"),
    "failed": ("渲染失败", "Rendering failed"),
    "cancelled": ("已取消", "Cancelled"),
}
_SUBMITTED = ("渲染任务已提交", "Render task submitted")
_RENDERING_FROM = 50.0


def success(message: tuple[str, str], language: Language, data: dict[str, Any]) -> dict[str, Any]:
    """The envelope of a success; ``message`` is in Chinese and English."""
    words = message[0] if language == "zh" else message[1]
    return {"status": "success", "message": words, "data": data}


def submitted(
    accepted: Accepted, base_url: str, estimate_s: float, language: Language
) -> dict[str, Any]:
    """The answer to gen_video."""
    task = accepted.task
    data: dict[str, Any] = {
        "code": 0,
        "message": _SUBMITTED[0] if language == "zh" else _SUBMITTED[1],
        "task_id": task.id,
        "draft_url": task.draft_url,
        "render_status": status_of(task),
        "estimated_time": math.ceil(estimate_s),
    }
    if task.state is State.COMPLETED:
        data["video_url"] = video_url(task, base_url)
    return success(_SUBMITTED, language, data)


def status_of(task: Task) -> str:
    """queued, preparing, rendering, completed, failed or cancelled."""
    if task.state is State.RUNNING:
        return "rendering" if task.progress >= _RENDERING_FROM else "preparing"
    return task.state.value


def progress_of(task: Task) -> int:
    """0 queued, 1–10 preparing, 10–99 rendering, 100 completed."""
    if task.state is State.COMPLETED:
        return 100
    if task.state is not State.RUNNING:
        return 0
    if task.progress < _RENDERING_FROM:
        return max(1, min(10, round(task.progress / 5)))
    share = (task.progress - _RENDERING_FROM) / (100 - _RENDERING_FROM)
    return min(99, 10 + int(89 * share / 0.8))


def status(
    task: Task, base_url: str, estimate_s: float, language: Language, draft_url: str = ""
) -> dict[str, Any]:
    """The data of gen_video_status, or one entry of a history."""
    name = status_of(task)
    zh, en = _WORDS[name]
    data: dict[str, Any] = {
        "code": 0,
        "message": zh if language == "zh" else en,
        "task_id": task.id,
        "draft_url": draft_url or task.draft_url,
        "status": name,
        "progress": progress_of(task),
    }
    match task.state:
        case State.QUEUED:
            data |= {
                "estimated_time": math.ceil(estimate_s),
                "queue_position": task.queue_position,
            }
        case State.RUNNING:
            data["start_time"] = timestamp(task.started_at_ms)
            data["estimated_time"] = math.ceil(estimate_s)
        case State.COMPLETED:
            data |= _finished(task, base_url)
        case State.FAILED:
            data |= _failed(task, language)
        case State.CANCELLED:
            data["end_time"] = timestamp(task.completed_at_ms)
    return data


def _finished(task: Task, base_url: str) -> dict[str, Any]:
    result = task.result
    return {
        "video_url": video_url(task, base_url),
        "file_size": result.get("file_size", 0),
        "duration": result.get("duration_s", 0.0),
        "resolution": f"{result.get('width', 0)}x{result.get('height', 0)}",
        "start_time": timestamp(task.started_at_ms),
        "end_time": timestamp(task.completed_at_ms),
        "render_time": round(task.run_s, 1),
    }


def _failed(task: Task, language: Language) -> dict[str, Any]:
    return {
        "error_code": error_code(task.failure) if task.failure else "SYSTEM_ERROR",
        "error_message": wording.failure_text(task, language),
        "start_time": timestamp(task.started_at_ms),
        "end_time": timestamp(task.completed_at_ms),
    }


def timestamp(epoch_ms: int | None) -> str | None:
    """``YYYY-MM-DDTHH:MM:SSZ``."""
    if epoch_ms is None:
        return None
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
