"""Handing out finished files: ranges, HEAD, unchanged files, and a name to save them under."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from urllib.parse import quote

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from cutroom.api.dialect import Services
from cutroom.api.renders import download_name
from cutroom.core.errors import NotFound
from cutroom.jobs.model import Task
from cutroom.storage.store import StoredFile

_PRESIGNED_S = 3600
_TYPES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".gif": "image/gif",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".zip": "application/zip",
}


def add_delivery(app: FastAPI, services: Services) -> None:
    """The stable URLs of finished files. They need no key: their ids cannot be guessed."""

    @app.api_route("/videos/{task_id}/{name}", methods=["GET", "HEAD"], include_in_schema=False)
    async def video(request: Request, task_id: str, name: str) -> Response:
        task, file = await run_in_threadpool(_find, services, task_id)
        etag = f'"{file.etag}"'
        headers = _headers(task, etag)
        if _is_unchanged(request, etag):
            return Response(status_code=304, headers=headers)
        path = services.results.local_path(file.key)
        if path is not None:
            return FileResponse(path, headers=headers, media_type=_media_type(file.key))
        url = await run_in_threadpool(services.results.presign, file.key, _PRESIGNED_S)
        if url:
            return RedirectResponse(url, 307)
        return _streamed(request, services, file, headers)


def _find(services: Services, task_id: str) -> tuple[Task, StoredFile]:
    task = services.renders.get(task_id)
    file = services.renders.stored_file(task)
    if file is None:
        raise NotFound("The task has no finished file.", hint="Files are kept for a limited time.")
    return task, file


def _headers(task: Task, etag: str) -> dict[str, str]:
    name = download_name(task)
    return {
        "etag": etag,
        "cache-control": "private, max-age=0, must-revalidate",
        "content-disposition": f"inline; filename=\"{name}\"; filename*=utf-8''{quote(name)}",
        "x-content-type-options": "nosniff",
    }


def _media_type(key: str) -> str:
    suffix = key[key.rfind(".") :] if "." in key else ""
    return _TYPES.get(suffix) or mimetypes.guess_type(key)[0] or "application/octet-stream"


def _is_unchanged(request: Request, etag: str) -> bool:
    known = request.headers.get("if-none-match", "")
    return known == "*" or etag in [item.strip().removeprefix("W/") for item in known.split(",")]


def _streamed(
    request: Request, services: Services, file: StoredFile, headers: dict[str, str]
) -> Response:
    """From a store that has neither a path nor presigned URLs; one range at a time."""
    span = _range(request.headers.get("range", ""), file.size)
    headers |= {
        "accept-ranges": "bytes",
        "last-modified": f"{file.modified:%a, %d %b %Y %H:%M:%S GMT}",
    }
    if span is None:
        return Response(status_code=416, headers={"content-range": f"bytes */{file.size}"})
    start, end = span
    whole = (start, end) == (0, file.size)
    headers["content-length"] = str(end - start)
    if not whole:
        headers["content-range"] = f"bytes {start}-{end - 1}/{file.size}"
    blocks: Iterator[bytes] = iter(())
    if request.method == "GET":
        blocks = services.results.read(file.key, start, end - start)
    status = 200 if whole else 206
    return StreamingResponse(blocks, status, headers, media_type=_media_type(file.key))


def _range(header: str, size: int) -> tuple[int, int] | None:
    """(start, end) of a one-part range, the whole file for none or several, None when out of it."""
    unit, _, spans = header.partition("=")
    first, dash, last = spans.strip().partition("-")
    if unit.strip().lower() != "bytes" or "," in spans or not dash:
        return 0, size
    if not first.isdecimal():
        length = int(last) if last.isdecimal() else 0
        return (max(0, size - length), size) if length and size else None
    start = int(first)
    end = int(last) + 1 if last.isdecimal() else size
    return (start, min(end, size)) if start < min(end, size) else None
