"""Errors as capcut-mate's clients know them: one table from class to status, numbers and messages.

The body carries every published form: the number and message, ``detail``, and the nested ``error``.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cutroom.api import wording
from cutroom.api.callers import Language, language_of
from cutroom.api.capcut_mate.error_rows import FAILED_CALLS, Row, problem_row
from cutroom.core import errors
from cutroom.core.errors import CutroomError
from cutroom.jobs.failures import error_class, failure_of
from cutroom.jobs.model import Failure

_INVALID = Row(400, 1001, "VALIDATION_ERROR", "请求参数验证失败", "Request validation failed")
_INVALID_DRAFT = Row(400, 2044, "INVALID_DRAFT", "草稿文件无效", "Invalid draft file")
_MEDIA = Row(400, 2005, "MEDIA_UNREACHABLE", "素材无法访问", "Material cannot be accessed")
_LIMIT = Row(413, 2004, "LIMIT_EXCEEDED", "超出限制", "Limit exceeded")
_INTERNAL = Row(500, 9998, "INTERNAL_ERROR", "系统内部错误", "Internal error")
_RENDER = Row(500, 2046, "RENDER_FAILED", "视频渲染失败", "Video rendering failed")

TABLE: dict[type[CutroomError], Row] = {
    errors.InvalidRequest: _INVALID,
    errors.UnknownName: _INVALID,
    errors.BadDraft: _INVALID_DRAFT,
    errors.EncryptedDraft: _INVALID_DRAFT,
    errors.EmptyDraft: Row(400, 2043, "EMPTY_DRAFT", "草稿内容为空", "Draft is empty"),
    errors.NotFound: Row(404, 2001, "INVALID_DRAFT_URL", "无效的草稿URL", "Invalid draft URL"),
    errors.TaskNotFound: Row(
        404, 2031, "VIDEO_TASK_NOT_FOUND", "视频生成任务未找到", "Video generation task not found"
    ),
    errors.Unauthorized: Row(401, 2036, "INVALID_APIKEY", "无效的 apiKey", "Invalid apiKey"),
    errors.Conflict: Row(
        409, 2051, "CONFLICT", "当前状态不允许此操作", "Not possible in this state"
    ),
    errors.Busy: Row(503, 2049, "SERVICE_BUSY", "服务繁忙", "Service busy"),
    errors.DraftLocked: Row(503, 2042, "DRAFT_LOCKED", "草稿正在被编辑", "Draft is being edited"),
    errors.RateLimited: Row(429, 2045, "RATE_LIMITED", "请求过于频繁", "Too many requests"),
    errors.Cancelled: Row(409, 2052, "TASK_CANCELLED", "任务已取消", "The task was cancelled"),
    errors.Refused: _MEDIA,
    errors.LimitExceeded: _LIMIT,
    errors.MediaError: _MEDIA,
    errors.MediaUnreachable: _MEDIA,
    errors.RenderError: _RENDER,
    errors.AudioError: Row(500, 2047, "AUDIO_FAILED", "音频处理失败", "Audio processing failed"),
    errors.EncodeError: Row(500, 2048, "ENCODE_FAILED", "编码失败", "Encoding failed"),
    errors.RenderTimeout: Row(504, 2050, "RENDER_TIMEOUT", "处理超时", "Processing timed out"),
    errors.RenderKilled: _RENDER,
    errors.StorageError: _INTERNAL,
    errors.InternalError: _INTERNAL,
}

_HTTP = {
    404: Row(404, 404, "NOT_FOUND", "接口不存在", "No such endpoint"),
    405: Row(405, 405, "METHOD_NOT_ALLOWED", "请求方法不允许", "Method not allowed"),
}


def answer(request: Request, error: CutroomError, *, always_200: bool = False) -> Response:
    """The answer to a call that raised ``error``."""
    failure = failure_of(error)
    row = _row(failure, request)
    if isinstance(error, errors.Unauthorized) and error.details.get("reason") == "wrong":
        row = row._replace(status=403)
    language = language_of(request)
    response = _response(row, _details(failure, language), language, always_200)
    if isinstance(error, errors.Busy):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def answer_failure(request: Request, failure: Failure, *, always_200: bool = False) -> Response:
    """The answer to a submission whose task failed a moment ago."""
    row = TABLE[error_class(failure.code)]
    # The call itself went well: it is the render that failed on our side.
    row = _RENDER if row is _INTERNAL else row
    language = language_of(request)
    return _response(row, wording.reason(failure, language), language, always_200)


def answer_http(request: Request, status: int, *, always_200: bool = False) -> Response:
    """The answer to what never reached a call."""
    fallback = Row(status, status, f"HTTP_{status}", "请求失败", "Request failed")
    row = _HTTP.get(status, fallback)
    language = language_of(request)
    return _response(row, f"{request.method} {request.url.path}", language, always_200)


def _row(failure: Failure, request: Request) -> Row:
    row = TABLE[error_class(failure.code)]
    call = request.url.path.rstrip("/").rpartition("/")[2]
    if row is _INTERNAL:
        return FAILED_CALLS.get(call, row)
    if row is _INVALID:
        return problem_row(call, failure) or row
    return row


def _details(failure: Failure, language: Language) -> str:
    if failure.code in (errors.StorageError.code, errors.InternalError.code):
        return wording.INTERNAL[language]
    if wording.is_about_the_request(failure):
        return wording.field_problem(failure, language)
    return _KNOWN_DETAILS.get((failure.code, language)) or wording.reason(failure, language)


_KNOWN_DETAILS = {
    (errors.TaskNotFound.code, "zh"): "指定的草稿URL没有对应的视频生成任务",
    (errors.TaskNotFound.code, "en"): "No video generation task belongs to this draft URL",
    (errors.Unauthorized.code, "zh"): "请提供有效的 apiKey",
    (errors.NotFound.code, "zh"): "无法解析草稿ID，或草稿不存在",
}


def _response(row: Row, details: str, language: Language, always_200: bool) -> Response:
    message = row.zh if language == "zh" else row.en
    body: dict[str, Any] = {
        "code": row.number,
        "message": message,
        "detail": f"{message}: {details}",
        "error": {"code": row.code, "message": message, "details": details},
    }
    return JSONResponse(body, 200 if always_200 else row.status)
