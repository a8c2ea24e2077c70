"""The OpenAPI documents of the dialects: whole, valid, in both languages, and small enough for importers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.routing import APIRoute
from openapi_spec_validator import OpenAPIV30SpecValidator
from starlette.routing import Mount

from cutroom.api.capcut_mate.described import DIALECT as CAPCUT_MATE
from cutroom.api.jy.described import DIALECT as JY_DIALECT
from cutroom.api.native.described import DIALECT as NATIVE_DIALECT
from cutroom.api.openapi.words import load_words
from tests.api.site import HOST, JY, MOUNTS, NATIVE, Site

Json = dict[str, Any]
DIALECTS = {
    MOUNTS[0]: CAPCUT_MATE, MOUNTS[1]: CAPCUT_MATE, JY: JY_DIALECT, NATIVE: NATIVE_DIALECT,
}  # fmt: skip
every_mount = pytest.mark.parametrize("mount", DIALECTS)
EXPORTED = Path(__file__).resolve().parents[2] / "docs" / "openapi"
CHINESE = re.compile("[\u4e00-\u9fff]")


def routes_of(site: Site, mount: str) -> set[tuple[str, str]]:
    """(method, path) of every call that a mount has; what only hands out files is not described."""
    (app,) = (r.app for r in site.client.app.routes if isinstance(r, Mount) and r.path == mount)  # type: ignore[attr-defined]
    return {
        (method.lower(), route.path)
        for route in app.routes  # type: ignore[attr-defined]
        if isinstance(route, APIRoute) and route.include_in_schema
        for method in route.methods
    }


def described(site: Site, mount: str, lang: str = "both") -> Json:
    answer = site.client.get(f"{mount}/openapi.json", params={"lang": lang})
    assert answer.status_code == 200
    found: Json = answer.json()
    return found


def for_importers(site: Site, mount: str, lang: str = "both") -> Json:
    answer = site.client.get(f"{mount}/openapi.yaml", params={"lang": lang})
    assert answer.headers["content-type"] == "application/yaml"
    found: Json = yaml.load(answer.text, yaml.CSafeLoader)
    return found


def operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def schemas(node: Any) -> Iterator[Json]:
    """Every part of a document that is or may be a schema."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key != "example":
                yield from schemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas(value)


@every_mount
def test_a_document_has_every_call_and_no_other(site: Site, mount: str) -> None:
    document = described(site, mount)
    assert {(method, path) for method, path, _ in operations(document)} == routes_of(site, mount)
    assert set(DIALECTS[mount].calls) == {
        f"{method.upper()} {path}" for method, path in routes_of(site, mount)
    }
    assert document["servers"] == [{"url": f"{HOST}{mount}"}]


@pytest.mark.parametrize("mount", [MOUNTS[0], JY, NATIVE])
def test_the_documents_are_valid(site: Site, mount: str) -> None:
    OpenAPIV30SpecValidator(described(site, mount)).validate()
    OpenAPIV30SpecValidator(for_importers(site, mount)).validate()


@every_mount
def test_calls_and_fields_are_said_in_the_language_asked_for(site: Site, mount: str) -> None:
    chinese, english = described(site, mount, "zh"), described(site, mount, "en")
    texts = [node["description"] for node in schemas(chinese["paths"]) if "description" in node]
    assert len(texts) > 100
    for (_, path, zh), (_, _, en) in zip(operations(chinese), operations(english), strict=True):
        assert CHINESE.search(zh["summary"]), path
        assert not CHINESE.search(en["summary"] + en["description"]), path


@every_mount
def test_every_field_of_every_body_is_described(site: Site, mount: str) -> None:
    silent = [
        (path, name)
        for _, path, operation in operations(described(site, mount))
        for node in schemas([operation.get("requestBody", {}), operation["responses"]])
        if node.get("type") == "object"
        for name, field in node.get("properties", {}).items()
        if not field.get("description")
    ]
    assert not silent


def test_no_text_is_left_over(site: Site) -> None:
    used = [call.id for dialect in DIALECTS.values() for call in dialect.calls.values()]
    assert set(load_words().calls) == set(used)
    names = {
        name
        for mount in DIALECTS
        for node in schemas(described(site, mount))
        for name in (*node.get("properties", {}), node.get("name"))
        if isinstance(name, str)
    }
    assert not [row for row in load_words().fields if row.rpartition(".")[2] not in names]


def test_a_language_that_is_not_there_is_refused(site: Site) -> None:
    for mount in DIALECTS:
        assert site.client.get(f"{mount}/openapi.json", params={"lang": "fr"}).status_code == 400


