"""Every call of the dialects of others, on every mount and in both languages: what is wrong, what is not known,
what is empty, and lists that do not match. (That the right requests work is shown by the examples.)
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from cutroom.api.openapi.examples import Example, examples_of
from tests.api.faults import NO_SUCH, faults, items_of, least_of, listed
from tests.api.showcase import Showcase
from tests.api.site import JY, MOUNTS
from tests.api.studio import Studio
from tests.api.test_descriptions import DIALECTS

Json = dict[str, Any]
CHINESE = re.compile("[\u4e00-\u9fff]")
POSTED = [
    pytest.param(mount, call.id, id=f"{mount} {call.id}")
    for mount in (*MOUNTS, JY)
    for key, call in DIALECTS[mount].calls.items()
    if key.startswith("POST") and not call.uploads
]
every_call = pytest.mark.parametrize(("mount", "name"), POSTED)
both_languages = pytest.mark.parametrize("language", ["zh-CN", "en"])
NAMES = {
    "transition", "mask", "audio_effect", "in_animation", "out_animation", "loop_animation",
    "effect_title", "filter_title", "font", "keyword_font", "text_effect", "sticker_id", "property",
    "ctype", "segment_id", "segment_ids", "keyword", "keyword_color", "text_color", "border_color",
}  # fmt: skip


@pytest.fixture(scope="module")
def showcase(studio: Studio) -> Showcase:
    return Showcase(studio)


@cache
def bodies(mount: str, studio: Studio) -> dict[str, Json]:
    """The schema of the request of every call of a mount."""
    found = {}
    for path, methods in studio.client.get(f"{mount}/openapi.json").json()["paths"].items():
        content = methods.get("post", {}).get("requestBody", {}).get("content", {})
        if "application/json" in content:
            found[path.removeprefix("/")] = content["application/json"]["schema"]
    return found


def example_of(mount: str, name: str) -> Json:
    return dict(examples_of(DIALECTS[mount].name)[name].request or {})


def sent(showcase: Showcase, mount: str, name: str, body: Json, language: str) -> Any:
    example = Example(request=body)
    return showcase.play(DIALECTS[mount], f"POST /{name}", example, language, mount)


def problem(answer: Any) -> str:
    """What an error says is wrong."""
    found = answer.json()
    if "errors" in found:
        return str(found["errors"][0])
    return str(found["error"]["details"])


def warnings_of(answer: Any) -> list[str]:
    found = answer.json()
    data = found.get("data")
    return list((data if isinstance(data, dict) else found).get("warnings", []))


@both_languages
@every_call
def test_what_is_wrong_is_named(
    studio: Studio, showcase: Showcase, mount: str, name: str, language: str
) -> None:
    schema = bodies(mount, studio)[name]
    found = list(faults(schema, example_of(mount, name)))
    assert {fault.field for fault in found} >= set(schema["properties"])
    if language == "en" or mount == MOUNTS[1]:
        # The words and the mount are the same for every field: one fault of each kind shows them.
        found = list({fault.kind: fault for fault in found}.values())
    for fault in found:
        answer = studio.client.post(
            f"{mount}/{name}", json=fault.body, headers={"accept-language": language}
        )
        assert answer.status_code == 400, (fault, answer.text)
        said = problem(answer)
        assert fault.field in said, (fault, said)
        if mount != JY:
            assert bool(CHINESE.search(answer.json()["message"])) == (language == "zh-CN")
        if fault.kind == "missing":
            endings = {
                "zh-CN": ("参数不能为空", "是必填项"),
                "en": ("must not be empty", "is required"),
            }
            assert said.endswith(endings[language]), said


@both_languages
@every_call
def test_empty_lists(
    studio: Studio, showcase: Showcase, mount: str, name: str, language: str
) -> None:
    schema = bodies(mount, studio)[name]["properties"]
    for field in (each for each in schema if items_of(schema[each]) is not None):
        least = least_of(schema[field])
        values: list[Any] = [[]]
        if "anyOf" in schema[field]:
            values.append("[]")
        for value in values:
            body = {**example_of(mount, name), field: value}
            answer = sent(showcase, mount, name, body, language)
            assert answer.status_code == (400 if least else 200), (field, value, answer.text)
            if least:
                assert field in problem(answer)


def unknown(mount: str, name: str, studio: Studio) -> list[tuple[str, Json]]:
    """The fields of a call that name something, with a request that names what does not exist."""
    schema = bodies(mount, studio)[name]["properties"]
    example = example_of(mount, name)
    found = []
    for field, own in schema.items():
        if field in NAMES or (field, name) == ("name", "add_masks"):
            value = [NO_SUCH] if items_of(own) is not None else NO_SUCH
            found.append((field, {**example, field: value}))
        items = items_of(own)
        if items is None or "properties" not in items or field not in example:
            continue
        for inner in NAMES & set(items["properties"]):
            given = [{**listed(example[field])[0], inner: NO_SUCH}, *listed(example[field])[1:]]
            found.append((f"{field}.{inner}", {**example, field: json.dumps(given)}))
    return found


REFUSED = {
    ("add_effects", "effect_infos.effect_title"): 2022,
    ("add_filters", "filter_infos.filter_title"): 2039,
    ("add_masks", "name"): 2025,
    ("add_masks", "segment_ids"): 2015,
}
UNCHECKED = {"audio_infos", "video_infos", "imgs_infos", "caption_infos", "keyframes_infos"}


@both_languages
@every_call
def test_names_that_do_not_exist_are_refused_or_said(
    studio: Studio, showcase: Showcase, mount: str, name: str, language: str
) -> None:
    for field, body in unknown(mount, name, studio):
        answer = sent(showcase, mount, name, body, language)
        if (name, field) in REFUSED:
            assert answer.status_code == 400, (field, answer.text)
            if mount != JY:
                assert answer.json()["code"] == REFUSED[name, field]
        elif name in UNCHECKED:
            assert (answer.status_code, warnings_of(answer)) == (200, []), field
        else:
            assert answer.status_code == 200, (field, answer.text)
            (said, *_) = warnings_of(answer)
            assert bool(CHINESE.search(said.replace(NO_SUCH, ""))) == (language == "zh-CN")


def test_every_field_that_names_something_is_asked_for_what_does_not_exist(studio: Studio) -> None:
    asked = {
        (call, field) for call in bodies(MOUNTS[0], studio) if call != "upload_draft"
        for field, _ in unknown(MOUNTS[0], call, studio)
    }  # fmt: skip
    assert set(REFUSED) <= asked
    assert {call for call, _ in asked} >= UNCHECKED


UNEQUAL: dict[str, tuple[Json, int]] = {
    "audio_infos": ({"timelines": 3}, 1),
    "video_infos": ({"video_urls": 3}, 2),
    "imgs_infos": ({"timelines": 1}, 1),
    "caption_infos": ({"texts": 3}, 2),
    "effect_infos": ({"effects": 3}, 1),
    "filter_infos": ({"filters": 3}, 1),
}
"""How many items a list has then, and how many pairs that makes."""


@both_languages
@pytest.mark.parametrize("mount", MOUNTS)
@pytest.mark.parametrize("name", UNEQUAL)
def test_lists_that_do_not_match_are_used_as_far_as_both_go(
    studio: Studio, showcase: Showcase, mount: str, name: str, language: str
) -> None:
    example = example_of(mount, name)
    changes, pairs = UNEQUAL[name]
    for field, count in changes.items():
        example[field] = (example[field] * 3)[:count]
    answer = sent(showcase, mount, name, example, language)
    assert answer.status_code == 200, answer.text
    assert len(json.loads(answer.json()["infos"])) == pairs
    (said,) = warnings_of(answer)
    assert "timelines" in said
    assert bool(CHINESE.search(said)) == (language == "zh-CN")


def test_every_call_that_pairs_lists_is_asked_with_lists_that_do_not_match(studio: Studio) -> None:
    pairing = {
        name for name, schema in bodies(MOUNTS[0], studio).items()
        if "timelines" in schema.get("properties", ())
    }  # fmt: skip
    assert pairing == set(UNEQUAL)


@both_languages
@every_call
def test_a_draft_that_is_not_here_is_not_found(
    studio: Studio, showcase: Showcase, mount: str, name: str, language: str
) -> None:
    example = example_of(mount, name)
    if "draft_url" not in example:
        assert "draft_url" not in bodies(mount, studio)[name].get("required", ())
        return
    gone = example["draft_url"].replace("20260102030405", "20260102030406")
    answer = sent(showcase, mount, name, {**example, "draft_url": gone}, language)
    assert answer.status_code == 404, answer.text
    assert bool(CHINESE.search(answer.json()["message"])) == (language == "zh-CN")
