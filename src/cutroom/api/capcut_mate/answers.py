"""The shapes of this dialect's answers, for its description."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Answer(BaseModel):
    """What every success carries."""

    code: Literal[0]
    message: str


class OfDraft(Answer):
    """About one draft."""

    draft_url: str


class Created(OfDraft):
    """A new draft."""

    tip_url: str


class Uploaded(OfDraft):
    """A draft made of a file."""

    draft_id: str


class Files(Answer):
    """The files of a draft."""

    files: list[str]


class Edited(OfDraft):
    """A draft that was changed."""

    warnings: list[str]


class Span(BaseModel):
    """A range of time."""

    start: int
    end: int


class SegmentInfo(Span):
    """Where a segment lies."""

    id: str


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


class Submitted(Answer):
    """A render that was asked for."""

    task_id: str
    status: Literal["pending", "processing", "completed", "failed"]
    video_url: str


class Status(OfDraft):
    """How far a render is."""

    task_id: str
    status: Literal["pending", "processing", "completed", "failed"]
    progress: int
    video_url: str
    error_message: str
    created_at: str
    started_at: str | None
    completed_at: str | None


class Count(Answer):
    """How many renders wait or run."""

    count: int


class Animation(BaseModel):
    """An animation of the catalogue."""

    resource_id: str
    type: Literal["in", "out", "loop"]
    category_id: str
    category_name: str
    duration: int
    id: str
    name: str
    request_id: str
    start: int
    icon_url: str
    material_type: str
    panel: str
    path: str
    platform: str


class Animations(Answer):
    """Animations."""

    effects: list[Animation]


class Resource(BaseModel):
    """A filter or an effect of the catalogue."""

    name: str
    is_vip: bool
    resource_id: str
    effect_id: str
    has_params: bool


class EffectResource(Resource):
    """An effect of the catalogue."""

    icon_url: str


class FilterList(Answer):
    """Filters."""

    filters: list[Resource]


class EffectList(Answer):
    """Effects."""

    effects: list[EffectResource]


class TextEffect(BaseModel):
    """A fancy text."""

    id: str
    title: str
    is_vip: bool


class TextEffects(Answer):
    """Fancy texts."""

    text_effects: list[TextEffect]


class Prepared(Answer):
    """What a helper answers; warnings only when there are some."""

    warnings: list[str] = []


class LargeImage(BaseModel):
    """A picture of a sticker."""

    image_url: str


class StickerPackage(BaseModel):
    """How large a sticker is."""

    height_per_frame: int
    width_per_frame: int
    size: int


class StickerFacts(BaseModel):
    """What a sticker looks like."""

    large_image: LargeImage
    preview_cover: str
    sticker_package: StickerPackage
    sticker_type: int
    track_thumbnail: str


class FoundSticker(BaseModel):
    """A sticker that a search found."""

    sticker: StickerFacts
    sticker_id: str
    title: str


class FoundStickers(Prepared):
    """Stickers, best first."""

    data: list[FoundSticker]


class Timelines(Prepared):
    """Parts of a length."""

    timelines: list[Span]
    all_timelines: list[Span]


class Infos(Prepared):
    """Items as JSON text."""

    infos: str


class KeyframesInfos(Prepared):
    """Keyframes as JSON text."""

    keyframes_infos: str


class Url(Prepared):
    """A URL."""

    output: str


class Texts(Prepared):
    """Texts."""

    infos: list[str]


class Output(BaseModel):
    """One text."""

    output: str


class Objects(Prepared):
    """Texts in objects."""

    infos: list[Output]


class TextStyle(Prepared):
    """A styled text as JSON text."""

    text_style: str


class Duration(Answer):
    """A length."""

    duration: int


class ErrorBody(BaseModel):
    """The nested form of an error."""

    code: str
    message: str
    details: str


class Error(BaseModel):
    """What every error carries."""

    code: int
    message: str
    detail: str
    error: ErrorBody
