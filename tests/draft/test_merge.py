"""Merge fields in texts and media are replaced by values, and nothing else is."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from cutroom.core.errors import InvalidRequest, LimitExceeded
from cutroom.draft.merge import merge, merge_fields
from cutroom.draft.model import Draft
from cutroom.draft.text_content import styled_text

Json = dict[str, Any]


def document(*texts: Any, **buckets: list[Json]) -> Json:
    """A draft whose every material is on a track."""
    written = [{"id": f"text{number}", "content": text} for number, text in enumerate(texts)]
    materials: dict[str, list[Json]] = {"texts": written, **buckets}
    ids = [material["id"] for held in materials.values() for material in held]
    segments = [{"id": f"s{each}", "material_id": each} for each in ids]
    return {"materials": materials, "tracks": [{"type": "text", "segments": segments}]}


def rich(text: str, *ranges: tuple[int, int, str]) -> str:
    styles = [{"range": [start, end], "tag": tag} for start, end, tag in ranges]
    return json.dumps({"text": text, "styles": styles, "extra": 1})


def merged(made: Json, **values: str) -> Json:
    before = deepcopy(made)
    found = merge(Draft(made), values).document
    assert made == before
    return found


def text_of(made: Json, number: int = 0) -> str:
    return styled_text(made["materials"]["texts"][number]).text


@pytest.mark.parametrize(
    "content",
    [
        "Hello {{name}}, {{ name }}!",
        rich("Hello {{name}}, {{ name }}!"),
        {"text": "Hello {{name}}, {{ name }}!", "styles": []},
        "<size=8>[Hello {{name}}, {{ name }}!]</size>",
    ],
)
def test_texts_of_every_form_are_filled(content: Any) -> None:
    found = merged(document(content), name="a <b> [c] {{d}}")
    assert text_of(found) == "Hello a <b> [c] {{d}}, a <b> [c] {{d}}!"


def test_names_are_of_any_script_and_other_braces_stay() -> None:
    made = document("{{名字}} {{a-b.c_1}} {{1}} {{}} {x} {{ two words }} {{{名字}}}")
    found = merged(made, 名字="李", **{"a-b.c_1": "2"})
    assert text_of(found) == "李 2 {{1}} {{}} {x} {{ two words }} {李}"


def styles(made: Json) -> list[tuple[list[int], str]]:
    content = json.loads(made["materials"]["texts"][0]["content"])
    assert content["extra"] == 1
    return [(style["range"], style.get("tag", "")) for style in content["styles"]]


def test_styles_move_with_their_words() -> None:
    # "Dear {{who}}, hi": the name is red, what follows blue.
    made = document(rich("Dear {{who}}, hi", (0, 5, "plain"), (5, 12, "red"), (12, 16, "blue")))
    assert styles(merged(made, who="Anna")) == [
        ([0, 5], "plain"),
        ([5, 9], "red"),
        ([9, 13], "blue"),
    ]
    assert styles(merged(made, who="")) == [([0, 5], "plain"), ([5, 9], "blue")]
    # Ranges count UTF-16 units.
    assert styles(merged(made, who="😀")) == [([0, 5], "plain"), ([5, 7], "red"), ([7, 11], "blue")]


def test_a_value_has_the_style_in_which_its_field_begins() -> None:
    made = document(rich("{{a}}{{b}}", (0, 3, "x"), (3, 7, "y"), (7, 10, "z")))
    assert styles(merged(made, a="1", b="22")) == [([0, 1], "x"), ([1, 3], "y")]


def test_a_medium_is_replaced_by_its_name_or_its_path() -> None:
    named = {
        "id": "v", "material_name": "{{photo}}.jpg", "path": "C:/x/{{photo}}.jpg",
        "remote_url": "https://old", "local_material_id": "L", "reverse_path": "r", "width": 4,
    }  # fmt: skip
    pathed = {"id": "a", "name": "song", "path": "", "remote_url": "https://cdn/{{song}}.mp3"}
    found = merged(document(videos=[named], audios=[pathed]), photo="https://new/p.png", song="one")
    (video,), (audio,) = found["materials"]["videos"], found["materials"]["audios"]
    assert video["path"] == "https://new/p.png"
    assert (video["remote_url"], video["local_material_id"], video["reverse_path"]) == ("", "", "")
    assert video["width"] == 4
    assert (audio["path"], audio["remote_url"]) == ("", "https://cdn/one.mp3")


def test_media_without_fields_stay_as_they_are() -> None:
    medium = {"id": "v", "material_name": "clip.mp4", "path": "a", "remote_url": "https://b"}
    assert merged(document("{{x}}", videos=[medium]), x="1")["materials"]["videos"] == [medium]


def test_compound_clips_are_filled_too() -> None:
    inner = document("inside {{x}}")
    found = merged(document(drafts=[{"id": "d", "draft": inner}]), x="1")
    assert text_of(found["materials"]["drafts"][0]["draft"]) == "inside 1"


def test_a_value_without_a_field_is_an_error() -> None:
    with pytest.raises(InvalidRequest, match=r"no field \{\{titel\}\}") as caught:
        merge(Draft(document("{{title}}", "{{sub}}")), {"title": "a", "sub": "b", "titel": "c"})
    assert caught.value.field == "variables.titel"
    assert caught.value.hint == "It has: sub, title."


def test_a_field_without_a_value_is_an_error_where_it_is_used() -> None:
    made = document("{{title}}")
    made["materials"]["texts"].append({"id": "left over", "content": "{{old}}"})
    assert text_of(merged(made, title="a")) == "a"
    with pytest.raises(InvalidRequest, match="has no value") as caught:
        merge(Draft(made), {"old": "a"})
    assert caught.value.field == "variables.title"
    found = merge_fields(Draft(made))
    assert (set(found.counts), found.used) == ({"title", "old"}, {"title"})


def test_texts_of_templates_are_used() -> None:
    made = document(
        text_templates=[{"id": "t", "text_info_resources": [{"text_material_id": "x"}]}]
    )
    made["materials"]["texts"].append({"id": "x", "content": "{{title}}"})
    assert merge_fields(Draft(made)).used == {"title"}


def test_values_cannot_blow_a_draft_up() -> None:
    made = document("{{x}}" * 20_000)
    with pytest.raises(LimitExceeded):
        merge(Draft(made), {"x": "y" * 10_000})


def test_many_fields_and_styles_take_no_long_time() -> None:
    ranges = [(number, number + 1, str(number)) for number in range(10_000)]
    found = merged(document(rich("{{x}}" * 2_000, *ranges)), x="ab")
    assert text_of(found) == "ab" * 2_000


@pytest.mark.parametrize(
    "odd", [{}, {"materials": 7}, {"materials": {"texts": [7, {}]}}, {"tracks": "x"}]
)
def test_odd_documents_have_no_fields(odd: Json) -> None:
    assert merge(Draft(odd), {}).document == odd
