"""What can be wrong with a request, worked out from the document: one fault in an example that is right."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
NO_SUCH = "没有这个名字"
_WRONG: Json = {"no": "such"}


@dataclass(frozen=True)
class Fault:
    """A request with one thing wrong: the ``field`` at fault, and ``kind`` (missing, type, range)."""

    kind: str
    field: str
    body: Json


def faults(schema: Json, example: Json) -> Iterator[Fault]:
    """Every field missing that is needed, of a wrong type, and out of its range; those of items too."""
    for name, own in schema["properties"].items():
        if name in schema.get("required", ()):
            yield Fault("missing", name, {key: v for key, v in example.items() if key != name})
        for kind, value in wrong_values(own):
            yield Fault(kind, name, {**example, name: value})
        item_schema = items_of(own)
        if item_schema is not None and "properties" in item_schema and example.get(name):
            yield from _item_faults(name, item_schema, example)


def _item_faults(name: str, schema: Json, example: Json) -> Iterator[Fault]:
    given = listed(example[name])
    if not isinstance(given[0], dict):
        return
    for fault in faults(schema, given[0]):
        items = [fault.body, *copy.deepcopy(given[1:])]
        # As text as often as not: both are read alike.
        as_text = isinstance(example[name], str)
        value = json.dumps(items) if as_text else items
        yield Fault(fault.kind, f"{name}.0.{fault.field}", {**example, name: value})


def wrong_values(schema: Json) -> Iterator[tuple[str, Any]]:
    """Values that a field cannot have."""
    kinds = schema.get("anyOf", [schema])
    is_object = any(kind.get("type") == "object" for kind in kinds)
    yield "type", "text" if is_object else _WRONG
    if len(kinds) > 1:
        return
    if "enum" in schema:
        yield "range", NO_SUCH
    if schema.get("type") in ("integer", "number"):
        if "minimum" in schema:
            yield "range", schema["minimum"] - 1
        if "maximum" in schema:
            yield "range", schema["maximum"] + 1
    if schema.get("type") == "string" and "maxLength" in schema and "pattern" not in schema:
        yield "range", "x" * (schema["maxLength"] + 1)
    if "pattern" in schema:
        yield "range", NO_SUCH


def items_of(schema: Json) -> Json | None:
    """The schema of the items of a list, also of one that may come as text."""
    for kind in schema.get("anyOf", [schema]):
        if kind.get("type") == "array":
            found: Json = kind["items"]
            return found
    return None


def least_of(schema: Json) -> int:
    """How many items a list must have."""
    (found,) = (k for k in schema.get("anyOf", [schema]) if k.get("type") == "array")
    return int(found.get("minItems", 0))


def listed(value: Any) -> list[Any]:
    """A list, or what its JSON text says."""
    found: list[Any] = json.loads(value) if isinstance(value, str) else value
    return found
