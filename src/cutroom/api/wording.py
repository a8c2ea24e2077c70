"""What is said to people, in Chinese and English: field problems, stages, reasons of failures."""

from __future__ import annotations

from collections.abc import Iterable

from cutroom.api.callers import Language
from cutroom.authoring.notes import Note
from cutroom.core.errors import InternalError, InvalidRequest, StorageError
from cutroom.jobs.model import Failure, Task

INTERNAL = {"zh": "系统内部错误", "en": "An internal error occurred"}
CANCELLED = {"zh": "任务已取消", "en": "The task was cancelled"}

_STAGES = {
    "waiting": ("排队", "waiting"),
    "started": ("读取草稿", "reading the draft"),
    "draft-parsed": ("准备环境", "preparing"),
    "environment-ready": ("准备素材", "gathering the materials"),
    "materials-ready": ("准备渲染", "preparing the render"),
    "rendering": ("渲染", "rendering"),
    "writing": ("写入文件", "writing the file"),
    "done": ("完成", "finishing"),
}
_BODY = {
    "zh": "请求体不是有效的JSON对象",
    "en": "The request body is not a valid JSON object",
}


_CHINESE = {
    "EMPTY_DRAFT": "草稿中没有可导出的内容，请至少在一个轨道上添加一个片段",
    "ENCRYPTED_DRAFT": "草稿已加密：剪映 6 及以上版本保存草稿时会加密，请提供由剪映 5.9 或接口生成的未加密草稿",
    "SERVICE_BUSY": "等待中的任务已满，请稍后再试",
    "RATE_LIMITED": "请稍后再试",
    "RENDER_TIMEOUT": "渲染超过了时间限制，请缩短草稿、降低分辨率或提高时间限制",
}


def field_problem(failure: Failure, language: Language) -> str:
    """What is wrong with a request: names the field, in the words that published clients know."""
    field = str(failure.details.get("field") or "")
    if not field:
        return _BODY[language] if language == "zh" else failure.sentence
    if failure.details.get("problem") == "missing":
        return f"{field} 参数不能为空" if language == "zh" else f"{field} must not be empty"
    if field == "draft_url":
        return (
            "draft_url格式无效" if language == "zh" else f"draft_url is invalid: {failure.sentence}"
        )
    return f"{field} 参数无效: {failure.sentence}" if language == "zh" else failure.sentence


def is_internal(failure: Failure) -> bool:
    """Whether the failure is ours, and its text for the log only."""
    return failure.code == InternalError.code


def is_about_the_request(failure: Failure) -> bool:
    """Whether the failure lies in the fields of a request."""
    return failure.code in (InvalidRequest.code, "UNKNOWN_NAME")


def reason(failure: Failure, language: Language) -> str:
    """Why something failed: the stage, the material and the cause, as far as they are known."""
    if is_about_the_request(failure) and failure.details.get("field"):
        return field_problem(failure, language)
    cause = INTERNAL[language] if is_internal(failure) else failure.sentence
    if language == "zh":
        cause = _CHINESE.get(failure.code, cause)
    if failure.code == StorageError.code and not failure.stage:
        cause = INTERNAL[language]
    material = str(failure.details.get("material") or "")
    where = str(failure.details.get("where") or "")
    parts = [cause]
    if where and where not in cause:
        parts.insert(0, f"位置 {where}" if language == "zh" else f"at {where}")
    if material and material not in cause:
        parts.insert(0, f"素材 {material}" if language == "zh" else f"material {material}")
    if failure.stage in _STAGES:
        zh, en = _STAGES[failure.stage]
        parts.insert(0, f"{zh}阶段失败" if language == "zh" else f"Failed while {en}")
    return (
        ("，" if language == "zh" else ", ").join(parts[:-1]) + _joint(parts, language) + parts[-1]
    )


def _joint(parts: list[str], language: Language) -> str:
    if len(parts) == 1:
        return ""
    return "：" if language == "zh" else ": "


def noted(notes: Iterable[Note], language: Language) -> list[str]:
    """What an edit could not do as asked."""
    return [note.zh if language == "zh" else note.en for note in notes]


def failure_text(task: Task, language: Language) -> str:
    """The error message of a task that ended without a video, "" for any other."""
    if task.failure is not None:
        return reason(task.failure, language)
    return CANCELLED[language] if task.state == "cancelled" else ""
