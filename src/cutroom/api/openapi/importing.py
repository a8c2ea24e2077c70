"""A document that plugin importers take: Coze, Dify, n8n and the like read less than OpenAPI can say.

What they ask for, all of which holds here: one server, an id and a summary for every call, JSON objects in and
out, one content type a body, status 200 and ``default`` alone, no references, no alternatives of types.
"""

from __future__ import annotations

from typing import Any

from cutroom.api.openapi.calls import JSON, Call, Dialect

Json = dict[str, Any]


def importable(document: Json, dialect: Dialect) -> Json:
    """The part of a dialect's ``document`` that importers understand, said as they understand it."""
    error = document["components"]["schemas"]["Error"]
    paths: dict[str, Json] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            call = dialect.calls[f"{method.upper()} {path}"]
            if _is_importable(call, operation):
                paths.setdefault(path, {})[method] = _operation(operation, call, error)
    components = {"securitySchemes": document["components"]["securitySchemes"]}
    return {**document, "paths": paths, "components": components}


def _is_importable(call: Call, operation: Json) -> bool:
    if call.answer is None:
        return False
    body = operation.get("requestBody")
    return body is None or JSON not in call.uploads


def _operation(operation: Json, call: Call, error: Json) -> Json:
    made = dict(operation)
    made["parameters"] = [
        each for each in operation.get("parameters", ()) if each["in"] != "header"
    ]
    if not made["parameters"]:
        del made["parameters"]
    if "requestBody" in operation:
        content = operation["requestBody"]["content"][JSON]
        body = {"schema": _single(content["schema"]), **_example(content)}
        made["requestBody"] = {"required": True, "content": {JSON: body}}
    success = operation["responses"][str(call.successes[0])]
    content = success["content"][JSON]
    schema = {"schema": _single(content["schema"]), **_example(content)}
    made["responses"] = {
        "200": {"description": success["description"], "content": {JSON: schema}},
        "default": {
            "description": "Error",
            "content": {JSON: {"schema": _single({**error})}},
        },
    }
    return made


def _example(content: Json) -> Json:
    return {"example": content["example"]} if "example" in content else {}


def _single(schema: Any) -> Any:
    """A schema in which every value has one type: text where text is possible."""
    if isinstance(schema, list):
        return [_single(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        schema = _chosen(schema)
    return {
        key: {name: _single(part) for name, part in value.items()}
        if key == "properties"
        else _single(value)
        for key, value in schema.items()
        if key != "nullable"
    }


def _chosen(schema: Json) -> Json:
    """One of several types. Text that stands for a list says which fields its items have."""
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    kinds = schema["anyOf"]
    texts = [kind for kind in kinds if kind.get("type") == "string"]
    items = [kind["items"] for kind in kinds if kind.get("type") == "array"]
    if texts and items:
        needed = items[0].get("required", [])
        names = [f"{name}*" if name in needed else name for name in items[0].get("properties", {})]
        rest["description"] = f"{rest.get('description', '')} [{{{', '.join(names)}}}]"
    return {**(texts or kinds)[0], **rest}
