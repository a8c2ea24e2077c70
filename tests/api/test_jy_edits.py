"""The JY dialect's edits: the same services, its own envelope and required fields."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cutroom.api.edit_calls import EDIT_CALLS
from tests.api.site import JY
from tests.api.studio import SECOND, Studio

Json = dict[str, Any]
SPAN = {"start": 0, "end": SECOND}
FACTS = {"width": 640, "height": 360, "duration": SECOND}


def text(*items: Json) -> str:
    return json.dumps(items, ensure_ascii=False)


def done(studio: Studio, call: str, body: Json, message: str) -> Json:
    answer = studio.post(f"{JY}/{call}", {"api_token": "t", **body})
    found = answer.json()
    assert (answer.status_code, found["status"], found["message"]) == (200, "success", message)
    assert found["data"]["code"] == 0
    data: Json = found["data"]
    return data


def test_a_draft_is_built_call_by_call(studio: Studio) -> None:
    url = done(studio, "create_draft", {}, "草稿创建成功")["draft_url"]
    draft = {"draft_url": url}
    videos = {**draft, "video_infos": text({"video_url": studio.clip, **SPAN, **FACTS})}
    made = done(studio, "add_videos", videos, "视频添加成功")
    assert made["segment_infos"] == [{"id": made["segment_ids"][0], **SPAN}]
    (segment,) = made["segment_ids"]
    images = {**draft, "image_infos": text({"image_url": studio.red, **SPAN})}
    assert len(done(studio, "add_images", images, "图片添加成功")["image_ids"]) == 1
    sounds = {**draft, "audio_infos": text({"audio_url": studio.tone, **SPAN})}
    assert len(done(studio, "add_audios", sounds, "音频添加成功")["audio_ids"]) == 1
    words = {**draft, "captions": text({"text": "你好", **SPAN})}
    assert len(done(studio, "add_captions", words, "字幕添加成功")["text_ids"]) == 1
    effects = {**draft, "effect_infos": text({"effect_title": "1998", **SPAN})}
    assert len(done(studio, "add_effects", effects, "特效添加成功")["effect_ids"]) == 1
    filters = {**draft, "filter_infos": text({"filter_title": "1980", **SPAN})}
    assert len(done(studio, "add_filters", filters, "滤镜添加成功")["filter_ids"]) == 1
    masks = {**draft, "segment_ids": [segment], "name": "圆形"}
    assert done(studio, "add_masks", masks, "蒙版添加成功")["masks_added"] == 1
    key = {"segment_id": segment, "property": "KFTypeAlpha", "offset": 0, "value": 0.5}
    keys = {**draft, "keyframes": text(key, {**key, "property": "x"})}
    keyed = done(studio, "add_keyframes", keys, "关键帧添加成功")
    assert (keyed["keyframes_added"], len(keyed["warnings"])) == (1, 1)
    stuck = done(studio, "add_sticker", {**draft, "sticker_id": "7", **SPAN}, "贴纸添加成功")
    assert (stuck["duration"], stuck["draft_url"]) == (SECOND, url)
    done(studio, "easy_create_material", {**draft, "audio_url": studio.tone}, "素材创建成功")
    document = studio.made(url)
    assert [each["type"] for each in document["tracks"]] == [
        "video", "video", "video", "audio", "audio", "effect", "filter", "sticker", "text",
    ]  # fmt: skip
    canvas = document["canvas_config"]
    assert (canvas["width"], canvas["height"]) == (1080, 1920)


@pytest.mark.parametrize("field", ["width", "height", "duration", "video_url", "start"])
def test_videos_have_to_state_their_size_and_length(studio: Studio, field: str) -> None:
    item = {"video_url": studio.clip, **SPAN, **FACTS}
    del item[field]
    answer = studio.post(f"{JY}/add_videos", {"draft_url": "x", "video_infos": text(item)})
    assert answer.status_code == 400
    assert answer.json() == {
        "status": "error", "message": "参数验证失败", "errors": [f"video_infos.0.{field}是必填项"],
    }  # fmt: skip
    answer = studio.post(f"{JY}/add_videos", {"draft_url": "x", "video_infos": text(item)}, "en")
    assert answer.json()["errors"] == [f"video_infos.0.{field} is required"]


@pytest.mark.parametrize("call", [call.name for call in EDIT_CALLS])
def test_the_draft_url_is_required(studio: Studio, call: str) -> None:
    answer = studio.post(f"{JY}/{call}", {})
    assert answer.status_code == 400
    assert answer.json()["errors"] == ["draft_url是必填项"]


def test_what_cannot_be_done_is_said_in_the_envelope(studio: Studio) -> None:
    url = studio.new_draft()
    before = studio.made(url)
    effects = text({"effect_title": "没有这样的特效", **SPAN})
    answer = studio.post(f"{JY}/add_effects", {"draft_url": url, "effect_infos": effects})
    assert (answer.status_code, answer.json()["message"]) == (400, "参数验证失败")
    assert "effect_infos[0].effect_title" in answer.json()["errors"][0]
    sounds = text({"audio_url": studio.web.url("/none.mp3"), **SPAN})
    answer = studio.post(f"{JY}/add_audios", {"draft_url": url, "audio_infos": sounds})
    assert (answer.status_code, answer.json()["message"]) == (400, "素材无法访问")
    gone = "http://127.0.0.1:30000/v1/get_draft?draft_id=20200101000000deadbeef"
    answer = studio.post(f"{JY}/add_sticker", {"draft_url": gone, "sticker_id": "1", **SPAN})
    assert (answer.status_code, answer.json()["message"]) == (404, "草稿不存在")
    assert studio.made(url) == before
