"""Requests of the native dialect. Fields that are not known are refused, so that a typo is noticed."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cutroom.api.wishes import output_options
from cutroom.core.output import OutputOptions


class Strict(BaseModel):
    """Settings of every request."""

    model_config = ConfigDict(extra="forbid")


class Output(Strict):
    """What is asked of the output; nothing given means "as the draft says", as mp4."""

    format: str | None = None
    width: int | None = None
    height: int | None = None
    resolution: str | None = None
    fps: float | str | None = None
    quality: str | None = None
    crf: int | None = None
    range_us: list[int] | None = None
    alpha: bool | None = None

    def options(self) -> OutputOptions:
        """The checked options. Raises InvalidRequest."""
        return output_options(self.model_dump())


class OfDraft(Strict):
    """A call about one draft: a ``draft_url``, or the ``draft`` document sent along."""

    draft_url: str = ""
    draft: dict[str, Any] | None = None
    output: Output = Field(default_factory=Output)


class Still(OfDraft):
    """One moment as a picture: ``at_us`` microseconds from the start, past the end the last frame."""

    at_us: int = Field(0, ge=0, le=10**13)
    picture_format: Literal["png", "jpeg", "webp"] = "png"


class Explain(OfDraft):
    """What would be rendered, without rendering."""


class Render(OfDraft):
    """A render: of a ``draft_url``, or of the ``draft`` document sent along, or of an uploaded file."""

    callback_url: str = ""
    priority: int = 0
    idempotency_key: str = ""


class CreateDraft(Strict):
    """A new empty draft, or one made of the ``draft`` document sent along."""

    width: int = Field(1920, ge=1, le=16384)
    height: int = Field(1080, ge=1, le=16384)
    name: str = Field("", max_length=200)
    draft: dict[str, Any] | None = None


class CatalogPage(Strict):
    """Which entries of a catalogue: what ``q`` finds, ``limit`` of them from ``cursor`` on; 0 is all."""

    q: str = Field("", max_length=200)
    cursor: int = Field(0, ge=0)
    limit: int = Field(0, ge=0, le=1000)


class ListRenders(Strict):
    """Which tasks to list."""

    status: Literal["", "queued", "running", "completed", "failed", "cancelled"] = ""
    draft: str = ""
    cursor: int = Field(0, ge=0)
    limit: int = Field(50, ge=1, le=200)
