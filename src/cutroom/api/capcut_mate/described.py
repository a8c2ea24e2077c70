"""What this dialect's OpenAPI document says of its calls."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from cutroom.api.capcut_mate import answers, schemas
from cutroom.api.capcut_mate.error_rows import FAILED_CALLS, INFOS, NO_SEGMENT, UNKNOWN_NAMES, Row
from cutroom.api.capcut_mate.errors import TABLE
from cutroom.api.openapi.calls import JSON, KEY_STATUSES, Call, Dialect, Errors, Problem, listed
from cutroom.core import errors

PUBLISHED_MOUNT = "/openapi/capcut-mate/v1"
_BODY = (400, 413, 500)
_DRAFT = (400, 404, 413, 500)
_EDIT = (*_DRAFT, 503)
_RENDER = (400, 401, 403, 404, 409, 413, 429, 500, 503, 504)
_EDITS: dict[str, type[BaseModel]] = {
    "add_videos": answers.Videos,
    "add_audios": answers.Audios,
    "add_images": answers.Images,
    "add_sticker": answers.Sticker,
    "add_keyframes": answers.Keyframes,
    "add_captions": answers.Captions,
    "add_effects": answers.Effects,
    "add_filters": answers.Filters,
    "add_masks": answers.Masks,
    "easy_create_material": answers.Edited,
    "save_draft": answers.OfDraft,
}
_PLAIN: dict[str, type[BaseModel]] = {
    "create_draft": answers.Created,
    "get_text_animations": answers.Animations,
    "get_image_animations": answers.Animations,
    "get_filters": answers.FilterList,
    "get_effects": answers.EffectList,
    "get_text_effects": answers.TextEffects,
    "search_sticker": answers.FoundStickers,
    "get_audio_duration": answers.Duration,
    "timelines": answers.Timelines,
    "audio_timelines": answers.Timelines,
    "audio_infos": answers.Infos,
    "video_infos": answers.Infos,
    "imgs_infos": answers.Infos,
    "caption_infos": answers.Infos,
    "effect_infos": answers.Infos,
    "filter_infos": answers.Infos,
    "keyframes_infos": answers.KeyframesInfos,
    "get_url": answers.Url,
    "str_to_list": answers.Texts,
    "str_list_to_objs": answers.Objects,
    "objs_to_str_list": answers.Texts,
    "add_text_style": answers.TextStyle,
}
_UPLOADS = (JSON, "application/zip", "multipart/form-data")
_MEDIA_CALLS = ("add_videos", "add_audios", "add_images", "easy_create_material")
_SOUND_CALLS = ("get_audio_duration", "audio_timelines")
_ANYWHERE = (
    errors.InvalidRequest,
    errors.NotFound,
    errors.Unauthorized,
    errors.LimitExceeded,
    errors.RateLimited,
)
_IN_DRAFTS = (errors.BadDraft, errors.DraftLocked)
_NOT_OF_RENDERS = (
    errors.TaskNotFound,
    errors.DraftLocked,
    errors.InternalError,
    errors.StorageError,
)


def _calls() -> Iterable[Call]:
    yield from (Call(name, answer, _BODY) for name, answer in _PLAIN.items())
    yield from (Call(name, answer, _EDIT) for name, answer in _EDITS.items())
    yield Call("gen_video", answers.Submitted, _RENDER, guarded=True)
    yield Call("gen_video_status", answers.Status, _DRAFT)
    upload = (*_BODY, *KEY_STATUSES)
    yield Call("upload_draft", answers.Uploaded, upload, guarded=True, uploads=_UPLOADS)


def _rows() -> Iterable[tuple[str, Row]]:
    """The errors of every call under "", and those of one call under its name."""
    yield from (("", TABLE[cls]) for cls in _ANYWHERE)
    yield "", TABLE[errors.Unauthorized]._replace(status=403)
    yield from ((call, info.row) for call, info in INFOS.items())
    yield from UNKNOWN_NAMES.items()
    yield from FAILED_CALLS.items()
    yield "add_masks", NO_SEGMENT
    for call in (*_EDITS, "upload_draft"):
        yield from ((call, TABLE[cls]) for cls in _IN_DRAFTS)
    for call in (*_MEDIA_CALLS, *_SOUND_CALLS):
        yield call, TABLE[errors.MediaUnreachable]
    yield from (("gen_video", row) for cls, row in TABLE.items() if cls not in _NOT_OF_RENDERS)
    yield "gen_video_status", TABLE[errors.TaskNotFound]
    for call in {each.id for each in DIALECT_CALLS.values()} - set(FAILED_CALLS):
        yield call, TABLE[errors.InternalError]


DIALECT_CALLS = {f"POST /{call.id}": call for call in _calls()} | {
    "GET /gen_video_active_count": Call("gen_video_active_count", answers.Count, (500,)),
    "GET /get_draft": Call("get_draft", answers.Files, (400, 404, 500), query=schemas.DraftId),
}
DIALECT = Dialect(
    name="capcut-mate",
    mount=PUBLISHED_MOUNT,
    calls=DIALECT_CALLS,
    errors=Errors(
        answers.Error,
        JSON,
        listed(
            (call, row.status, Problem(f"{row.number} {row.code}", row.zh, row.en))
            for call, row in _rows()
        ),
    ),
    error_sample={
        "code": 2031,
        "message": "视频生成任务未找到",
        "detail": "视频生成任务未找到: 指定的草稿URL没有对应的视频生成任务",
        "error": {
            "code": "VIDEO_TASK_NOT_FOUND",
            "message": "视频生成任务未找到",
            "details": "指定的草稿URL没有对应的视频生成任务",
        },
    },
)
