"""What the catalogue offers over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from cutroom.api.catalog_lists import kinds
from cutroom.catalog.lookup import load_catalog
from cutroom.effects import registry
from tests.api.site import MOUNTS, NATIVE, Site

mounts = pytest.mark.parametrize("mount", MOUNTS)
ANIMATION = {
    "resource_id", "type", "category_id", "category_name", "duration", "id", "name", "request_id",
    "start", "icon_url", "material_type", "panel", "path", "platform",
}  # fmt: skip
LISTS = [
    ("get_text_animations", "effects", ("text-in", "text-out", "text-loop"), ANIMATION),
    ("get_image_animations", "effects", ("clip-in", "clip-out", "clip-group"), ANIMATION),
    ("get_filters", "filters", ("filter",),
     {"name", "is_vip", "resource_id", "effect_id", "has_params"}),
    ("get_effects", "effects", ("scene-effect",),
     {"name", "is_vip", "resource_id", "effect_id", "has_params", "icon_url"}),
]  # fmt: skip


def items(site: Site, path: str, field: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    answer = site.post(path, body).json()
    assert (answer["code"], answer["message"]) == (0, "成功")
    found: list[dict[str, Any]] = answer[field]
    return found


@pytest.mark.parametrize(("call", "field", "groups", "keys"), LISTS)
@mounts
def test_a_list_has_everything_and_its_modes_split_it(
    site: Site, mount: str, call: str, field: str, groups: tuple[Any, ...], keys: set[str]
) -> None:
    every, members, free = (items(site, f"{mount}/{call}", field, {"mode": n}) for n in range(3))
    listed = [entry for group in groups for entry in load_catalog().entries(group)]
    entries = [entry for entry in listed if entry.resource_id]
    assert [each["name"] for each in every] == [entry.name for entry in entries]
    assert len(members) == sum(entry.is_vip for entry in entries)
    assert len(members) + len(free) == len(every)
    assert items(site, f"{mount}/{call}", field, {}) == every
    assert all(set(each) == keys for each in every)


@pytest.mark.parametrize(
    ("call", "categories"),
    [("get_text_animations", {"in": "ruchang", "out": "chuchang", "loop": "xunhuan"}),
     ("get_image_animations", {"in": "ruchang", "out": "chuchang", "loop": "zuhe"})],
)  # fmt: skip
@mounts
def test_animations_of_one_type(
    site: Site, mount: str, call: str, categories: dict[str, str]
) -> None:
    for phase, category in categories.items():
        found = items(site, f"{mount}/{call}", "effects", {"type": phase})
        assert {(each["type"], each["category_id"]) for each in found} == {(phase, category)}


@mounts
def test_fancy_texts_are_ours_and_free(site: Site, mount: str) -> None:
    every = items(site, f"{mount}/get_text_effects", "text_effects", {})
    assert len({each["id"] for each in every}) == len({each["title"] for each in every}) == 60
    assert {"id": "text-glow-red", "title": "红色发光", "is_vip": False} in every
    assert items(site, f"{mount}/get_text_effects", "text_effects", {"mode": 1}) == []


@pytest.mark.parametrize("call", [*(row[0] for row in LISTS), "get_text_effects"])
@mounts
def test_modes_and_types_that_are_not_there(site: Site, mount: str, call: str) -> None:
    wrong: list[dict[str, Any]] = [{"mode": 3}, {"mode": -1}, {"mode": "x"}]
    if call.endswith("animations"):
        wrong.append({"type": "group"})
    for body in wrong:
        for language, message in (("zh", "请求参数验证失败"), ("en", "Request validation failed")):
            answer = site.post(f"{mount}/{call}", body, language)
            assert (answer.status_code, answer.json()["code"]) == (400, 1001)
            assert answer.json()["message"] == message


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_says_what_draws_it_and_how_well(site: Site, kind: str) -> None:
    found = site.client.get(f"{NATIVE}/catalog/{kind}").json()
    assert found["kind"] == kind
    assert found["items"]
    for item in found["items"]:
        assert item["fidelity"] in ("exact", "close", "fallback")
        assert item["name"]
        assert all(p["min"] <= p["max"] for p in item["parameters"])


def test_the_kinds_of_the_catalogue(site: Site) -> None:
    assert site.client.get(f"{NATIVE}/catalog").json() == {"kinds": list(kinds())}
    answer = site.client.get(f"{NATIVE}/catalog/colours", headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert "transitions" in answer.text


def test_some_entries_of_the_catalogue(site: Site) -> None:
    def named(kind: str, name: str) -> dict[str, Any]:
        found = site.client.get(f"{NATIVE}/catalog/{kind}").json()["items"]
        return next(item for item in found if item["name"] == name)

    mix = named("transitions", "叠化")
    assert (mix["effect"], mix["duration_us"], mix["overlap"]) == ("dissolve", 500_000, True)
    assert (named("masks", "圆形")["effect"], named("masks", "圆形")["fidelity"]) == (
        "ellipse",
        "exact",
    )
    assert named("mix-modes", "滤色")["effect"] == "screen"
    fonts = site.client.get(f"{NATIVE}/catalog/fonts").json()["items"]
    assert {item["fidelity"] for item in fonts} == {"exact", "close", "fallback"}
    assert "Pen" not in [
        each["name"] for each in site.client.get(f"{NATIVE}/catalog/masks").json()["items"]
    ]


def test_what_is_listed_is_drawn_by_something_that_is_registered(site: Site) -> None:
    found = site.client.get(f"{NATIVE}/catalog/transitions").json()["items"]
    assert all(registry.find_transition(item["effect"]) for item in found)
