"""The lists of this dialect: animations, filters, effects, fancy text, stickers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cutroom.api.callers import language_of
from cutroom.api.capcut_mate import present
from cutroom.api.catalog_lists import chosen
from cutroom.api.dialect import Services, request_body
from cutroom.api.sticker_lists import found_item, search_result
from cutroom.api.wording import noted
from cutroom.authoring.info_requests import AnimationMode, Mode, SearchSticker
from cutroom.authoring.notes import Notes
from cutroom.catalog.fancy_text import text_effects
from cutroom.catalog.lookup import CatalogKind, Entry

Json = dict[str, Any]
_CATEGORIES = {
    "in": ("ruchang", "入场"),
    "out": ("chuchang", "出场"),
    "loop": ("xunhuan", "循环"),
    "group": ("zuhe", "组合"),
}
_TEXT: dict[str, CatalogKind] = {"in": "text-in", "out": "text-out", "loop": "text-loop"}
_IMAGE: dict[str, CatalogKind] = {"in": "clip-in", "out": "clip-out", "loop": "clip-group"}


def add_catalog_calls(app: FastAPI, services: Services) -> None:
    """One route a list."""
    _add(app, services, "get_text_animations", AnimationMode, _text_animations)
    _add(app, services, "get_image_animations", AnimationMode, _image_animations)
    _add(app, services, "get_filters", Mode, _filters)
    _add(app, services, "get_effects", Mode, _effects)
    _add(app, services, "get_text_effects", Mode, _text_effects)
    _add_search(app, services)


def _add(
    app: FastAPI, services: Services, name: str, model: type[Any], find: Callable[[Any], Json]
) -> None:
    @app.post(f"/{name}", name=name, openapi_extra=request_body(model))
    async def listing(request: Request) -> Json:
        wanted = await services.read(request, model)
        found = await run_in_threadpool(find, wanted)
        return present.success(language_of(request), **found)


def _add_search(app: FastAPI, services: Services) -> None:
    @app.post("/search_sticker", openapi_extra=request_body(SearchSticker))
    async def search_sticker(request: Request) -> Json:
        """Stickers that a keyword finds."""
        wanted = await services.read(request, SearchSticker)
        stickers, is_found = await run_in_threadpool(search_result, wanted.keyword)
        base_url, language = services.caller(request).base_url, language_of(request)
        notes = Notes()
        if not is_found:
            notes.add(
                "keyword",
                f"没有贴纸与“{wanted.keyword[:80]}”匹配，已返回其他贴纸",
                f"no sticker matches {wanted.keyword[:80]!r}; others were given instead",
            )
        data = [found_item(sticker, base_url, language) for sticker in stickers]
        warnings = {"warnings": noted(notes.found, language)} if notes.found else {}
        return present.success(language, data=data, **warnings)


def _text_animations(wanted: AnimationMode) -> Json:
    """Animations of texts."""
    return {"effects": _animations(wanted, _TEXT)}


def _image_animations(wanted: AnimationMode) -> Json:
    """Animations of pictures and videos."""
    return {"effects": _animations(wanted, _IMAGE)}


def _animations(wanted: AnimationMode, kinds: dict[str, CatalogKind]) -> list[Json]:
    return [
        _animation(entry, phase)
        for phase, kind in kinds.items()
        if wanted.type in (None, phase)
        for entry in chosen(kind, wanted.mode)
    ]


def _animation(entry: Entry, phase: str) -> Json:
    on_clip = entry.kind.startswith("clip")
    category = _CATEGORIES["group" if entry.kind == "clip-group" else phase]
    return {
        "resource_id": entry.resource_id,
        "type": phase,
        "category_id": category[0],
        "category_name": category[1],
        "duration": entry.duration_us,
        "id": entry.effect_id,
        "name": entry.name,
        "request_id": "",
        "start": 0,
        "icon_url": "",
        "material_type": "video" if on_clip else "sticker",
        "panel": "video" if on_clip else "",
        "path": "",
        "platform": "all",
    }


def _filters(wanted: Mode) -> Json:
    """Filters."""
    return {"filters": [_resource(entry) for entry in chosen("filter", wanted.mode)]}


def _effects(wanted: Mode) -> Json:
    """Scene effects."""
    entries = chosen("scene-effect", wanted.mode)
    return {"effects": [{**_resource(entry), "icon_url": ""} for entry in entries]}


def _resource(entry: Entry) -> Json:
    return {
        "name": entry.name,
        "is_vip": entry.is_vip,
        "resource_id": entry.resource_id,
        "effect_id": entry.effect_id,
        "has_params": bool(entry.parameters),
    }


def _text_effects(wanted: Mode) -> Json:
    """Fancy texts: all of ours are free."""
    ours = () if wanted.mode == 1 else text_effects()
    return {
        "text_effects": [{"id": each.id, "title": each.title, "is_vip": False} for each in ours]
    }
