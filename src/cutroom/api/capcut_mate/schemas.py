"""Requests of the capcut-mate dialect. Fields that are not known are ignored, as the original does."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cutroom.api.output_fields import Format, Fps, Priority, Quality, Resolution
from cutroom.api.wishes import output_options
from cutroom.core.output import OutputOptions

DraftUrl = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Request(BaseModel):
    """Settings of every request."""

    model_config = ConfigDict(extra="ignore", strict=False)


class CreateDraft(Request):
    """A new draft."""

    width: int = Field(1920, ge=1, le=16384)
    height: int = Field(1080, ge=1, le=16384)


class OfDraft(Request):
    """A call about one draft."""

    draft_url: DraftUrl


class DraftId(Request):
    """A draft by its id."""

    draft_id: DraftUrl


class GenVideo(OfDraft):
    """A render; all but ``draft_url`` and ``apiKey`` are additions of ours."""

    apiKey: str | None = None
    resolution: Resolution = None
    fps: Fps = None
    format: Format = None
    quality: Quality = None
    callback_url: str = ""
    priority: Priority = 0

    def options(self) -> OutputOptions:
        """What is asked of the output. Raises InvalidRequest."""
        given: dict[str, Any] = self.model_dump(include={"resolution", "fps", "format", "quality"})
        return output_options(given)
