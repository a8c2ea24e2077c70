"""JSON schemas as pydantic writes them, said again in the words of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

Json = dict[str, Any]
Describe = Callable[[tuple[str, ...]], str]
_DROPPED = ("title", "$defs", "description", "contentMediaType")


def request_schema(model: type[BaseModel], describe: Describe) -> Json:
    """The schema of a request; ``describe`` words each field by its path."""
    schema = model.model_json_schema()
    # References count from the top of the whole description, where these definitions are not.
    schema = _without_references(schema, schema.pop("$defs", {}))
    return _described(_plain(schema), describe, ())


def answer_schema(model: type[BaseModel], describe: Describe) -> Json:
    """The schema of an answer. Defaults of its fields say only that they may be missing."""
    schema = model.model_json_schema()
    plain = _plain(_inlined(schema, schema.get("$defs", {})))
    return _described(_without_defaults(plain), describe, ())


def _without_references(schema: Any, definitions: dict[str, Any]) -> Any:
    """A schema with every definition in place of the references to it."""
    if isinstance(schema, list):
        return [_without_references(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref", "")
    if isinstance(reference, str) and reference.startswith("#/$defs/"):
        own = {key: value for key, value in schema.items() if key != "$ref"}
        schema = definitions[reference.removeprefix("#/$defs/")] | own
    return {key: _without_references(value, definitions) for key, value in schema.items()}


def _plain(schema: Any) -> Any:
    """OpenAPI 3.0 knows no null type, no const, and no exclusive bounds that are numbers."""
    if isinstance(schema, list):
        return [_plain(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made: Json = {}
    for key, value in schema.items():
        if key in ("properties",):
            made[key] = {name: _plain(part) for name, part in value.items()}
        elif key not in _DROPPED and not (key == "default" and value is None):
            made |= _keyword(key, value)
    return _without_null(made)


def _keyword(key: str, value: Any) -> Json:
    match key:
        case "const":
            return {"enum": [value]}
        case "exclusiveMinimum" | "exclusiveMaximum":
            return {key.replace("exclusiveM", "m"): value, key: True}
        case "examples":
            return {"example": value[0]}
        case "default" | "enum" | "required" | "example":
            return {key: value}
    return {key: _plain(value)}


def _without_null(schema: Json) -> Json:
    kinds = schema.get("anyOf")
    if not isinstance(kinds, list):
        return schema
    others = [kind for kind in kinds if kind != {"type": "null"}]
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    if len(others) < len(kinds):
        rest["nullable"] = True
    if len(others) == 1:
        return {**others[0], **rest}
    return {**rest, "anyOf": others}


def _inlined(schema: Any, definitions: Json) -> Any:
    if isinstance(schema, list):
        return [_inlined(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return _inlined(definitions[reference.rpartition("/")[2]], definitions)
    return {key: _inlined(value, definitions) for key, value in schema.items()}


def _without_defaults(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_defaults(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_defaults(value) for key, value in schema.items() if key != "default"}
    if "properties" in schema:
        names = schema["properties"]
        kept["properties"] = {name: _without_defaults(part) for name, part in names.items()}
    return kept


def _described(schema: Json, describe: Describe, path: tuple[str, ...]) -> Json:
    """The schema with a description of every field at any depth."""
    made = dict(schema)
    if "properties" in made:
        made["properties"] = {
            name: {
                "description": describe((*path, name)),
                **_described(part, describe, (*path, name)),
            }
            for name, part in made["properties"].items()
        }
    for key in ("items", "additionalProperties"):
        if isinstance(made.get(key), dict):
            made[key] = _described(made[key], describe, path)
    if "anyOf" in made:
        made["anyOf"] = [_described(part, describe, path) for part in made["anyOf"]]
    return made
