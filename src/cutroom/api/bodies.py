"""Reading what callers send: bounded, and JSON objects only."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from cutroom.core.errors import InvalidRequest, LimitExceeded


async def read_bytes(request: Request, max_bytes: int) -> bytes:
    """The body. Raises LimitExceeded as soon as it is longer than ``max_bytes``."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > max_bytes:
        raise _too_large(max_bytes)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > max_bytes:
            raise _too_large(max_bytes)
        parts.append(part)
    return b"".join(parts)


def _too_large(max_bytes: int) -> LimitExceeded:
    return LimitExceeded(f"The request body has more than {max_bytes} bytes.")


async def read_object(request: Request, max_bytes: int) -> dict[str, Any]:
    """The body as a JSON object; an empty body is an empty object. Raises InvalidRequest."""
    data = await read_bytes(request, max_bytes)
    return parse_object(data)


def parse_object(data: bytes) -> dict[str, Any]:
    """A JSON object. Raises InvalidRequest for anything else."""
    if not data.strip():
        return {}
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest("The request body is not valid JSON.") from error
    if not isinstance(value, dict):
        raise InvalidRequest("The request body must be a JSON object.")
    return value
