"""The generated descriptions of the dialects: every call is in them, and nothing they refer to is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cutroom.api.edit_calls import EDIT_CALLS
from tests.api.site import JY, MOUNTS, NATIVE, Site

EDITS = {f"/{call.name}" for call in EDIT_CALLS}
CAPCUT_MATE = EDITS | {
    "/create_draft", "/save_draft", "/get_draft", "/add_text_style", "/get_text_animations",
    "/get_image_animations", "/get_filters", "/get_effects", "/get_text_effects", "/gen_video",
    "/gen_video_status", "/gen_video_active_count", "/get_audio_duration", "/timelines",
    "/audio_timelines", "/audio_infos", "/video_infos", "/imgs_infos", "/caption_infos",
    "/effect_infos", "/filter_infos", "/keyframes_infos", "/get_url", "/str_to_list",
    "/str_list_to_objs", "/objs_to_str_list",
}  # fmt: skip


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


@pytest.mark.parametrize(
    ("mount", "calls"),
    [*((mount, CAPCUT_MATE) for mount in MOUNTS), (JY, EDITS), (NATIVE, {"/catalog/{kind}"})],
)
def test_a_description_has_every_call_and_holds_together(
    site: Site, mount: str, calls: set[str]
) -> None:
    described = site.client.get(f"{mount}/openapi.json").json()
    assert calls <= set(described["paths"])
    for reference in references(described):
        place: Any = described
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


@pytest.mark.parametrize("mount", [MOUNTS[0], JY])
def test_the_fields_of_an_edit_are_described(site: Site, mount: str) -> None:
    described = site.client.get(f"{mount}/openapi.json").json()
    body = described["paths"]["/add_captions"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert set(schema["required"]) == {"draft_url", "captions"}
    assert schema["properties"]["captions"]["type"] == "string"
    assert schema["properties"]["font_size"]["default"] == 15
    shadow = schema["properties"]["shadow_info"]["anyOf"][0]["properties"]
    assert shadow["shadow_alpha"]["maximum"] == 1