@every_mount
def test_the_page_shows_the_document_beside_it(site: Site, mount: str) -> None:
    page = site.client.get(f"{mount}/docs", params={"lang": "zh"})
    assert page.status_code == 200
    assert "'openapi.json?lang=zh'" in page.text


@pytest.mark.parametrize("mount", [MOUNTS[0], JY])
def test_items_of_lists_that_may_be_text_are_described(site: Site, mount: str) -> None:
    body = described(site, mount)["paths"]["/add_captions"]["post"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert set(schema["required"]) == {"draft_url", "captions"}
    text, listed = schema["properties"]["captions"]["anyOf"]
    assert text["type"] == "string"
    assert set(listed["items"]["required"]) == {"start", "end", "text"}
    assert schema["properties"]["font_size"]["default"] == 15
    assert schema["properties"]["shadow_info"]["nullable"]
    assert schema["properties"]["shadow_info"]["properties"]["shadow_alpha"]["maximum"] == 1


@every_mount
def test_guarded_calls_say_where_the_key_may_be(site: Site, mount: str) -> None:
    document = described(site, mount)
    assert set(document["components"]["securitySchemes"]) == {"bearer", "header"}
    for _, path, operation in operations(document):
        guarded = "401" in operation["responses"]
        assert guarded == ("security" in operation), path
    if mount != NATIVE:
        body = document["paths"]["/gen_video"]["post"]["requestBody"]["content"]["application/json"]
        assert {"apiKey", "api_token"} & set(body["schema"]["properties"])


@every_mount
def test_importers_of_plugins_understand_the_small_document(site: Site, mount: str) -> None:
    document = for_importers(site, mount)
    assert document["openapi"].startswith("3.0.")
    assert len(document["servers"]) == 1
    assert document["info"]["title"]
    assert document["info"]["description"]
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-zA-Z][a-zA-Z0-9_]{0,63}", each) for each in ids)
    for _, path, operation in operations(document):
        assert 0 < len(operation["summary"]) <= 100, path
        assert 0 < len(operation["description"]) <= 600, path
        assert set(operation["responses"]) == {"200", "default"}, path
        answer = operation["responses"]["200"]["content"]
        assert list(answer) == ["application/json"]
        assert answer["application/json"]["schema"]["type"] == "object", path
        assert all(each["in"] in ("path", "query") for each in operation.get("parameters", ()))
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]
            assert list(content) == ["application/json"]
            assert content["application/json"]["schema"]["type"] == "object", path


@every_mount
def test_the_small_document_has_neither_references_nor_alternatives(site: Site, mount: str) -> None:
    for node in schemas(for_importers(site, mount)):
        assert not {"$ref", "anyOf", "oneOf", "allOf", "const", "nullable"} & set(node)
        assert not isinstance(node.get("type"), list)
        if isinstance(node.get("properties"), dict):
            fields = node["properties"].values()
            assert all("type" in field for field in fields), node
        if node.get("type") == "array":
            assert "type" in node["items"]


@pytest.mark.parametrize("mount", [MOUNTS[0], MOUNTS[1], JY])
def test_the_small_document_leaves_out_only_what_takes_files(site: Site, mount: str) -> None:
    small, whole = for_importers(site, mount), described(site, mount)
    assert set(whole["paths"]) - set(small["paths"]) <= {"/upload_draft"}


@pytest.mark.parametrize("mount", [MOUNTS[0], JY, NATIVE])
def test_the_exported_document_is_the_one_that_is_served(site: Site, mount: str) -> None:
    exported = EXPORTED / f"{DIALECTS[mount].name}.yaml"
    assert exported.read_text(encoding="utf-8") == site.client.get(f"{mount}/openapi.yaml").text


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    opened = Site(tmp_path_factory.mktemp("locked"), api_keys=("right",))
    yield opened
    opened.close()


@every_mount
def test_a_key_is_needed_where_the_document_says_so(locked: Site, mount: str) -> None:
    for method, path, operation in operations(described(locked, mount)):
        url = mount + path.format(task_id="x", draft_id="x", kind="masks", sticker_id="x")
        for headers, status in (({}, 401), ({"x-api-key": "wrong"}, 403)):
            answer = locked.client.request(method, url, headers=headers, json={})
            if "security" in operation and str(status) in operation["responses"]:
                assert answer.status_code == status, (method, path)
            elif "security" not in operation:
                assert answer.status_code not in (401, 403), (method, path)
        answer = locked.client.request(method, url, headers={"x-api-key": "right"}, json={})
        assert answer.status_code not in (401, 403), (method, path)
