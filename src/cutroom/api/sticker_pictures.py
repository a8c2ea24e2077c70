"""The pictures of our own stickers, for people who choose one."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from fastapi import FastAPI, Query
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import cutroom
from cutroom.api.dialect import Services
from cutroom.core.errors import NotFound
from cutroom.stickers.library import find_by_id
from cutroom.stickers.model import Sticker

if TYPE_CHECKING:
    from cutroom.api.sticker_gallery import Gallery

SIZE_PX, LEAST_PX, MOST_PX = 240, 32, 512
_CACHE = "public, max-age=86400"


def add_sticker_pictures(app: FastAPI, services: Services) -> None:
    """``/stickers/{id}.png`` and ``.apng``. They need no key: whoever may see a page may see them."""

    @cache
    def gallery() -> Gallery:
        # What draws is loaded for those who ask: a service that starts is waited for.
        from cutroom.api.sticker_gallery import Gallery

        return Gallery(services.environment.font_dirs)

    @app.api_route("/stickers/{sticker_id}.png", methods=["GET", "HEAD"], include_in_schema=False)
    async def cover(
        request: Request, sticker_id: str, size: int = Query(SIZE_PX, ge=LEAST_PX, le=MOST_PX)
    ) -> Response:
        sticker = _found(sticker_id)
        etag = _etag(f"{sticker.id} {size}")
        if request.headers.get("if-none-match", "") == etag:
            return Response(status_code=304, headers=_headers(etag))
        picture = await run_in_threadpool(lambda: gallery().still(sticker, size))
        return Response(picture, headers=_headers(etag), media_type="image/png")

    @app.api_route("/stickers/{sticker_id}.apng", methods=["GET", "HEAD"], include_in_schema=False)
    async def preview(request: Request, sticker_id: str) -> Response:
        sticker = _found(sticker_id)
        if not sticker.moves:
            raise NotFound(f"The sticker {sticker.id} does not move.", hint="Ask for its .png.")
        etag = _etag(f"{sticker.id} moving")
        if request.headers.get("if-none-match", "") == etag:
            return Response(status_code=304, headers=_headers(etag))
        picture = await run_in_threadpool(lambda: gallery().moving(sticker))
        return Response(picture, headers=_headers(etag), media_type="image/apng")


def _found(sticker_id: str) -> Sticker:
    sticker = find_by_id(sticker_id)
    if sticker is None:
        raise NotFound(
            f"There is no sticker {sticker_id[:64]!r}.", hint="Search with search_sticker."
        )
    return sticker


def _etag(name: str) -> str:
    """The same until another version may draw it differently."""
    return f'"{hashlib.sha256(f"{cutroom.__version__} {name}".encode()).hexdigest()[:24]}"'


def _headers(etag: str) -> dict[str, str]:
    return {"etag": etag, "cache-control": _CACHE, "x-content-type-options": "nosniff"}
