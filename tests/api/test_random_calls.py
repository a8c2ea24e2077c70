"""Whatever is sent, the answer is one of the documented ones, and a refused edit changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cutroom.api.edit_calls import EDIT_CALLS
from tests.api.site import JY, MOUNTS
from tests.api.studio import Studio

CALLS = [call.name for call in EDIT_CALLS]
WORDS = ["", " ", "a", "😀", "叠化", "圆形", "渐显", "1998", "1980", "VHS", "#ff0000", "金色描边", "text",
         "KFTypeAlpha", "UNIFORM_SCALE", "\x00", "9" * 400, "null", "[]", "{}", "http://10.0.0.1/a"]  # fmt: skip
FIELDS = [
    "start", "end", "text", "keyword", "volume", "transition", "transition_duration", "mask", "offset",
    "value", "property", "segment_id", "effect_title", "filter_title", "intensity", "font_size",
    "text_effect", "in_animation", "loop_animation_duration", "keyword_shadow_info", "video_url",
    "audio_url", "image_url", "alignment", "alpha", "scale_x", "transform_x", "shadow_info", "name",
    "X", "width", "feather", "sticker_id", "segment_ids", "scene_timelines", "duration", "num", "type",
    "timelines", "offsets", "values", "segment_infos", "links", "texts", "effects", "mode", "output",
]  # fmt: skip
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 10**7), st.integers(), st.floats(),
    st.sampled_from(WORDS), st.text(max_size=8), st.just("\ud800"),
)  # fmt: skip
ITEMS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8)
LISTS = st.one_of(st.lists(ITEMS, max_size=3), st.lists(VALUES, max_size=3), VALUES)
BODIES = st.dictionaries(st.sampled_from(FIELDS), st.one_of(VALUES, LISTS), max_size=8)
LIST_FIELDS = {
    "add_videos": "video_infos", "add_audios": "audio_infos", "add_images": "image_infos",
    "add_keyframes": "keyframes", "add_captions": "captions", "add_effects": "effect_infos",
    "add_filters": "filter_infos",
}  # fmt: skip
HELPERS = [
    "timelines", "audio_infos", "video_infos", "imgs_infos", "caption_infos", "effect_infos",
    "filter_infos", "keyframes_infos", "get_url", "str_to_list", "str_list_to_objs",
    "objs_to_str_list", "add_text_style", "get_effects", "get_text_animations",
]  # fmt: skip
quick = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("call", CALLS)
@quick
@given(body=BODIES, items=LISTS, as_text=st.booleans(), mount=st.sampled_from([*MOUNTS, JY]))
def test_edits_never_fail_on_our_side(
    studio: Studio, call: str, body: dict[str, Any], items: Any, as_text: bool, mount: str
) -> None:
    draft_url = random_draft(studio)
    before = studio.made(draft_url)
    if call in LIST_FIELDS:
        body[LIST_FIELDS[call]] = json.dumps(items) if as_text else items
    answer = send(studio, f"{mount}/{call}", {"draft_url": draft_url, **body})
    assert answer.status_code in (200, 400, 413), answer.text
    if answer.status_code != 200:
        assert studio.made(draft_url) == before


def valid_item(studio: Studio, call: str) -> dict[str, Any]:
    """An item that a call accepts."""
    own = {
        "add_videos": {"video_url": studio.clip}, "add_audios": {"audio_url": studio.tone},
        "add_images": {"image_url": studio.red}, "add_captions": {"text": "a快b", "keyword": "快"},
        "add_effects": {"effect_title": "1998"}, "add_filters": {"filter_title": "1980"},
        "add_keyframes": {"segment_id": "x", "property": "KFTypeAlpha", "offset": 0, "value": 1},
    }[call]  # fmt: skip
    return {"start": 0, "end": 1_000_000, **own}


@pytest.mark.parametrize("call", LIST_FIELDS)
@quick
@given(body=BODIES, change=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=2))
def test_edits_that_are_almost_right_never_fail_on_our_side(
    studio: Studio, call: str, body: dict[str, Any], change: dict[str, Any]
) -> None:
    items = [{**valid_item(studio, call), **change}]
    sent = {**body, "draft_url": studio.new_draft(), LIST_FIELDS[call]: items}
    answer = send(studio, f"{MOUNTS[0]}/{call}", sent)
    assert answer.status_code in (200, 400, 413), answer.text
    if answer.status_code == 200:
        assert studio.made(sent["draft_url"])


@pytest.mark.parametrize("call", HELPERS)
@quick
@given(body=BODIES)
def test_helpers_never_fail_on_our_side(studio: Studio, call: str, body: dict[str, Any]) -> None:
    answer = send(studio, f"{MOUNTS[0]}/{call}", body)
    assert answer.status_code in (200, 400), answer.text


def send(studio: Studio, path: str, body: dict[str, Any]) -> Any:
    """A body as sloppy clients write it: with infinities, and halves of characters."""
    return studio.client.post(path, content=json.dumps(body))


def random_draft(studio: Studio) -> str:
    """One draft for all of them: it grows by whatever is accepted."""
    if not hasattr(studio, "random_draft"):
        studio.random_draft = studio.new_draft()  # type: ignore[attr-defined]
    return str(studio.random_draft)  # type: ignore[attr-defined]
