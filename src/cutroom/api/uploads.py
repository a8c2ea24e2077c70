"""Drafts that arrive as files: a document, or a zip of a draft folder."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncGenerator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from cutroom.api.dialect import Services
from cutroom.core.errors import InvalidRequest, LimitExceeded

_CHUNK = 1 << 20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


async def receive_draft(request: Request, services: Services) -> str:
    """The id of the draft made of the uploaded file.

    The file is the body itself, or the first file of a form. Raises InvalidRequest, LimitExceeded, BadDraft.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        form = await read_form(request, services.options.max_upload_bytes)
        try:
            upload = uploaded_file(form)
            return await run_in_threadpool(keep_upload, upload, services)
        finally:
            await form.close()
    with tempfile.TemporaryFile(prefix="cutroom-upload-") as file:
        async for chunk in _bounded(request, services.options.max_upload_bytes):
            await asyncio.to_thread(file.write, chunk)
        return await run_in_threadpool(keep_upload, UploadFile(file), services)


async def read_form(request: Request, max_bytes: int) -> FormData:
    """A multipart form of at most ``max_bytes``; files wait on disk. Raises InvalidRequest, LimitExceeded."""
    parser = MultiPartParser(
        request.headers, _bounded(request, max_bytes), max_files=1, max_fields=50
    )
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}") from error


def uploaded_file(form: FormData) -> UploadFile:
    """The file of a form. Raises InvalidRequest when there is none."""
    for _, value in form.multi_items():
        if isinstance(value, UploadFile):
            return value
    raise InvalidRequest("The form carries no file.", field="file", details={"problem": "missing"})


def keep_upload(upload: UploadFile, services: Services, *, ephemeral: bool = False) -> str:
    """The draft made of an upload; its id is derived from the content when it is ``ephemeral``."""
    file = upload.file
    file.seek(0)
    start = file.read(4)
    if not start:
        raise InvalidRequest(
            "The uploaded file is empty.", field="file", details={"problem": "missing"}
        )
    file.seek(0)
    draft_id = content_id(_digest(file)) if ephemeral else ""
    file.seek(0)
    if start not in _ZIP:
        limit = services.options.max_document_bytes
        return services.library.import_document(file.read(limit + 1), draft_id)
    with tempfile.NamedTemporaryFile(prefix="cutroom-upload-", suffix=".zip") as archive:
        while chunk := file.read(_CHUNK):
            archive.write(chunk)
        archive.flush()
        return services.library.import_archive(Path(archive.name), draft_id)


def content_id(digest: str) -> str:
    """The id of a draft that was sent along with a render: equal content has an equal id."""
    return f"sent-{digest[:40]}"


def _digest(file: object) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


async def _bounded(request: Request, max_bytes: int) -> AsyncGenerator[bytes, None]:
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > max_bytes:
            raise LimitExceeded(
                f"The upload has more than {max_bytes} bytes.", hint="Raise CUTROOM_MAX_UPLOAD_MB."
            )
        yield chunk
