"""From parameter names and values to an effect's own ``Params``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import Field, fields
from difflib import get_close_matches
from math import isfinite
from typing import Any, TypeVar

from cutroom.core.color import Color
from cutroom.core.errors import InvalidRequest, UnknownName

P = TypeVar("P")
Value = float | bool | str | Color


def bind(params: type[P], values: Iterable[tuple[str, Value]]) -> P:
    """An instance of a ``Params`` class; what is not given has its default, numbers are clamped.

    Raises UnknownName for a name the effect does not declare and InvalidRequest for a value of the
    wrong type or a word that is not among the options.
    """
    declared: dict[str, Field[Any]] = {field.name: field for field in fields(params)}  # type: ignore[arg-type]
    taken: dict[str, Value] = {}
    for name, value in values:
        if name not in declared:
            near = get_close_matches(name, declared, n=3)
            raise UnknownName(name, "Effect parameter", near)
        taken[name] = _checked(declared[name], value)
    return params(**taken)


def _checked(field: Field[Any], value: Value) -> Value:
    declared = field.metadata
    kind = declared["kind"]
    if kind == "number" and isinstance(value, int | float) and isfinite(value):
        return float(min(max(value, declared["low"]), declared["high"]))
    if kind == "flag" and isinstance(value, bool | int | float):
        return bool(value)
    if kind == "choice" and value in declared["options"]:
        return value
    if kind == "colour" and isinstance(value, Color):
        return value
    if kind in ("file", "points") and isinstance(value, str):
        return value
    wanted = ", ".join(declared["options"]) if kind == "choice" else f"a {kind}"
    raise InvalidRequest(
        f"Effect parameter {field.name!r} cannot be {value!r}.",
        field=field.name,
        hint=f"Use {wanted}.",
    )
