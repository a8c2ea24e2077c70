"""The calls of this dialect that change drafts: capcut-mate's fields, this dialect's envelope."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from cutroom.api.callers import language_of
from cutroom.api.dialect import Services, request_body
from cutroom.api.edit_calls import EDIT_CALLS
from cutroom.api.editing import EditCall
from cutroom.api.jy import present, schemas
from cutroom.api.wording import noted

MESSAGES = {
    "add_videos": ("视频添加成功", "Videos added"),
    "add_audios": ("音频添加成功", "Sounds added"),
    "add_images": ("图片添加成功", "Pictures added"),
    "add_sticker": ("贴纸添加成功", "Sticker added"),
    "add_keyframes": ("关键帧添加成功", "Keyframes added"),
    "add_captions": ("字幕添加成功", "Captions added"),
    "add_effects": ("特效添加成功", "Effects added"),
    "add_filters": ("滤镜添加成功", "Filters added"),
    "add_masks": ("蒙版添加成功", "Masks added"),
    "easy_create_material": ("素材创建成功", "Material created"),
}
_OWN_MODELS: dict[str, type[Any]] = {"add_videos": schemas.AddVideos}


def add_edit_calls(app: FastAPI, services: Services) -> None:
    """One route for each edit."""
    for call in EDIT_CALLS:
        model: type[Any] = _OWN_MODELS.get(call.name) or call.model
        _add(app, services, replace(call, model=model))


def _add(app: FastAPI, services: Services, call: EditCall) -> None:
    @app.post(
        f"/{call.name}",
        name=call.name,
        openapi_extra=request_body(call.model),
    )
    async def edit(request: Request) -> dict[str, Any]:
        wanted = await services.read(request, call.model)
        edited = await services.edits.edit(call, wanted, services.caller(request))
        language = language_of(request)
        data = {
            "code": 0,
            "draft_url": wanted.draft_url,
            **edited.values,
            "warnings": noted(edited.notes, language),
        }
        return present.success(MESSAGES[call.name], language, data)
