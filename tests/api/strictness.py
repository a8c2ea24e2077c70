"""The schemas of a document, made stricter: a field that is not described is a mistake."""

from __future__ import annotations

from typing import Any

from tests.api.site import Site

Json = dict[str, Any]


def answer_schemas(site: Site, mount: str) -> dict[str, Json]:
    """The schema of every JSON answer of a mount by its call, like ``POST /gen_video``."""
    found: dict[str, Json] = {}
    for path, methods in site.client.get(f"{mount}/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            for status, response in operation["responses"].items():
                content = response.get("content", {}).get("application/json", {})
                if status < "300" and content:
                    found[f"{method.upper()} {path}"] = content["schema"]
    return found


def strict(schema: Any) -> Any:
    """A schema under which objects with described fields have no others."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: strict(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made
