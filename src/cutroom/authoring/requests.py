"""What callers ask of a draft: the fields, types and defaults of every edit."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationInfo, WithJsonSchema, field_validator
from pydantic_core import PydanticCustomError

from cutroom.authoring.values import (
    DraftUrl,
    Filled,
    FilledJsonList,
    Name,
    Number,
    Percent,
    Ranged,
    Scale,
    Share,
    Text,
    Us,
    Values,
    WebUrl,
    Whole,
)

_TIME = {"type": "integer", "minimum": 0}
_SCENE = {
    "type": "object",
    "required": ["start", "end"],
    "properties": {"start": _TIME, "end": _TIME},
}
_SCENES = {"type": "array", "maxItems": 2000, "items": _SCENE}
"""What should be sent as scenes; others are passed over with a warning."""


class Edit(Values):
    """A change of one draft."""

    draft_url: DraftUrl


class Posed(Edit):
    """Where and how large everything added lies; pixels of the canvas from its centre."""

    alpha: Share = 1.0
    scale_x: Scale = 1.0
    scale_y: Scale = 1.0
    transform_x: Number = 0
    transform_y: Number = 0


class VideoItem(Ranged):
    """A video; outside 0–10 the volume is 1."""

    video_url: WebUrl
    mask: Name = ""
    transition: Name = ""
    transition_duration: Us = 0
    volume: Number = 1.0


class AddVideos(Posed):
    """Videos, one after the other on a new track."""

    video_infos: FilledJsonList[VideoItem]
    scene_timelines: Annotated[list[Any], WithJsonSchema(_SCENES)] = Field(
        default_factory=list, max_length=2000
    )


class AudioItem(Ranged):
    """A sound; outside 0–2 the volume is 1."""

    audio_url: WebUrl
    volume: Number = 1.0
    audio_effect: Name = ""


class AddAudios(Edit):
    """Sounds on a new track."""

    audio_infos: FilledJsonList[AudioItem]


class ImageItem(Ranged):
    """A picture with its animations and its transition to the next one."""

    image_url: WebUrl
    in_animation: Name = ""
    in_animation_duration: Us = 0
    out_animation: Name = ""
    out_animation_duration: Us = 0
    loop_animation: Name = ""
    loop_animation_duration: Us = 0
    transition: Name = ""
    transition_duration: Us = 0


class AddImages(Posed):
    """Pictures on a new track."""

    image_infos: FilledJsonList[ImageItem]


class AddSticker(Ranged, Edit):
    """A sticker by its id, by the emoji itself, or by the URL of its picture, which wins."""

    sticker_url: WebUrl | Literal[""] = ""
    sticker_id: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=500),
        Field(validate_default=True),
    ] = ""

    @field_validator("sticker_id")
    @classmethod
    def _is_given(cls, given: str, info: ValidationInfo) -> str:
        if not given and not info.data.get("sticker_url"):
            raise PydanticCustomError("string_too_short", "must not be empty")
        return given

    scale: Scale = 1.0
    transform_x: Number = 0
    transform_y: Number = 0


class KeyframeItem(Values):
    """The value of a property at a moment of a segment, microseconds from its start."""

    segment_id: Filled
    property: Filled
    offset: Us
    value: Number


class AddKeyframes(Edit):
    """Keyframes of any segments."""

    keyframes: FilledJsonList[KeyframeItem]


class ShadowInfo(Values):
    """A shadow as the editor shows it."""

    shadow_alpha: Share = 1.0
    shadow_color: Name = "#000000"
    shadow_diffuse: Percent = 15.0
    shadow_distance: Percent = 5.0
    shadow_angle: float = Field(-45.0, ge=-180, le=180)


class CaptionItem(Ranged):
    """A caption; ``keyword`` holds words to stress, with ``|`` between them."""

    text: Text
    keyword: Name = ""
    keyword_color: Name = "#ff7100"
    keyword_border_color: Name = ""
    keyword_font: Name = ""
    keyword_font_size: float | None = Field(None, gt=0, le=1000)
    keyword_has_shadow: bool = False
    keyword_shadow_info: ShadowInfo | None = None
    font_size: float | None = Field(None, gt=0, le=1000)
    in_animation: Name = ""
    in_animation_duration: Us = 0
    out_animation: Name = ""
    out_animation_duration: Us = 0
    loop_animation: Name = ""
    loop_animation_duration: Us = 0
    text_effect: Name = ""


class AddCaptions(Posed):
    """Captions on a new track; ``alignment`` 3, 4, 5 are columns: centred, left, right."""

    captions: FilledJsonList[CaptionItem]
    text_color: Name = "#ffffff"
    border_color: Name = ""
    alignment: int = Field(1, ge=0, le=5)
    font: Name = ""
    font_size: float = Field(15, ge=1, le=1000)
    letter_spacing: Number = 0
    line_spacing: Number = 0
    underline: bool = False
    italic: bool = False
    bold: bool = False
    has_shadow: bool = False
    shadow_info: ShadowInfo | None = None
    text_effect: Name = ""


class EffectItem(Ranged):
    """An effect on everything below it."""

    effect_title: Filled


class AddEffects(Edit):
    """Effects on a new track."""

    effect_infos: FilledJsonList[EffectItem]


class FilterItem(Ranged):
    """A filter on everything below it."""

    filter_title: Filled
    intensity: Percent = 100.0


class AddFilters(Edit):
    """Filters on a new track."""

    filter_infos: FilledJsonList[FilterItem]


class AddMasks(Edit):
    """A mask for each of some clips; pixels of the clip's medium, from its centre."""

    segment_ids: list[Filled] = Field(min_length=1, max_length=2000)
    name: Filled = "线性"
    X: Number = 0
    Y: Number = 0
    width: float = Field(512, gt=0, le=1e6)
    height: float = Field(512, gt=0, le=1e6)
    feather: Percent = 0.0
    rotation: Number = 0.0
    invert: bool = False
    roundCorner: Percent = 0.0


class AddTextStyle(Values):
    """A styled text of which a keyword is stressed; belongs to no draft."""

    text: Text
    keyword: Text
    font_size: float = Field(12, gt=0, le=1000)
    keyword_color: Name = "#ff7100"
    keyword_font_size: float = Field(15, gt=0, le=1000)


class EasyMaterial(Edit):
    """A sound, and what goes with it, all from the start."""

    audio_url: WebUrl
    text: str = Field("", max_length=10_000)
    img_url: WebUrl | Literal[""] = ""
    video_url: WebUrl | Literal[""] = ""
    text_color: Name = "#ffffff"
    font_size: float = Field(15, gt=0, le=1000)
    text_transform_y: Whole = 0
