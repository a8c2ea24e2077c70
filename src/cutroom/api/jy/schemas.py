"""Requests of the JY dialect. Fields that are not known are ignored."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from cutroom.api.output_fields import Format, Fps, Priority, Quality, Resolution
from cutroom.api.wishes import output_options
from cutroom.authoring import requests
from cutroom.authoring.values import FilledJsonList, Us
from cutroom.core.output import OutputOptions
from cutroom.jobs.engine import MAX_CURSOR

DraftUrl = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Request(BaseModel):
    """Settings of every request."""

    model_config = ConfigDict(extra="ignore", strict=False)

    api_token: str | None = None


class CreateDraft(Request):
    """A new draft; upright, as this dialect's clients expect."""

    width: int = Field(1080, ge=1, le=16384)
    height: int = Field(1920, ge=1, le=16384)


class OfDraft(Request):
    """A call about one draft."""

    draft_url: DraftUrl


class History(OfDraft):
    """The renders of one draft, newest first; ``cursor`` is from the page before."""

    limit: int = Field(20, ge=1, le=100)
    cursor: int = Field(0, ge=0, le=MAX_CURSOR)


class GenVideo(OfDraft):
    """A render; the output fields and ``callback_url`` are additions of ours."""

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


class VideoItem(requests.VideoItem):
    """A video with the size and length that this dialect's clients have to state."""

    width: int = Field(gt=0, le=16384)
    height: int = Field(gt=0, le=16384)
    duration: Us


class AddVideos(requests.AddVideos):
    """Videos, one after the other on a new track."""

    video_infos: FilledJsonList[VideoItem]
