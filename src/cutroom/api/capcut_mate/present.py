"""Tasks as capcut-mate's clients expect them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cutroom.api import wording
from cutroom.api.callers import Language
from cutroom.api.renders import video_url
from cutroom.jobs.engine import Accepted
from cutroom.jobs.model import State, Task

SUCCESS = {"zh": "成功", "en": "Success"}
_SUBMITTED = {
    "zh": "视频生成任务已提交，请使用draft_url查询进度",
    "en": "Video generation task submitted; query its progress with draft_url",
}
_FINISHED = {"zh": "视频已生成", "en": "The video is finished"}


def success(language: Language, **values: Any) -> dict[str, Any]:
    """The flat envelope of a success."""
    return {"code": 0, "message": SUCCESS[language], **values}


def submitted(accepted: Accepted, base_url: str, language: Language) -> dict[str, Any]:
    """The answer to gen_video."""
    task = accepted.task
    message = _FINISHED if task.state is State.COMPLETED else _SUBMITTED
    return {
        "code": 0,
        "message": message[language],
        "task_id": task.id,
        "status": status_of(task),
        "video_url": video_url(task, base_url),
    }


def status_of(task: Task) -> str:
    """pending, processing, completed or failed. What waits for another try is processing."""
    match task.state:
        case State.COMPLETED:
            return "completed"
        case State.FAILED | State.CANCELLED:
            return "failed"
        case State.RUNNING:
            return "processing"
    return "processing" if task.progress > 0 else "pending"


def status(task: Task, draft_url: str, base_url: str, language: Language) -> dict[str, Any]:
    """The answer to gen_video_status."""
    ended_badly = task.state in (State.FAILED, State.CANCELLED)
    cancelled = task.state is State.CANCELLED
    return {
        "code": 0,
        "message": wording.CANCELLED[language] if cancelled else SUCCESS[language],
        "task_id": task.id,
        "draft_url": draft_url,
        "status": status_of(task),
        "progress": 0 if ended_badly else int(task.progress),
        "video_url": video_url(task, base_url),
        "error_message": wording.failure_text(task, language),
        "created_at": timestamp(task.created_at_ms),
        "started_at": timestamp(task.started_at_ms),
        "completed_at": timestamp(task.completed_at_ms),
    }


def timestamp(epoch_ms: int | None) -> str | None:
    """ISO 8601, UTC, milliseconds, ``Z``."""
    if epoch_ms is None:
        return None
    text = datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
