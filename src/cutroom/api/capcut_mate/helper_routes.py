"""The calls of this dialect that prepare the fields of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from cutroom.api.callers import language_of
from cutroom.api.capcut_mate import present
from cutroom.api.dialect import Services, request_body
from cutroom.api.wording import noted
from cutroom.authoring import info_requests as asked
from cutroom.authoring import infos
from cutroom.authoring.notes import Notes
from cutroom.authoring.requests import AddTextStyle
from cutroom.authoring.text_style import text_style
from cutroom.core.errors import MediaError

Prepare = Callable[[Any, Notes], dict[str, Any]]

_CALLS: tuple[tuple[str, type[Any], Prepare], ...] = (
    ("timelines", asked.Timelines, infos.timelines),
    ("audio_infos", asked.AudioInfos, infos.audio_infos),
    ("video_infos", asked.VideoInfos, infos.video_infos),
    ("imgs_infos", asked.ImageInfos, infos.imgs_infos),
    ("caption_infos", asked.CaptionInfos, infos.caption_infos),
    ("effect_infos", asked.EffectInfos, infos.effect_infos),
    ("filter_infos", asked.FilterInfos, infos.filter_infos),
    ("keyframes_infos", asked.KeyframeInfos, infos.keyframes_infos),
    ("get_url", asked.Output, infos.get_url),
    ("str_to_list", asked.Obj, infos.str_to_list),
    ("str_list_to_objs", asked.StringList, infos.str_list_to_objs),
    ("objs_to_str_list", asked.ObjectList, infos.objs_to_str_list),
    ("add_text_style", AddTextStyle, text_style),
)


def add_helper_calls(app: FastAPI, services: Services) -> None:
    """One route for each of them."""
    for name, model, prepare in _CALLS:
        _add(app, services, name, model, prepare)
    _add_sound_calls(app, services)


def _add(app: FastAPI, services: Services, name: str, model: type[Any], prepare: Prepare) -> None:
    @app.post(f"/{name}", name=name, openapi_extra=request_body(model))
    async def call(request: Request) -> dict[str, Any]:
        notes = Notes()
        values = prepare(await services.read(request, model), notes)
        language = language_of(request)
        # Clients hand the whole answer on: a list of warnings is there only when there are some.
        warnings = {"warnings": noted(notes.found, language)} if notes.found else {}
        return present.success(language, **values, **warnings)


def _add_sound_calls(app: FastAPI, services: Services) -> None:
    async def durations_us(urls: list[str]) -> list[int]:
        facts = await services.edits.facts(urls)
        for url, each in zip(urls, facts, strict=True):
            if not each.has_audio:
                raise MediaError("The file holds no sound.", material=url.partition("?")[0])
        return [each.duration_us for each in facts]

    @app.post("/get_audio_duration", openapi_extra=request_body(asked.AudioDuration))
    async def get_audio_duration(request: Request) -> dict[str, Any]:
        """How long a sound is, microseconds."""
        wanted = await services.read(request, asked.AudioDuration)
        (duration_us,) = await durations_us([wanted.mp3_url])
        return present.success(language_of(request), duration=duration_us)

    @app.post("/audio_timelines", openapi_extra=request_body(asked.AudioTimelines))
    async def audio_timelines(request: Request) -> dict[str, Any]:
        """The times of sounds that are played one after the other."""
        wanted = await services.read(request, asked.AudioTimelines)
        values = infos.audio_timelines(await durations_us(wanted.links))
        return present.success(language_of(request), **values)
