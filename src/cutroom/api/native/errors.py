"""Errors as RFC 9457 problems: one table from class to status and title; ``code`` is the contract."""

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
    """HTTP status, title in English and in Chinese."""

    status: int
    en: str
    zh: str


TABLE: dict[type[CutroomError], Row] = {
    errors.InvalidRequest: Row(400, "Invalid request", "请求无效"),
    errors.UnknownName: Row(400, "Unknown name", "名称未知"),
    errors.BadDraft: Row(422, "Invalid draft", "草稿无效"),
    errors.EncryptedDraft: Row(422, "Encrypted draft", "草稿已加密"),
    errors.EmptyDraft: Row(422, "Empty draft", "草稿内容为空"),
    errors.NotFound: Row(404, "Not found", "不存在"),
    errors.TaskNotFound: Row(404, "Render not found", "渲染任务不存在"),
    errors.Unauthorized: Row(401, "API key needed", "需要有效的 API key"),
    errors.Conflict: Row(409, "Conflict", "当前状态不允许此操作"),
    errors.Busy: Row(503, "Service busy", "服务繁忙"),
    errors.DraftLocked: Row(503, "The draft is being edited", "草稿正在被编辑"),
    errors.RateLimited: Row(429, "Too many requests", "请求过于频繁"),
    errors.Cancelled: Row(409, "Cancelled", "任务已取消"),
    errors.Refused: Row(422, "Refused", "地址或路径不被允许"),
    errors.LimitExceeded: Row(413, "Limit exceeded", "超出限制"),
    errors.MediaError: Row(422, "Material unreadable", "素材无法读取"),
    errors.MediaUnreachable: Row(422, "Material unreachable", "素材无法访问"),
    errors.RenderError: Row(500, "Rendering failed", "视频渲染失败"),
    errors.AudioError: Row(500, "Sound failed", "音频处理失败"),
    errors.EncodeError: Row(500, "Encoding failed", "编码失败"),
    errors.RenderTimeout: Row(504, "Rendering timed out", "渲染超时"),
    errors.RenderKilled: Row(500, "Rendering was ended by the system", "渲染进程被系统终止"),
    errors.StorageError: Row(507, "Storage failed", "存储失败"),
    errors.InternalError: Row(500, "Internal error", "系统内部错误"),
}


def answer(request: Request, error: CutroomError) -> Response:
    """The problem document of ``error``."""
    failure = failure_of(error)
    row = TABLE[error_class(failure.code)]
    if isinstance(error, errors.Unauthorized) and error.details.get("reason") == "wrong":
        row = row._replace(status=403)
    response = problem(row, failure.code, language_of(request), _members(failure, request))
    if isinstance(error, errors.Busy):
        response.headers["Retry-After"] = str(error.retry_after_s)
    if row.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def answer_http(request: Request, status: int) -> Response:
    """The problem document of what never reached a call."""
    known = {
        404: ("NO_SUCH_ENDPOINT", "No such endpoint", "接口不存在"),
        405: ("METHOD_NOT_ALLOWED", "Method not allowed", "请求方法不允许"),
    }
    code, en, zh = known.get(status, (f"HTTP_{status}", "Request failed", "请求失败"))
    members = {"detail": f"{request.method} {request.url.path}"}
    return problem(Row(status, en, zh), code, language_of(request), members)


def problem(row: Row, code: str, language: Language, members: dict[str, Any]) -> Response:
    """``application/problem+json`` with our stable ``code``."""
    body = {
        "type": f"urn:cutroom:problem:{code.lower().replace('_', '-')}",
        "title": row.en if language == "en" else row.zh,
        "status": row.status,
        "code": code,
        **members,
    }
    return JSONResponse(body, row.status, media_type="application/problem+json")


def failure_members(failure: Failure, language: Language) -> dict[str, Any]:
    """A kept failure as part of a task."""
    return {
        "code": failure.code,
        "message": wording.reason(failure, language),
        "hint": failure.hint,
        "stage": failure.stage,
        "details": dict(failure.details),
    }


def _members(failure: Failure, request: Request) -> dict[str, Any]:
    members: dict[str, Any] = {
        "detail": failure.message,
        "hint": failure.hint,
        "instance": request.url.path,
    }
    return {**dict(failure.details), **{key: value for key, value in members.items() if value}}
