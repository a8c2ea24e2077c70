"""Values of requests as workflow builders send them: whole numbers as floats or text, lists as JSON text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite
from typing import Annotated, Any, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from cutroom.draft.fields import MAX_TIME_US

MAX_ITEMS = 2000
MAX_CUTS = 10_000
MAX_TEXT_CHARACTERS = 10_000

Item = TypeVar("Item")


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return value
    if isinstance(value, float) and isfinite(value):
        return round(value)
    return value


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _listed(value: Any) -> Any:
    """A list, or JSON text of one."""
    if not isinstance(value, str):
        return value
    if not value.strip():
        raise PydanticCustomError("blank", "must not be empty")
    try:
        return json.loads(value, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise PydanticCustomError("json_text", "is not the JSON text of a list") from error


def _filled(value: list[Any]) -> list[Any]:
    if not value:
        raise PydanticCustomError("blank", "must not be an empty list")
    return value


Us = Annotated[int, Field(ge=0, le=MAX_TIME_US), BeforeValidator(_whole)]
"""Microseconds."""

Whole = Annotated[int, Field(ge=-(10**6), le=10**6), BeforeValidator(_whole)]
Count = Annotated[int, Field(ge=-(10**6), le=MAX_CUTS), BeforeValidator(_whole)]
"""How many there shall be; less than one is none."""

Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Scale = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Percent = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
DraftUrl = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT_CHARACTERS)]
Name = Annotated[str, StringConstraints(max_length=500)]
WebUrl = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, pattern=r"^[hH][tT][tT][pP][sS]?://[^\s]", max_length=8192
    ),
]


class _TextOrList:
    """Describes a list that may come as its JSON text."""

    def __init__(self, least: int = 0) -> None:
        self._least = least

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        listed = {**handler(core_schema), "minItems": self._least}
        return {"anyOf": [{"type": "string", "minLength": self._least}, listed]}


JsonList = Annotated[
    Sequence[Item], BeforeValidator(_listed), Field(max_length=MAX_ITEMS), _TextOrList()
]
"""A list that callers send as JSON text, or as it is."""

FilledJsonList = Annotated[
    Sequence[Item],
    BeforeValidator(lambda value: _filled_if_list(_listed(value))),
    Field(max_length=MAX_ITEMS),
    _TextOrList(least=1),
]
"""The same, with at least one item."""


def _filled_if_list(value: Any) -> Any:
    return _filled(value) if isinstance(value, list) else value


class Values(BaseModel):
    """Settings of every request and item: what is not known is ignored, null is the default."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_default(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {
            key: value for key, value in given.items() if value is not None or key not in optional
        }


class Ranged(Values):
    """An item with a place in time, microseconds."""

    start: Us
    end: Us

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Ranged:
        if self.end <= self.start:
            raise PydanticCustomError("range", "end must be greater than start")
        return self
