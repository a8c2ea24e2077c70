"""The calls that prepare the fields of others, with the worked examples of the published documents."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tests.api.studio import MOUNTS, SECOND, SOUND_US, Studio

Json = dict[str, Any]
mounts = pytest.mark.parametrize("mount", MOUNTS)
URL = "http://a.example/1"
SECONDS = [{"start": 0, "end": SECOND}, {"start": SECOND, "end": 3 * SECOND}]


def infos(answer: Json, field: str = "infos") -> list[Json]:
    """The items in an answer, which carries them as JSON text."""
    assert isinstance(answer[field], str)
    found: list[Json] = json.loads(answer[field])
    return found


@mounts
def test_even_timelines(studio: Studio, mount: str) -> None:
    body = {"duration": 10_000_000, "num": 3, "start": 500_000, "type": 0}
    assert studio.call("timelines", body, mount) == {
        "code": 0, "message": "成功",
        "timelines": [
            {"start": 500_000, "end": 3_833_333}, {"start": 3_833_333, "end": 7_166_666},
            {"start": 7_166_666, "end": 10_500_000},
        ],
        "all_timelines": [{"start": 500_000, "end": 10_500_000}],
    }  # fmt: skip


def test_random_timelines_fill_the_length_and_follow_their_seed(studio: Studio) -> None:
    body = {"duration": 10_000_000, "num": 5, "start": 7, "type": 1}
    one, other = (studio.call("timelines", body)["timelines"] for _ in range(2))
    assert one != other
    for made in (one, other):
        assert (made[0]["start"], made[-1]["end"], len(made)) == (7, 10_000_007, 5)
        assert all(a["end"] == b["start"] for a, b in itertools.pairwise(made))
        assert all(each["start"] < each["end"] for each in made)
    seeded = [studio.call("timelines", {**body, "seed": 42})["timelines"] for _ in range(2)]
    assert seeded[0] == seeded[1]


@pytest.mark.parametrize("kind", [0, 1])
def test_timelines_of_hardly_any_length(studio: Studio, kind: int) -> None:
    body = {"duration": 2, "num": 5, "start": 0, "type": kind}
    made = studio.call("timelines", body)["timelines"]
    assert (made[0]["start"], made[-1]["end"], len(made)) == (0, 2, 5)
    for count in (0, -3):
        assert studio.call("timelines", {**body, "num": count})["timelines"] == []
    assert len(studio.call("timelines", {**body, "num": 1})["timelines"]) == 1


@mounts
def test_times_of_sounds(studio: Studio, mount: str) -> None:
    made = studio.call("audio_timelines", {"links": [studio.tone, studio.tone]}, mount)
    assert made["timelines"] == [
        {"start": 0, "end": SOUND_US}, {"start": SOUND_US, "end": 2 * SOUND_US},
    ]  # fmt: skip
    assert made["all_timelines"] == [{"start": 0, "end": 2 * SOUND_US}]
    empty = studio.call("audio_timelines", {"links": []}, mount)
    assert (empty["timelines"], empty["all_timelines"]) == ([], [{"start": 0, "end": 0}])
    assert (
        studio.call("get_audio_duration", {"mp3_url": studio.tone}, mount)["duration"] == SOUND_US
    )


@mounts
def test_lengths_of_what_has_no_sound_or_cannot_be_had(studio: Studio, mount: str) -> None:
    for language in ("zh", "en"):
        for url, code in (
            (studio.red, 2005), (studio.web.url("/none.mp3"), 2005), ("http://10.1.1.1/a.mp3", 2005),
            ("ftp://a.example/a.mp3", 1001), ("", 1001), (None, 1001),
        ):  # fmt: skip
            answer = studio.post(f"{mount}/get_audio_duration", {"mp3_url": url}, language)
            assert (answer.status_code, answer.json()["code"]) == (400, code)
            answer = studio.post(f"{mount}/audio_timelines", {"links": [url]}, language)
            assert (answer.status_code, answer.json()["code"]) == (400, code)


@mounts
def test_items_for_sounds(studio: Studio, mount: str) -> None:
    body = {"mp3_urls": [URL], "timelines": SECONDS, "audio_effect": "教堂", "volume": 0.5}
    made = studio.call("audio_infos", body, mount)
    assert made["infos"] == json.dumps(
        [{"audio_url": URL, "start": 0, "end": SECOND, "audio_effect": "教堂", "volume": 0.5}],
        ensure_ascii=False,
    )
    assert made["warnings"] == ["mp3_urls：有 1 项，而 timelines 有 2 项，只使用前 1 项"]
    plain = studio.call("audio_infos", {"mp3_urls": [URL], "timelines": SECONDS[:1]}, mount)
    assert infos(plain) == [{"audio_url": URL, "start": 0, "end": SECOND}]
    assert "warnings" not in plain


@mounts
def test_items_for_videos(studio: Studio, mount: str) -> None:
    span = {"start": 0, "end": 4 * SECOND}
    made = studio.call("video_infos", {"video_urls": [URL], "timelines": [span]}, mount)
    assert infos(made) == [{"video_url": URL, **span, "duration": 4 * SECOND, "volume": 1.0}]
    given = {
        "width": 2,
        "height": 3,
        "mask": "圆形",
        "transition": "叠化",
        "transition_duration": 5,
    }
    body = {"video_urls": [URL], "timelines": [span], "volume": 0.5, **given}
    made = studio.call("video_infos", body, mount)
    assert infos(made) == [
        {"video_url": URL, **span, "duration": 4 * SECOND, "volume": 0.5, **given}
    ]


@mounts
def test_items_for_pictures(studio: Studio, mount: str) -> None:
    body = {
        "imgs": [URL, URL, URL], "timelines": [*SECONDS, SECONDS[0]], "in_animation": "渐显|放大",
        "in_animation_duration": 7, "transition": "叠化||", "width": 640,
    }  # fmt: skip
    items = infos(studio.call("imgs_infos", body, mount))
    assert [each["in_animation"] for each in items] == ["渐显", "放大", "放大"]
    assert [each.get("transition") for each in items] == ["叠化", None, None]
    assert items[1] == {
        "image_url": URL, **SECONDS[1], "width": 640, "in_animation_duration": 7, "in_animation": "放大",
    }  # fmt: skip


@mounts
def test_items_for_captions(studio: Studio, mount: str) -> None:
    body = {
        "texts": ["a", "b"], "timelines": SECONDS, "keywords": ["x"], "font_size": 20,
        "in_animation": "渐显", "keyword_has_shadow": True, "keyword_shadow_info": {"shadow_alpha": 0.5},
    }  # fmt: skip
    first, second = infos(studio.call("caption_infos", body, mount))
    shadow = first.pop("keyword_shadow_info")
    assert (shadow["shadow_alpha"], shadow["shadow_color"]) == (0.5, "#000000")
    assert first == {
        **SECONDS[0], "text": "a", "keyword": "x", "font_size": 20, "in_animation": "渐显",
        "keyword_has_shadow": True,
    }  # fmt: skip
    assert (second["text"], second["keyword"], second["start"]) == ("b", "", SECOND)


@mounts
def test_items_for_effects_and_filters(studio: Studio, mount: str) -> None:
    made = studio.call("effect_infos", {"effects": ["胶片"], "timelines": SECONDS}, mount)
    assert infos(made) == [{"effect_title": "胶片", "start": 0, "end": SECOND}]
    body = {"filters": ["a", "b"], "timelines": SECONDS, "intensities": [80, 150]}
    made = studio.call("filter_infos", body, mount)
    assert [each["intensity"] for each in infos(made)] == [80.0, 100.0]
    assert made["warnings"] == ["intensities[1]：150 超出 0–100，已使用 100"]
    body["intensities"] = []
    assert [each["intensity"] for each in infos(studio.call("filter_infos", body, mount))] == [
        100.0
    ] * 2


@mounts
def test_items_for_keyframes(studio: Studio, mount: str) -> None:
    segments = [{"id": "S", "start": SECOND, "end": 5 * SECOND}]
    body = {
        "ctype": "KFTypePositionX", "offsets": "0|50|100", "values": "-192|0|192",
        "segment_infos": segments, "width": 1920,
    }  # fmt: skip
    items = infos(studio.call("keyframes_infos", body, mount), "keyframes_infos")
    assert [(each["offset"], each["value"]) for each in items] == [
        (0, -0.1), (2 * SECOND, 0.0), (4 * SECOND, 0.1),
    ]  # fmt: skip
    assert {(each["segment_id"], each["property"]) for each in items} == {("S", "KFTypePositionX")}
    body |= {"segment_infos": json.dumps(segments), "offsets": "120|0|0", "ctype": "KFTypeAlpha"}
    made = studio.call("keyframes_infos", body, mount)
    assert infos(made, "keyframes_infos")[0] == {
        "offset": 4 * SECOND, "property": "KFTypeAlpha", "segment_id": "S", "value": -192.0,
    }  # fmt: skip
    assert len(made["warnings"]) == 1


@pytest.mark.parametrize(
    "change",
    [{"offsets": "0|1"}, {"offsets": "a|b|c"}, {"values": ""}, {"values": "1|2|inf"}, {"ctype": ""},
     {"segment_infos": "{"}, {"segment_infos": [{"id": "S"}]}, {"width": 0}],
)  # fmt: skip
@mounts
def test_keyframes_that_cannot_be(studio: Studio, mount: str, change: Json) -> None:
    body = {
        "ctype": "KFTypeAlpha", "offsets": "0|50|100", "values": "1|2|3",
        "segment_infos": [{"id": "S", "start": 0, "end": 9}], **change,
    }  # fmt: skip
    for language in ("zh", "en"):
        answer = studio.post(f"{mount}/keyframes_infos", body, language)
        assert (answer.status_code, answer.json()["code"]) == (400, 1001)
        assert next(iter(change)) in answer.json()["detail"] or "offsets" in change


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("结果：https://a.example/x.mp4?a=1&b=2，请查收", "https://a.example/x.mp4?a=1&b=2"),
        ('{"url": "http://a.example/1.png"}', "http://a.example/1.png"),
        ("see [here](https://a.example/b).", "https://a.example/b"),
        ("x", "x"),
        ("", ""),
    ],
)
@mounts
def test_the_url_in_a_text(studio: Studio, mount: str, text: str, url: str) -> None:
    assert studio.call("get_url", {"output": text}, mount)["output"] == url


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("a,b", ["a", "b"]),
        ("a", ["a"]),
        ("一，二、三", ["一", "二", "三"]),
        ('["a,b", 1, {"c": "d"}]', ["a,b", "1", '{"c": "d"}']),
        ("a,b\nc", ["a,b", "c"]),
        ("http://a.example/1?x=1,2", ["http://a.example/1?x=1,2"]),
        ("http://a.example/1,http://a.example/2", ["http://a.example/1", "http://a.example/2"]),
        ("[a", ["[a"]),
        ("", []),
    ],
)
@mounts
def test_a_text_as_a_list(studio: Studio, mount: str, text: str, items: list[str]) -> None:
    assert studio.call("str_to_list", {"obj": text}, mount)["infos"] == items


@mounts
def test_texts_and_objects(studio: Studio, mount: str) -> None:
    objects = [{"output": "a"}, {"output": "b"}]
    assert studio.call("str_list_to_objs", {"infos": ["a", "b"]}, mount)["infos"] == objects
    assert studio.call("objs_to_str_list", {"outputs": objects}, mount)["infos"] == ["a", "b"]


@mounts
def test_a_text_style(studio: Studio, mount: str) -> None:
    made = studio.call("add_text_style", {"text": "人生要快乐", "keyword": "快乐"}, mount)
    style = json.loads(made["text_style"])
    assert style["text"] == "人生要快乐"
    assert [(each["range"], each["size"], each.get("useLetterColor")) for each in style["styles"]] == [
        ([0, 3], 12, None), ([3, 5], 15, True),
    ]  # fmt: skip
    colors = [each["fill"]["content"]["solid"]["color"] for each in style["styles"]]
    assert colors == [[1, 1, 1], [1, pytest.approx(0.443, abs=1e-3), 0]]
    vain = studio.call("add_text_style", {"text": "😀", "keyword": "b"}, mount)
    assert json.loads(vain["text_style"])["styles"][0]["range"] == [0, 2]
    assert vain["warnings"] == ["keyword：文本中没有“b”，已忽略"]


@pytest.mark.parametrize("body", [{}, {"text": "", "keyword": "a"}, {"text": "a"}])
@mounts
def test_text_styles_that_cannot_be(studio: Studio, mount: str, body: Json) -> None:
    for language, message in (("zh", "无效的文本样式信息"), ("en", "Invalid text style info")):
        answer = studio.post(f"{mount}/add_text_style", body, language)
        assert (answer.status_code, answer.json()["code"]) == (400, 2026)
        assert answer.json()["message"] == message


VALID: dict[str, Json] = {
    "timelines": {"duration": 1, "num": 1, "start": 0, "type": 0},
    "audio_timelines": {"links": []},
    "audio_infos": {"mp3_urls": [], "timelines": []},
    "video_infos": {"video_urls": [], "timelines": []},
    "imgs_infos": {"imgs": [], "timelines": []},
    "caption_infos": {"texts": [], "timelines": []},
    "effect_infos": {"effects": [], "timelines": []},
    "filter_infos": {"filters": [], "timelines": []},
    "get_url": {"output": "a"},
    "str_to_list": {"obj": "a"},
    "str_list_to_objs": {"infos": []},
    "objs_to_str_list": {"outputs": []},
}


@pytest.mark.parametrize("call", VALID)
@mounts
def test_empty_lists_are_fine_and_missing_fields_are_named(
    studio: Studio, mount: str, call: str
) -> None:
    body = VALID[call]
    assert studio.call(call, body, mount)["message"] == "成功"
    for field in body:
        for value, language in ((None, "zh"), ({"a": 1}, "en"), (None, "en")):
            answer = studio.post(f"{mount}/{call}", {**body, field: value}, language)
            assert (answer.status_code, answer.json()["code"]) == (400, 1001)
            assert field in answer.json()["error"]["details"]


@pytest.mark.parametrize(
    ("call", "change"),
    [("timelines", {"type": 2}), ("timelines", {"num": 10_001}), ("timelines", {"duration": -1}),
     ("audio_infos", {"timelines": [{"start": 1}]}), ("imgs_infos", {"imgs": ["no url"]}),
     ("objs_to_str_list", {"outputs": [{}]})],
)  # fmt: skip
def test_values_out_of_range(studio: Studio, call: str, change: Json) -> None:
    answer = studio.post(f"/v1/{call}", {**VALID[call], **change})
    assert (answer.status_code, answer.json()["code"]) == (400, 1001)
