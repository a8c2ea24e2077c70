"""The shapes of this dialect's answers, for its description."""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

Data = TypeVar("Data", bound=BaseModel)


class Success(BaseModel, Generic[Data]):
    """The envelope of a success."""

    status: Literal["success"]
    message: str
    data: Data


class Created(BaseModel):
    """A new draft."""

    code: Literal[0]
    draft_id: str
    draft_url: str


class Edited(BaseModel):
    """A draft that was changed."""

    code: Literal[0]
    draft_url: str
    warnings: list[str]


class SegmentInfo(BaseModel):
    """Where a segment lies."""

    id: str
    start: int
    end: int


class Added(Edited):
    """Segments on a new track."""

    track_id: str
    segment_ids: list[str]


class Videos(Added):
    """Added videos."""

    video_ids: list[str]
    segment_infos: list[SegmentInfo]


class Audios(Added):
    """Added sounds."""

    audio_ids: list[str]


class Images(Added):
    """Added pictures."""

    image_ids: list[str]
    segment_infos: list[SegmentInfo]


class Captions(Added):
    """Added captions."""

    text_ids: list[str]
    segment_infos: list[SegmentInfo]


class Effects(Added):
    """Added effects."""

    effect_ids: list[str]


class Filters(Added):
    """Added filters."""

    filter_ids: list[str]


class Sticker(Edited):
    """An added sticker."""

    sticker_id: str
    track_id: str
    segment_id: str
    duration: int


class Keyframes(Edited):
    """Added keyframes."""

    keyframes_added: int
    affected_segments: list[str]


class Masks(Edited):
    """Added masks."""

    masks_added: int
    affected_segments: list[str]
    mask_ids: list[str]


State = Literal["queued", "preparing", "rendering", "completed", "failed", "cancelled"]


class Submitted(BaseModel):
    """A render that was asked for; ``video_url`` when it is finished already."""

    code: Literal[0]
    message: str
    task_id: str
    draft_url: str
    render_status: State
    estimated_time: int
    video_url: str = ""


class Status(BaseModel):
    """How far a render is; which of the optional fields there are depends on its status."""

    code: Literal[0]
    message: str
    task_id: str
    draft_url: str
    status: State
    progress: int
    estimated_time: int = 0
    queue_position: int | None = None
    start_time: str | None = None
    end_time: str | None = None
    video_url: str = ""
    file_size: int = 0
    duration: float = 0.0
    resolution: str = ""
    render_time: float = 0.0
    error_code: str = ""
    error_message: str = ""


class History(BaseModel):
    """The renders of a draft."""

    code: Literal[0]
    draft_url: str
    tasks: list[Status]
    next_cursor: int | None


class Error(BaseModel):
    """What every error carries: ``errors`` for requests that are wrong, ``data`` for others."""

    status: Literal["error"]
    message: str
    errors: list[str] = []
    data: dict[str, Any] = {}
