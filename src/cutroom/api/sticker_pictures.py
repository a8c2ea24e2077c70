"""The pictures of our own stickers, for people who choose one."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI, Query
from PIL import Image
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

import cutroom
from cutroom.api.dialect import Services
from cutroom.core.diagnostics import DiagnosticLog
from cutroom.core.errors import NotFound
from cutroom.media.stills import straight
from cutroom.render.sticker_ink import MARGIN
from cutroom.render.stickers import StickerPainter
from cutroom.stickers.library import find_by_id
from cutroom.stickers.model import Sticker
from cutroom.text.faces import FaceLibrary
from cutroom.timeline.model import StickerContent

SIZE_PX, LEAST_PX, MOST_PX = 240, 32, 512
_MOVING_PX = 160
_FRAMES_PER_S = 15
_KEPT = 1024
_CACHE = "public, max-age=86400"


class Gallery:
    """Draws pictures of stickers and keeps them. Safe to use from many threads."""

    def __init__(self, font_folders: Sequence[Path]) -> None:
        """Fonts are looked for when the first picture is drawn."""
        self._painter = StickerPainter(FaceLibrary(font_folders), DiagnosticLog())
        # Drawing takes milliseconds of a core: callers in parallel would only slow each other down.
        self._turn = threading.Lock()
        self.still = lru_cache(maxsize=_KEPT)(self._still)
        self.moving = lru_cache(maxsize=_KEPT // 8)(self._moving)

    def _still(self, sticker: Sticker, size_px: int) -> bytes:
        """A PNG; of a loop the most telling moment, when everything is drawn."""
        with self._turn:
            return _packed([self._picture(sticker, 0.7 if sticker.moves else 0.0, size_px)], 0)

    def _moving(self, sticker: Sticker) -> bytes:
        """An animated PNG of one loop."""
        count = max(2, round(sticker.loop_s * _FRAMES_PER_S))
        with self._turn:
            frames = [self._picture(sticker, step / count, _MOVING_PX) for step in range(count)]
            return _packed(frames, round(sticker.loop_s * 1000 / count))

    def _picture(self, sticker: Sticker, phase: float, size_px: int) -> Image.Image:
        content = StickerContent(sticker.id, sticker.width, sticker.height)
        scale = size_px / (max(sticker.width, sticker.height) + 2 * MARGIN)
        return Image.fromarray(straight(self._painter.draw(content, phase, scale, "").picture))


def _packed(frames: list[Image.Image], duration_ms: int) -> bytes:
    buffer = io.BytesIO()
    if len(frames) == 1:
        frames[0].save(buffer, "PNG", optimize=False, compress_level=6)
    else:
        rest, timing = frames[1:], duration_ms
        frames[0].save(
            buffer, "PNG", save_all=True, append_images=rest, duration=timing, loop=0, disposal=1
        )
    return buffer.getvalue()


def add_sticker_pictures(app: FastAPI, services: Services) -> None:
    """``/stickers/{id}.png`` and ``.apng``. They need no key: whoever may see a page may see them."""
    gallery = Gallery(services.environment.font_dirs)

    @app.api_route("/stickers/{sticker_id}.png", methods=["GET", "HEAD"], include_in_schema=False)
    async def cover(
        request: Request, sticker_id: str, size: int = Query(SIZE_PX, ge=LEAST_PX, le=MOST_PX)
    ) -> Response:
        sticker = _found(sticker_id)
        etag = _etag(f"{sticker.id} {size}")
        if request.headers.get("if-none-match", "") == etag:
            return Response(status_code=304, headers=_headers(etag))
        picture = await run_in_threadpool(gallery.still, sticker, size)
        return Response(picture, headers=_headers(etag), media_type="image/png")

    @app.api_route("/stickers/{sticker_id}.apng", methods=["GET", "HEAD"], include_in_schema=False)
    async def preview(request: Request, sticker_id: str) -> Response:
        sticker = _found(sticker_id)
        if not sticker.moves:
            raise NotFound(f"The sticker {sticker.id} does not move.", hint="Ask for its .png.")
        etag = _etag(f"{sticker.id} moving")
        if request.headers.get("if-none-match", "") == etag:
            return Response(status_code=304, headers=_headers(etag))
        picture = await run_in_threadpool(gallery.moving, sticker)
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
