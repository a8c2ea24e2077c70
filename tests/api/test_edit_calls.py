"""Every edit of a draft over HTTP: what it answers, what it writes, what it refuses."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.api.site import Site
from tests.api.studio import MOUNTS, SECOND, SOUND_US, VIDEO_US, Studio
from tests.storage.web import website

mounts = pytest.mark.parametrize("mount", MOUNTS)
Json = dict[str, Any]


def text(items: list[Json]) -> str:
    return json.dumps(items, ensure_ascii=False)


def materials(document: Json, bucket: str) -> dict[str, Json]:
    return {each["id"]: each for each in document["materials"].get(bucket, [])}


def track(document: Json, track_id: str) -> Json:
    return next(each for each in document["tracks"] if each["id"] == track_id)


def used(document: Json, segment: Json, bucket: str) -> list[Json]:
    """The materials of a bucket that a segment refers to."""
    found = materials(document, bucket)
    return [found[ref] for ref in segment["extra_material_refs"] if ref in found]


def image(url: str, start: int = 0, end: int = SECOND, **more: Any) -> Json:
    return {"image_url": url, "start": start, "end": end, **more}


def video(url: str, start: int = 0, end: int = SECOND, **more: Any) -> Json:
    return {"video_url": url, "start": start, "end": end, **more}


def audio(url: str, start: int = 0, end: int = SECOND, **more: Any) -> Json:
    return {"audio_url": url, "start": start, "end": end, **more}


def caption(words: str, start: int = 0, end: int = SECOND, **more: Any) -> Json:
    return {"text": words, "start": start, "end": end, **more}


# -- videos ----------------------------------------------------------------------------------------


@mounts
def test_videos_play_in_the_time_of_their_scenes(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    items = [video(studio.clip, 0, 2 * SECOND), video(studio.clip, 2 * SECOND, 4 * SECOND)]
    scenes = [{"start": 0, "end": SECOND}, {"start": 5 * SECOND, "end": 6 * SECOND}]
    body = {
        "draft_url": draft_url, "video_infos": text(items), "scene_timelines": scenes,
        "transform_x": 192, "transform_y": -108, "alpha": 0.5, "scale_x": 2, "scale_y": 3,
    }  # fmt: skip
    made = studio.call("add_videos", body, mount)
    document = studio.made(draft_url)
    segments = track(document, made["track_id"])["segments"]
    assert made["warnings"] == []
    assert [each["id"] for each in segments] == made["segment_ids"]
    assert [each["material_id"] for each in segments] == made["video_ids"]
    assert made["segment_infos"] == [
        {"id": made["segment_ids"][0], "start": 0, "end": SECOND},
        {"id": made["segment_ids"][1], "start": SECOND, "end": 2 * SECOND},
    ]
    assert [each["source_timerange"] for each in segments] == [
        {"start": 0, "duration": VIDEO_US}
    ] * 2
    assert [used(document, each, "speeds")[0]["speed"] for each in segments] == [2.0, 2.0]
    assert segments[0]["clip"] == {
        "alpha": 0.5, "flip": {"horizontal": False, "vertical": False}, "rotation": 0.0,
        "scale": {"x": 2.0, "y": 3.0}, "transform": {"x": 0.1, "y": -0.1},
    }  # fmt: skip
    assert document["duration"] == 2 * SECOND


def test_the_media_of_a_draft_lie_beside_it_and_are_named_by_a_placeholder(studio: Studio) -> None:
    draft_url = studio.new_draft()
    studio.call("add_videos", {"draft_url": draft_url, "video_infos": text([video(studio.clip)])})
    (material,) = materials(studio.made(draft_url), "videos").values()
    holder, _, name = material["path"].partition("/")
    assert holder == "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
    assert name.startswith("assets/videos/")
    listed = studio.client.get(draft_url).json()["files"]
    url = next(each for each in listed if each.endswith(name))
    assert studio.client.get(url).content[4:8] == b"ftyp"
    assert (material["width"], material["height"]) == (640, 360)
    assert (material["type"], material["duration"]) == ("video", VIDEO_US)
    assert (material["check_flag"], material["material_name"]) == (63487, "clip.mp4")


def test_a_video_that_is_shorter_than_asked_for_says_where_it_really_ends(studio: Studio) -> None:
    draft_url = studio.new_draft()
    body = {"draft_url": draft_url, "video_infos": text([video(studio.clip, 0, 9 * SECOND)])}
    made = studio.call("add_videos", body)
    assert made["segment_infos"][0]["end"] == VIDEO_US
    assert made["warnings"] == ["video_infos[0]：素材只有 2000000 微秒，短于要求的 9000000 微秒"]


def test_ids_are_those_of_this_call_alone(studio: Studio) -> None:
    draft_url = studio.new_draft()
    body = {"draft_url": draft_url, "video_infos": text([video(studio.clip)])}
    first, second = studio.call("add_videos", body), studio.call("add_videos", body)
    assert len(second["video_ids"]) == 1
    assert first["video_ids"] != second["video_ids"]


def test_a_later_call_lies_in_front(studio: Studio) -> None:
    draft_url = studio.new_draft()
    first = studio.call(
        "add_images", {"draft_url": draft_url, "image_infos": text([image(studio.red)])}
    )
    second = studio.call(
        "add_videos", {"draft_url": draft_url, "video_infos": text([video(studio.clip)])}
    )
    document = studio.made(draft_url)
    fronts = [
        track(document, made["track_id"])["segments"][0]["render_index"] for made in (first, second)
    ]
    assert fronts == [1, 2]
    flags = [(each["type"], each["flag"], len(each["segments"])) for each in document["tracks"]]
    assert flags == [("video", 0, 0), ("video", 2, 1), ("video", 2, 1)]


def test_a_mask_a_transition_and_a_volume_of_a_video(studio: Studio) -> None:
    draft_url = studio.new_draft()
    items = [
        video(studio.clip, mask="圆形", transition="叠化", transition_duration=300_000, volume=2),
        video(studio.clip, SECOND, 2 * SECOND, mask="方块", transition="没有", volume=11),
    ]
    made = studio.call("add_videos", {"draft_url": draft_url, "video_infos": text(items)})
    document = studio.made(draft_url)
    first, second = track(document, made["track_id"])["segments"]
    (mask,) = used(document, first, "masks")
    assert mask["resource_type"] == "circle"
    assert mask["config"]["height"] == 0.5
    assert mask["config"]["width"] == pytest.approx(0.5 * 360 / 640)
    assert used(document, first, "common_mask")[0]["config"]["expansion"] == 0.0
    (transition,) = used(document, first, "transitions")
    assert (transition["name"], transition["duration"]) == ("叠化", 300_000)
    assert (transition["is_overlap"], transition["resource_id"]) == (True, "6724845717472416269")
    assert (first["volume"], second["volume"]) == (2.0, 1.0)
    assert used(document, second, "masks") == used(document, second, "transitions") == []
    assert [each.partition("：")[0] for each in made["warnings"]] == [
        "video_infos[1].volume", "video_infos[1].mask", "video_infos[1].transition",
    ]  # fmt: skip


# -- sounds ----------------------------------------------------------------------------------------


@mounts
def test_sounds_with_volume_and_effect(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    items = [
        audio(studio.tone, 0, 9 * SECOND, volume=0.5, audio_effect="8bit"),
        audio(studio.tone, SOUND_US - 150, SOUND_US + SECOND, volume=3, audio_effect="没有的"),
    ]
    made = studio.call("add_audios", {"draft_url": draft_url, "audio_infos": text(items)}, mount)
    document = studio.made(draft_url)
    first, second = track(document, made["track_id"])["segments"]
    assert first["target_timerange"] == {"start": 0, "duration": SOUND_US}
    assert second["target_timerange"] == {"start": SOUND_US + 50, "duration": SECOND + 150}
    assert (first["volume"], second["volume"]) == (0.5, 1.0)
    (effect,) = used(document, first, "audio_effects")
    assert (effect["name"], effect["category_id"], effect["sub_type"]) == (
        "8bit",
        "sound_effect",
        1,
    )
    assert [each["value"] == each["default_value"] for each in effect["audio_adjust_params"]] == [
        True
    ] * 3
    (material,) = materials(document, "audios").values()
    assert made["audio_ids"] == [material["id"]] * 2
    assert (material["duration"], material["type"], material["check_flag"]) == (
        SOUND_US,
        "extract_music",
        3,
    )
    assert [each.partition("：")[0] for each in made["warnings"]] == [
        "audio_infos[0]", "audio_infos[1].start", "audio_infos[1].volume", "audio_infos[1].audio_effect",
    ]  # fmt: skip


def test_sounds_that_overlap_by_more_than_a_hair_are_refused(studio: Studio) -> None:
    draft_url = studio.new_draft()
    items = [audio(studio.tone, 0, SECOND), audio(studio.tone, SECOND // 2, 2 * SECOND)]
    answer = studio.post("/v1/add_audios", {"draft_url": draft_url, "audio_infos": text(items)})
    assert (answer.status_code, answer.json()["code"]) == (400, 2007)


# -- pictures --------------------------------------------------------------------------------------


@mounts
def test_pictures_with_animations_and_transitions(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    items = [
        image(studio.red, in_animation="渐显", in_animation_duration=400_000, out_animation="渐隐",
              transition="叠化"),
        image(studio.blue, SECOND, 2 * SECOND, loop_animation="三分割"),
        image(studio.moving, 2 * SECOND, 3 * SECOND, in_animation="没有"),
    ]  # fmt: skip
    made = studio.call("add_images", {"draft_url": draft_url, "image_infos": text(items)}, mount)
    document = studio.made(draft_url)
    segments = track(document, made["track_id"])["segments"]
    kinds = [materials(document, "videos")[each]["type"] for each in made["image_ids"]]
    assert kinds == ["photo", "photo", "gif"]
    lengths = {materials(document, "videos")[each]["duration"] for each in made["image_ids"]}
    assert lengths == {10_800_000_000}
    (first,) = used(document, segments[0], "material_animations")
    assert [(each["type"], each["start"], each["duration"]) for each in first["animations"]] == [
        ("in", 0, 400_000), ("out", 500_000, 500_000),
    ]  # fmt: skip
    (second,) = used(document, segments[1], "material_animations")
    assert [(each["type"], each["duration"]) for each in second["animations"]] == [
        ("group", SECOND)
    ]
    assert used(document, segments[0], "transitions")[0]["duration"] == 500_000
    assert used(document, segments[2], "material_animations") == []
    assert len(made["warnings"]) == 1
    assert made["warnings"][0].startswith("image_infos[2].in_animation：未找到名称“没有”，已忽略")


def test_a_loop_gives_way_to_in_and_out(studio: Studio) -> None:
    draft_url = studio.new_draft()
    item = image(studio.red, in_animation="渐显", loop_animation="三分割")
    made = studio.call("add_images", {"draft_url": draft_url, "image_infos": text([item])})
    assert made["warnings"][0].startswith("image_infos[0].loop_animation：")
    (animations,) = materials(studio.made(draft_url), "material_animations").values()
    assert [each["type"] for each in animations["animations"]] == ["in"]


# -- captions --------------------------------------------------------------------------------------


@mounts
def test_captions_with_stressed_words(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    item = caption(
        "😀人生要快乐快乐", keyword="快乐|人", keyword_color="#00ff00", keyword_font_size=20,
        keyword_border_color="#0000ff",
    )  # fmt: skip
    body = {
        "draft_url": draft_url, "captions": text([item]), "text_color": "#ff0000", "alpha": 0.5,
        "border_color": "#000000", "has_shadow": True, "bold": True, "alignment": 4,
        "letter_spacing": 2, "line_spacing": 3, "font": "宋体", "transform_y": 540,
    }  # fmt: skip
    made = studio.call("add_captions", body, mount)
    document = studio.made(draft_url)
    (segment,) = track(document, made["track_id"])["segments"]
    material = materials(document, "texts")[made["text_ids"][0]]
    content = json.loads(material["content"])
    assert content["text"] == item["text"]
    assert [each["range"] for each in content["styles"]] == [[0, 2], [2, 3], [3, 5], [5, 9]]
    assert [each["size"] for each in content["styles"]] == [15, 20, 15, 20]
    colors = [each["fill"]["content"]["solid"]["color"] for each in content["styles"]]
    assert colors == [[1, 0, 0], [0, 1, 0]] * 2
    strokes = [each["strokes"][0]["content"]["solid"]["color"] for each in content["styles"]]
    assert strokes == [[0, 0, 0], [0, 0, 1]] * 2
    assert [len(each["shadows"]) for each in content["styles"]] == [1, 0, 1, 0]
    assert content["styles"][0]["shadows"][0]["alpha"] == 0.9
    assert all(each["bold"] for each in content["styles"])
    assert (material["alignment"], material["typesetting"]) == (0, 1)
    assert material["letter_spacing"] == pytest.approx(0.1)
    assert material["line_spacing"] == pytest.approx(0.17)
    assert (material["global_alpha"], material["type"], material["check_flag"]) == (
        0.5,
        "subtitle",
        47,
    )
    assert segment["clip"]["transform"] == {"x": 0.0, "y": 0.5}
    assert segment["source_timerange"] is None
    assert made["segment_infos"] == [{"id": segment["id"], "start": 0, "end": SECOND}]


def test_captions_move_in_out_and_round(studio: Studio) -> None:
    draft_url = studio.new_draft()
    item = caption(
        "a", 0, 3 * SECOND, in_animation="冲屏位移", in_animation_duration=SECOND,
        out_animation="右上弹出", loop_animation="VHS", loop_animation_duration=700_000,
    )  # fmt: skip
    studio.call("add_captions", {"draft_url": draft_url, "captions": text([item])})
    (animations,) = materials(studio.made(draft_url), "material_animations").values()
    assert [(each["type"], each["start"], each["duration"]) for each in animations["animations"]] == [
        ("in", 0, SECOND), ("out", 2_500_000, 500_000), ("loop", SECOND, 700_000),
    ]  # fmt: skip
    assert {each["material_type"] for each in animations["animations"]} == {"sticker"}


def test_fancy_text_of_ours_of_others_and_of_nobody(studio: Studio) -> None:
    draft_url = studio.new_draft()
    items = [
        caption("一", 0, 1, text_effect="金色描边"),
        caption("二", 1, 2, text_effect="红字白边花字"),
        caption("三", 2, 3, text_effect="7244707955585600825"),
        caption("四", 3, 4, text_effect="???"),
    ]
    body = {"draft_url": draft_url, "captions": text(items), "text_color": "#0000ff"}
    made = studio.call("add_captions", body)
    document = studio.made(draft_url)
    styles = [
        json.loads(materials(document, "texts")[each]["content"])["styles"][0]
        for each in made["text_ids"]
    ]
    assert [len(each["strokes"]) for each in styles] == [1, 1, 0, 0]
    assert styles[1]["strokes"][0]["content"]["solid"]["color"] == [1, 1, 1]
    assert styles[1]["fill"]["content"]["solid"]["color"][0] > 0.9
    assert [each["fill"]["content"]["solid"]["color"] for each in styles[2:]] == [[0, 0, 1]] * 2
    assert styles[2]["effectStyle"]["id"] == "7244707955585600825"
    (effect,) = materials(document, "effects").values()
    assert (effect["type"], effect["resource_id"]) == ("text_effect", "7244707955585600825")
    assert [each.partition("：")[0] for each in made["warnings"]] == [
        "captions[1].text_effect", "captions[2].text_effect", "captions[3].text_effect",
    ]  # fmt: skip


def test_what_a_caption_asks_for_in_vain_is_said(studio: Studio) -> None:
    item = caption("a", keyword="b", keyword_color="red", in_animation="不存在的动画")
    body = {
        "draft_url": studio.new_draft(), "captions": text([item]), "text_color": "blue", "font": "无",
    }  # fmt: skip
    answer = studio.post("/v1/add_captions", body, "en").json()
    assert [each.partition(":")[0] for each in answer["warnings"]] == [
        "text_color", "font", "captions[0].keyword", "captions[0].in_animation",
    ]  # fmt: skip
    assert answer["warnings"][0] == "text_color: 'blue' is no colour; white was used"


# -- effects, filters, stickers --------------------------------------------------------------------


@mounts
def test_effects_filters_and_stickers(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    span = {"start": 0, "end": SECOND}
    effects = [
        {"effect_title": "1998", **span},
        {"effect_title": "BOOM！", "start": SECOND, "end": 2 * SECOND},
    ]
    effect = studio.call(
        "add_effects", {"draft_url": draft_url, "effect_infos": text(effects)}, mount
    )
    filters = [{"filter_title": "1980", "intensity": 80, **span}]
    painted = studio.call(
        "add_filters", {"draft_url": draft_url, "filter_infos": text(filters)}, mount
    )
    body = {"draft_url": draft_url, "sticker_id": "7", "transform_x": 960, "scale": 2, **span}
    stuck = studio.call("add_sticker", body, mount)
    document = studio.made(draft_url)
    found = materials(document, "video_effects")
    assert [found[each]["type"] for each in effect["effect_ids"]] == ["video_effect", "face_effect"]
    assert [found[each]["apply_target_type"] for each in effect["effect_ids"]] == [2, 2]
    assert materials(document, "effects")[painted["filter_ids"][0]]["value"] == 0.8
    (segment,) = track(document, stuck["track_id"])["segments"]
    assert stuck["segment_id"] == segment["id"]
    assert (stuck["sticker_id"], stuck["duration"]) == ("7", SECOND)
    assert segment["clip"]["transform"]["x"] == 0.5
    assert segment["clip"]["scale"] == {"x": 2.0, "y": 2.0}
    assert materials(document, "stickers")[segment["material_id"]]["resource_id"] == "7"
    assert stuck["warnings"][0].startswith("sticker_id：")
    assert [each["type"] for each in document["tracks"]] == ["effect", "filter", "sticker"]


@pytest.mark.parametrize(
    ("call", "field", "title", "code", "zh", "en"),
    [
        (
            "add_effects",
            "effect_infos",
            "effect_title",
            2022,
            "特效名称不存在",
            "Effect name not found",
        ),
        (
            "add_filters",
            "filter_infos",
            "filter_title",
            2039,
            "滤镜名称不存在",
            "Filter name not found",
        ),
    ],
)
@mounts
def test_an_unknown_effect_or_filter_leaves_the_draft_as_it_was(
    studio: Studio, mount: str, call: str, field: str, title: str, code: int, zh: str, en: str
) -> None:
    draft_url = studio.new_draft(mount)
    before = studio.made(draft_url)
    items = text([{title: "1980X不存在", "start": 0, "end": 1}])
    for language, message in (("zh", zh), ("en", en)):
        answer = studio.post(f"{mount}/{call}", {"draft_url": draft_url, field: items}, language)
        body = answer.json()
        assert (answer.status_code, body["code"], body["message"]) == (400, code, message)
        assert f"{field}[0].{title}" in body["detail"] or language == "en"
    assert studio.made(draft_url) == before


# -- masks and keyframes ---------------------------------------------------------------------------


@mounts
def test_masks_are_placed_in_pixels_of_the_medium(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    body = {"draft_url": draft_url, "video_infos": text([video(studio.clip)])}
    (segment_id,) = studio.call("add_videos", body, mount)["segment_ids"]
    wanted = {
        "draft_url": draft_url, "segment_ids": [segment_id, "nobody"], "name": "矩形", "X": 100,
        "Y": 50, "width": 320, "height": 90, "feather": 20, "rotation": 30, "invert": True,
        "roundCorner": 50,
    }  # fmt: skip
    made = studio.call("add_masks", wanted, mount)
    assert (made["masks_added"], made["affected_segments"]) == (1, [segment_id])
    assert made["warnings"] == ["segment_ids[1]：没有片段 nobody，已忽略"]
    (mask,) = materials(studio.made(draft_url), "masks").values()
    assert made["mask_ids"] == [mask["id"]]
    config = mask["config"]
    assert config["centerX"] == 0.3125
    assert config["centerY"] == pytest.approx(50 / 180)
    assert (config["width"], config["height"]) == (0.5, 0.25)
    assert (config["feather"], config["roundCorner"], config["invert"]) == (0.2, 0.5, True)
    again = studio.call("add_masks", {**wanted, "segment_ids": [segment_id], "name": "圆形"}, mount)
    (mask,) = materials(studio.made(draft_url), "masks").values()
    assert again["mask_ids"] == made["mask_ids"]
    assert mask["resource_type"] == "circle"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"name": "三角"}, 2025), ({"segment_ids": []}, 2023), ({"segment_ids": ["x"]}, 2015),
     ({"feather": 101}, 2023), ({"width": 0}, 2023)],
)  # fmt: skip
@mounts
def test_masks_that_cannot_be(studio: Studio, mount: str, change: Json, code: int) -> None:
    body = {"draft_url": studio.new_draft(mount), "segment_ids": ["x"], **change}
    for language in ("zh", "en"):
        answer = studio.post(f"{mount}/add_masks", body, language)
        assert (answer.status_code, answer.json()["code"]) == (400, code)


@mounts
def test_keyframes_of_every_kind_of_segment(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    scenes = [{"start": 0, "end": SECOND}]
    videos = {"video_infos": text([video(studio.clip, 0, 2 * SECOND)]), "scene_timelines": scenes}
    (clip,) = studio.call("add_videos", {"draft_url": draft_url, **videos}, mount)["segment_ids"]
    words = {"draft_url": draft_url, "captions": text([caption("a")])}
    (word,) = studio.call("add_captions", words, mount)["segment_ids"]
    sounds = {"draft_url": draft_url, "audio_infos": text([audio(studio.tone)])}
    (sound,) = studio.call("add_audios", sounds, mount)["segment_ids"]

    def key(segment: str, name: str, offset: int, value: float) -> Json:
        return {"segment_id": segment, "property": name, "offset": offset, "value": value}

    keys = [
        key(clip, "KFTypePositionX", 9 * SECOND, -192),
        key(clip, "KFTypePositionX", 0, 0.5),
        key(clip, "UNIFORM_SCALE", 0, 2),
        key(clip, "KFTypeScaleY", 0, 3),
        key(clip, "UNIFORM_SCALE", 500_000, 4),
        key(word, "KFTypeAlpha", 0, 0.5),
        key(word, "KFTypeVolume", 0, 0.5),
        key(sound, "KFTypeVolume", 0, 0.5),
        key(sound, "KFTypeAlpha", 0, 0.5),
        key("nobody", "KFTypeAlpha", 0, 0.5),
        key(clip, "KFTypeSaturation", 0, -1),
        key(clip, "Scale", 0, 1),
    ]
    made = studio.call("add_keyframes", {"draft_url": draft_url, "keyframes": text(keys)}, mount)
    assert made["keyframes_added"] == 8
    assert made["affected_segments"] == [clip, word, sound]
    assert [each.partition("：")[0] for each in made["warnings"]] == [
        "keyframes[6].property", "keyframes[8].property", "keyframes[9].segment_id",
        "keyframes[11].property",
    ]  # fmt: skip
    segments = {
        each["id"]: each for line in studio.made(draft_url)["tracks"] for each in line["segments"]
    }
    found = {
        held["property_type"]: [
            (each["time_offset"], each["values"]) for each in held["keyframe_list"]
        ]
        for held in segments[clip]["common_keyframes"]
    }
    # Twice as fast: a second of the canvas is two of the medium, in whose time keyframes are kept.
    assert found == {
        "KFTypePositionX": [(0, [0.5]), (2 * SECOND, [-0.1])],
        "KFTypeScaleX": [(0, [2.0]), (SECOND, [4.0])],
        "KFTypeScaleY": [(0, [3.0]), (SECOND, [4.0])],
        "KFTypeSaturation": [(0, [-1.0])],
    }
    assert segments[clip]["uniform_scale"]["on"] is False
    assert segments[word]["common_keyframes"][0]["property_type"] == "KFTypeGlobalAlpha"
    assert segments[sound]["common_keyframes"][0]["property_type"] == "KFTypeVolume"


# -- everything at once ----------------------------------------------------------------------------


@mounts
def test_an_easy_material(studio: Studio, mount: str) -> None:
    draft_url = studio.new_draft(mount)
    body = {
        "draft_url": draft_url, "audio_url": studio.tone, "text": "你好", "img_url": studio.red,
        "video_url": studio.clip, "text_transform_y": 108,
    }  # fmt: skip
    made = studio.call("easy_create_material", body, mount)
    assert made == {"code": 0, "message": "成功", "draft_url": draft_url, "warnings": []}
    lines = [each for each in studio.made(draft_url)["tracks"] if each["segments"]]
    assert [(each["type"], each["segments"][0]["target_timerange"]["duration"]) for each in lines] == [
        ("video", VIDEO_US), ("video", 3 * SECOND), ("audio", SOUND_US), ("text", 5 * SECOND),
    ]  # fmt: skip
    assert lines[-1]["segments"][0]["clip"]["transform"]["y"] == 0.1


def test_an_easy_material_is_made_whole_or_not_at_all(studio: Studio) -> None:
    draft_url = studio.new_draft()
    before = studio.made(draft_url)
    body = {"draft_url": draft_url, "audio_url": studio.red, "video_url": studio.clip}
    answer = studio.post("/v1/easy_create_material", body)
    assert (answer.status_code, answer.json()["code"]) == (400, 1001)
    assert studio.made(draft_url) == before
    listed = studio.client.get(draft_url).json()["files"]
    assert not [each for each in listed if "assets" in each]


# -- what every call refuses -----------------------------------------------------------------------

LISTS = [
    ("add_videos", "video_infos", 2003, "无效的视频信息", "Invalid video info"),
    ("add_audios", "audio_infos", 2007, "无效的音频信息", "Invalid audio info"),
    ("add_images", "image_infos", 2009, "无效的图片信息", "Invalid image info"),
    ("add_keyframes", "keyframes", 2013, "无效的关键帧信息", "Invalid keyframe info"),
    ("add_captions", "captions", 2018, "无效的字幕信息", "Invalid caption info"),
    ("add_effects", "effect_infos", 2020, "无效的特效信息", "Invalid effect info"),
    ("add_filters", "filter_infos", 2037, "无效的滤镜信息", "Invalid filter info"),
]


@pytest.mark.parametrize(
    "value", [None, "", " ", "{", "[]", "{}", "7", "[7]", "[{}]", '[{"start":NaN}]', "[" * 5000, 5]
)
@pytest.mark.parametrize(("call", "field", "code", "zh", "en"), LISTS)
@mounts
def test_lists_that_cannot_be_read(
    studio: Studio, mount: str, call: str, field: str, code: int, zh: str, en: str, value: Any
) -> None:
    body = {"draft_url": "http://host/get_draft?draft_id=12345678", field: value}
    for language, message in (("zh", zh), ("en", en)):
        answer = studio.post(f"{mount}/{call}", body, language)
        found = answer.json()
        assert (answer.status_code, found["code"], found["message"]) == (400, code, message)
        assert field in found["error"]["details"]


@pytest.mark.parametrize(("call", "field", "code", "zh", "en"), LISTS)
def test_a_list_may_be_sent_as_it_is_and_checks_every_item(
    studio: Studio, call: str, field: str, code: int, zh: str, en: str
) -> None:
    item = {"start": 5, "end": 5, "offset": -1}
    answer = studio.post(f"/v1/{call}", {"draft_url": "x", field: [item]})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert f"{field}.0." in answer.json()["error"]["details"]


@pytest.mark.parametrize(
    "change", [{"sticker_id": ""}, {"sticker_id": None}, {"start": -1}, {"end": 0}, {"end": "x"}]
)
@mounts
def test_stickers_that_cannot_be(studio: Studio, mount: str, change: Json) -> None:
    body = {"draft_url": studio.new_draft(mount), "sticker_id": "1", "start": 0, "end": 1, **change}
    for language, message in (("zh", "无效的贴纸信息"), ("en", "Invalid sticker info")):
        answer = studio.post(f"{mount}/add_sticker", body, language)
        assert (answer.status_code, answer.json()["code"]) == (400, 2011)
        assert answer.json()["message"] == message


BODIES: dict[str, Json] = {
    "add_videos": {"video_infos": text([video("http://127.0.0.1/a.mp4")])},
    "add_audios": {"audio_infos": text([audio("http://127.0.0.1/a.mp3")])},
    "add_images": {"image_infos": text([image("http://127.0.0.1/a.png")])},
    "add_sticker": {"sticker_id": "1", "start": 0, "end": 1},
    "add_keyframes": {
        "keyframes": text([{"segment_id": "a", "property": "b", "offset": 0, "value": 1}])
    },
    "add_captions": {"captions": text([caption("a")])},
    "add_effects": {"effect_infos": text([{"effect_title": "1998", "start": 0, "end": 1}])},
    "add_filters": {"filter_infos": text([{"filter_title": "1980", "start": 0, "end": 1}])},
    "add_masks": {"segment_ids": ["a"]},
    "easy_create_material": {"audio_url": "http://127.0.0.1/a.mp3"},
}


@pytest.mark.parametrize("call", BODIES)
@mounts
def test_a_draft_that_is_not_here_is_not_edited(studio: Studio, mount: str, call: str) -> None:
    for url, status, code in (
        ("", 400, 1001), ("abc", 400, 1001),
        (f"http://127.0.0.1:30000{mount}/get_draft?draft_id=20200101000000deadbeef", 404, 2001),
        ("https://elsewhere.example/draft/a.json", 404, 2001),
    ):  # fmt: skip
        answer = studio.post(f"{mount}/{call}", {"draft_url": url, **BODIES[call]})
        assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    ("call", "field", "make"),
    [("add_videos", "video_infos", video), ("add_images", "image_infos", image),
     ("add_audios", "audio_infos", audio)],
)  # fmt: skip
@mounts
def test_media_that_cannot_be_had_or_used(
    studio: Studio, mount: str, call: str, field: str, make: Any
) -> None:
    draft_url = studio.new_draft(mount)
    before = studio.made(draft_url)
    wrong = {"add_videos": studio.tone, "add_images": studio.clip, "add_audios": studio.red}[call]
    info = {"add_videos": 2003, "add_images": 2009, "add_audios": 2007}[call]
    for url, code in (
        (studio.web.url("/nothing.mp4"), 2005), ("http://10.0.0.1/a.mp4", 2005),
        ("http://169.254.169.254/latest", 2005), (wrong, info), ("file:///etc/passwd", info),
    ):  # fmt: skip
        body = {"draft_url": draft_url, field: text([make(url)])}
        for language in ("zh", "en"):
            answer = studio.post(f"{mount}/{call}", body, language)
            assert (answer.status_code, answer.json()["code"]) == (400, code), answer.text
    assert studio.made(draft_url) == before


def test_a_file_that_is_no_medium_is_named(studio: Studio) -> None:
    body = {"draft_url": studio.new_draft(), "video_infos": text([video(studio.page)])}
    answer = studio.post("/v1/add_videos", body, "en")
    assert (answer.status_code, answer.json()["code"]) == (400, 2005)
    assert "page.html" in answer.json()["error"]["details"]


def test_items_of_one_call_must_not_overlap(studio: Studio) -> None:
    draft_url = studio.new_draft()
    spans = [{"start": 0, "end": 10}, {"start": 9, "end": 20}]
    for call, field, code, item in (
        ("add_captions", "captions", 2018, {"text": "a"}),
        ("add_effects", "effect_infos", 2020, {"effect_title": "1998"}),
        ("add_filters", "filter_infos", 2037, {"filter_title": "1980"}),
        ("add_images", "image_infos", 2009, {"image_url": studio.red}),
        ("add_videos", "video_infos", 2003, {"video_url": studio.clip}),
    ):
        items = text([{**item, **span} for span in spans])
        answer = studio.post(f"/v1/{call}", {"draft_url": draft_url, field: items}, "en")
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert f"{field}[1]" in answer.json()["error"]["details"]


def test_media_over_the_limit_are_refused(tmp_path: Path) -> None:
    with website() as web:
        site = Site(tmp_path, fetch_allow=("127.0.0.1",), fetch_max_mb=1)
        url = web.serve("/large.mp4", bytes(1_000_001))
        for mount in MOUNTS:
            body = {
                "draft_url": site.url(site.services.library.create(640, 360)),
                "video_infos": text([video(url)]),
            }
            answer = site.post(f"{mount}/add_videos", body)
            assert (answer.status_code, answer.json()["code"]) == (413, 2004)
        site.close()


def test_fifty_callers_of_one_draft_are_all_served(studio: Studio) -> None:
    draft_url = studio.new_draft()

    def add(number: int) -> str:
        if number % 5 == 0:
            body = {"draft_url": draft_url, "image_infos": text([image(studio.red)])}
            return str(studio.call("add_images", body)["segment_ids"][0])
        body = {"draft_url": draft_url, "captions": text([caption(str(number))])}
        return str(studio.call("add_captions", body)["segment_ids"][0])

    with ThreadPoolExecutor(25) as pool:
        acknowledged = set(pool.map(add, range(50)))
    document = studio.made(draft_url)
    kept = {each["id"] for line in document["tracks"] for each in line["segments"]}
    assert len(acknowledged) == 50
    assert kept == acknowledged
    listed = studio.client.get(draft_url).json()["files"]
    assert sum("/assets/" in each for each in listed) == 1
