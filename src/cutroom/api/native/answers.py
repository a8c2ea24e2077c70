"""The shapes of this dialect's answers, for its description."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

State = Literal["queued", "running", "completed", "failed", "cancelled"]


class Diagnostic(BaseModel):
    """What was approximated or skipped, and where."""

    code: str
    severity: Literal["info", "approximated", "skipped", "warning"]
    where: str
    message: str
    start_us: int
    duration_us: int


class Failure(BaseModel):
    """Why a render failed."""

    code: str
    message: str
    hint: str
    stage: str
    details: dict[str, Any]


class Result(BaseModel):
    """The finished file."""

    url: str
    file_size: int = 0
    duration_s: float = 0.0
    width: int = 0
    height: int = 0
    frames: int = 0
    format: str = ""
    render_time_s: float = 0.0


class RenderLinks(BaseModel):
    """Where the task is."""

    self: str
    events: str


class Render(BaseModel):
    """A task."""

    id: str
    status: State
    stage: str
    progress: float
    frames_done: int
    frames_total: int
    fps: float | None
    speed: float | None
    eta_s: float | None
    queue_position: int | None
    priority: int
    attempt: int
    draft_url: str
    output: dict[str, Any]
    variables: dict[str, str] | None
    created_at: str
    started_at: str | None
    completed_at: str | None
    result: Result | None
    diagnostics: list[Diagnostic]
    error: Failure | None
    links: RenderLinks


class BatchItem(BaseModel):
    """What became of one row."""

    row: int
    render: Render | None
    error: Failure | None


class Batch(BaseModel):
    """What became of the rows of a batch."""

    items: list[BatchItem]
    accepted: int


class Renders(BaseModel):
    """A page of tasks."""

    items: list[Render]
    next_cursor: int | None


class DraftFile(BaseModel):
    """A file of a draft."""

    name: str
    size: int
    url: str


class DraftLinks(BaseModel):
    """Where the draft is."""

    self: str
    archive: str


class Draft(BaseModel):
    """A draft of this server."""

    id: str
    draft_url: str
    width: int
    height: int
    duration_s: float
    tracks: int
    files: list[DraftFile]
    links: DraftLinks


class Explanation(BaseModel):
    """What would be rendered."""

    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    layers: int
    clips: int
    sounds: int
    media: int
    draft_digest: str
    diagnostics: list[Diagnostic]
    timeline: str


class Kinds(BaseModel):
    """The kinds of things that are listed."""

    kinds: list[str]


class Parameter(BaseModel):
    """A parameter of a catalogue entry, as the editor has it."""

    name: str
    min: float
    max: float
    default: float


class Entry(BaseModel):
    """Something that a draft can name."""

    name: str
    type: str
    resource_id: str
    effect_id: str
    aliases: list[str]
    is_vip: bool
    effect: str
    fidelity: Literal["exact", "close", "fallback"]
    parameters: list[Parameter]
    duration_us: int = 0
    overlap: bool = False
    group: str = ""
    keywords: list[str] = []
    width: int = 0
    height: int = 0
    loop_us: int = 0
    cover_url: str = ""
    preview_url: str = ""


class Catalogue(BaseModel):
    """What there is of a kind, or a page of it."""

    kind: str
    total: int
    items: list[Entry]
    next_cursor: int | None


class Problem(BaseModel):
    """RFC 9457, with members of its own for what is known of the cause."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    hint: str = ""
    instance: str = ""
    field: str = ""
