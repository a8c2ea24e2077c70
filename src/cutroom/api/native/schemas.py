"""Requests of the native dialect. Fields that are not known are refused, so that a typo is noticed."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from cutroom.api.output_fields import Crf, Format, Fps, Part, Priority, Quality, Resolution, Side
from cutroom.api.wishes import output_options
from cutroom.core.errors import InvalidRequest
from cutroom.core.output import OutputOptions
from cutroom.jobs.engine import MAX_CURSOR

MAX_ROWS = 500
MAX_VARIABLE_CHARACTERS = 100_000


class Strict(BaseModel):
    """Settings of every request."""

    model_config = ConfigDict(extra="forbid")


class Output(Strict):
    """What is asked of the output; nothing given means "as the draft says", as mp4."""

    format: Format = None
    width: Side = None
    height: Side = None
    resolution: Resolution = None
    fps: Fps = None
    quality: Quality = None
    crf: Crf = None
    range_us: Part = None
    alpha: bool | None = None
    encoder: str | None = None
    smart: bool | None = None
    sticker_placeholders: bool | None = None
    cache: bool | None = None

    def options(self) -> OutputOptions:
        """The checked options. Raises InvalidRequest."""
        return output_options(self.model_dump())


def _written(value: Any) -> Any:
    """A number as text; whole numbers may be too large for a float."""
    if isinstance(value, float):
        return str(value) if isfinite(value) else value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Value = Annotated[
    str,
    BeforeValidator(_written),
    Field(max_length=10_000),
    WithJsonSchema({"anyOf": [{"type": "string", "maxLength": 10_000}, {"type": "number"}]}),
]
Variables = Annotated[dict[str, Value], Field(max_length=1000)]
"""The values of merge fields, by name."""


class OfDraft(Strict):
    """A call about one draft: a ``draft_url``, or the ``draft`` document sent along."""

    draft_url: str = ""
    draft: dict[str, Any] | None = None
    output: Output = Field(default_factory=Output)


class Merged(OfDraft):
    """A call about one draft, with values for its merge fields."""

    variables: Variables | None = None

    def values(self) -> dict[str, str] | None:
        """The variables as texts, None for a draft as it is. Raises InvalidRequest."""
        return None if self.variables is None else bounded(self.variables)


class Still(Merged):
    """One moment as a picture: ``at_us`` microseconds from the start, past the end the last frame."""

    at_us: int = Field(0, ge=0, le=10**13)
    picture_format: Literal["png", "jpeg", "webp"] = "png"


class Explain(Merged):
    """What would be rendered, without rendering."""


class Wanted(Strict):
    """How a render is to be queued."""

    callback_url: str = ""
    priority: Priority = 0
    idempotency_key: str = ""


class Render(Wanted, Merged):
    """A render: of a ``draft_url``, or of the ``draft`` document sent along, or of an uploaded file."""


class Row(Strict):
    """One render of a batch."""

    variables: Variables = Field(default_factory=dict)


class Batch(Wanted, OfDraft):
    """Renders of one draft that differ in the values of its merge fields."""

    rows: list[Row] = Field(min_length=1, max_length=MAX_ROWS)

    def values(self) -> list[dict[str, str]]:
        """The variables of the rows as texts. Raises InvalidRequest."""
        return [
            bounded(row.variables, f"rows[{number}].variables")
            for number, row in enumerate(self.rows)
        ]


def bounded(variables: dict[str, str], field: str = "variables") -> dict[str, str]:
    """The variables. Raises InvalidRequest for more text than a task keeps."""
    if sum(map(len, variables.values())) > MAX_VARIABLE_CHARACTERS:
        raise InvalidRequest(
            f"{field} has more than {MAX_VARIABLE_CHARACTERS} characters.", field=field
        )
    return variables


class CreateDraft(Strict):
    """A new empty draft, or one made of the ``draft`` document sent along."""

    width: int = Field(1920, ge=1, le=16384)
    height: int = Field(1080, ge=1, le=16384)
    name: str = Field("", max_length=200)
    draft: dict[str, Any] | None = None


class CatalogPage(Strict):
    """Which entries of a catalogue: what ``q`` finds, ``limit`` of them from ``cursor`` on; 0 is all."""

    q: str = Field("", max_length=200)
    cursor: int = Field(0, ge=0, le=MAX_CURSOR)
    limit: int = Field(0, ge=0, le=1000)


class ListRenders(Strict):
    """Which tasks to list."""

    status: Literal["", "queued", "running", "completed", "failed", "cancelled"] = ""
    draft: str = ""
    cursor: int = Field(0, ge=0, le=MAX_CURSOR)
    limit: int = Field(50, ge=1, le=200)
