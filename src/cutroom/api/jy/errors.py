"""Errors as the JY API words them: one table from class to status, message and error code."""

from __future__ import annotations

from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cutroom.api import wording
from cutroom.api.callers import Language, language_of
from cutroom.core import errors
from cutroom.core.errors import CutroomError
from cutroom.jobs.failures import error_class, failure_of
from cutroom.jobs.model import Failure


class Row(NamedTuple):
    """HTTP status, the ``error_code`` of a failed render, message in Chinese and in English."""

    status: int
    error_code: str
    zh: str
    en: str


_VALIDATION = Row(400, "INVALID_DRAFT", "参数验证失败", "Validation failed")
_DRAFT = Row(400, "INVALID_DRAFT", "草稿文件无效", "Invalid draft")
_MEDIA = Row(400, "INVALID_MEDIA", "素材无法访问", "Material cannot be accessed")
_RENDER = Row(500, "SYSTEM_ERROR", "视频渲染失败", "Video rendering failed")
_SYSTEM = Row(500, "SYSTEM_ERROR", "系统内部错误", "Internal error")

TABLE: dict[type[CutroomError], Row] = {
    errors.InvalidRequest: _VALIDATION,
    errors.UnknownName: _VALIDATION,
    errors.BadDraft: _DRAFT,
    errors.EncryptedDraft: _DRAFT,
    errors.EmptyDraft: Row(400, "INVALID_DRAFT", "草稿内容为空", "Draft is empty"),
    errors.NotFound: Row(404, "INVALID_DRAFT", "草稿不存在", "Draft not found"),
    errors.TaskNotFound: Row(404, "INVALID_DRAFT", "未找到渲染任务", "No render task found"),
    errors.Unauthorized: Row(401, "SYSTEM_ERROR", "无效的api_token", "Invalid api_token"),
    errors.Conflict: Row(409, "SYSTEM_ERROR", "当前状态不允许此操作", "Not possible in this state"),
    errors.Busy: Row(503, "SYSTEM_ERROR", "服务繁忙", "Service busy"),
    errors.DraftLocked: Row(503, "SYSTEM_ERROR", "草稿正在被编辑", "The draft is being edited"),
    errors.RateLimited: Row(429, "SYSTEM_ERROR", "请求过于频繁", "Too many requests"),
    errors.Cancelled: Row(409, "SYSTEM_ERROR", "已取消", "Cancelled"),
    errors.Refused: _MEDIA,
    errors.LimitExceeded: Row(413, "INSUFFICIENT_QUOTA", "超出限制", "Limit exceeded"),
    errors.MediaError: _MEDIA,
    errors.MediaUnreachable: _MEDIA,
    errors.RenderError: _RENDER,
    errors.AudioError: Row(500, "SYSTEM_ERROR", "音频处理失败", "Audio processing failed"),
    errors.EncodeError: Row(500, "SYSTEM_ERROR", "编码失败", "Encoding failed"),
    errors.RenderTimeout: Row(504, "RENDER_TIMEOUT", "渲染超时", "Rendering timed out"),
    errors.RenderKilled: _RENDER,
    errors.StorageError: _SYSTEM,
    errors.InternalError: _SYSTEM,
}

_CALLS = {
    "gen_video": ("提交失败", "Submission failed"),
    "gen_video_status": ("状态查询失败", "Status query failed"),
    "gen_video_history": ("历史查询失败", "History query failed"),
    "create_draft": ("草稿创建失败", "Draft creation failed"),
    "add_videos": ("视频添加失败", "Adding videos failed"),
    "add_audios": ("音频添加失败", "Adding sounds failed"),
    "add_images": ("图片添加失败", "Adding pictures failed"),
    "add_sticker": ("贴纸添加失败", "Adding the sticker failed"),
    "add_keyframes": ("关键帧添加失败", "Adding keyframes failed"),
    "add_captions": ("字幕添加失败", "Adding captions failed"),
    "add_effects": ("特效添加失败", "Adding effects failed"),
    "add_filters": ("滤镜添加失败", "Adding filters failed"),
    "add_masks": ("蒙版添加失败", "Adding masks failed"),
    "easy_create_material": ("素材创建失败", "Material creation failed"),
}
_NO_TASK = "Draft not found or no render task exists"


def answer(request: Request, error: CutroomError) -> Response:
    """The answer to a call that raised ``error``."""
    failure = failure_of(error)
    row = TABLE[error_class(failure.code)]
    language = language_of(request)
    if row is _SYSTEM:
        return _system_error(request, language)
    response = _response(row, language, _extras(failure, row, language))
    if isinstance(error, errors.Busy):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def answer_failure(request: Request, failure: Failure) -> Response:
    """The answer to a submission whose task failed a moment ago."""
    row = TABLE[error_class(failure.code)]
    language = language_of(request)
    data = {
        "code": row.status,
        "message": wording.reason(failure, language),
        "render_status": "failed",
        "error_code": row.error_code,
        "error_message": wording.reason(failure, language),
    }
    return _response(row, language, {"data": data})


def answer_http(request: Request, status: int) -> Response:
    """The answer to what never reached a call."""
    known = {404: ("接口不存在", "No such endpoint"), 405: ("请求方法不允许", "Method not allowed")}
    zh, en = known.get(status, ("请求失败", "Request failed"))
    row = Row(status, "SYSTEM_ERROR", zh, en)
    data = {"code": status, "message": f"{request.method} {request.url.path}"}
    return _response(row, language_of(request), {"data": data})


def error_code(failure: Failure) -> str:
    """The ``error_code`` of a failed render."""
    return TABLE[error_class(failure.code)].error_code


def _extras(failure: Failure, row: Row, language: Language) -> dict[str, Any]:
    if wording.is_about_the_request(failure):
        return {"errors": [_problem(failure, language)]}
    message = wording.reason(failure, language)
    if failure.code == errors.TaskNotFound.code:
        message = _NO_TASK
    return {"data": {"code": row.status, "message": message}}


def _problem(failure: Failure, language: Language) -> str:
    field = failure.details.get("field")
    if field and failure.details.get("problem") == "missing":
        return f"{field}是必填项" if language == "zh" else f"{field} is required"
    return wording.field_problem(failure, language)


def _system_error(request: Request, language: Language) -> Response:
    call = request.url.path.rstrip("/").rpartition("/")[2]
    zh, en = _CALLS.get(call, ("请求失败", "Request failed"))
    words = f"{zh if language == 'zh' else en}: {wording.INTERNAL[language]}"
    return JSONResponse({"status": "error", "message": words}, 500)


def _response(row: Row, language: Language, extras: dict[str, Any]) -> Response:
    message = row.zh if language == "zh" else row.en
    return JSONResponse({"status": "error", "message": message, **extras}, row.status)
