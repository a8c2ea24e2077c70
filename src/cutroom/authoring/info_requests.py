"""What callers ask of the calls that prepare the fields of other calls; none of them touches a draft."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from cutroom.authoring.requests import ShadowInfo
from cutroom.authoring.values import (
    MAX_CUTS,
    MAX_ITEMS,
    Count,
    Filled,
    JsonList,
    Name,
    Number,
    Us,
    Values,
    WebUrl,
)

Words = Annotated[str, StringConstraints(max_length=100_000)]


class Moment(Values):
    """A range of time, microseconds; it may be empty."""

    start: Us
    end: Us


Moments = Annotated[list[Moment], Field(max_length=MAX_CUTS)]
Urls = Annotated[list[WebUrl], Field(max_length=MAX_ITEMS)]
Names = Annotated[list[Name], Field(max_length=MAX_ITEMS)]
Size = Annotated[int, Field(gt=0, le=16384)]


class Timelines(Values):
    """A length to cut into ``num`` parts: evenly (type 0) or at random (type 1, the same for a ``seed``)."""

    duration: Us
    num: Count
    start: Us
    type: int = Field(ge=0, le=1)
    seed: int | None = None


class AudioTimelines(Values):
    """Sounds to be played one after the other."""

    links: Urls


class AudioDuration(Values):
    """A sound."""

    mp3_url: WebUrl


class AudioInfos(Values):
    """Sounds and their times."""

    mp3_urls: Urls
    timelines: Moments
    audio_effect: Name | None = None
    volume: Number | None = None


class VideoInfos(Values):
    """Videos and their times."""

    video_urls: Urls
    timelines: Moments
    height: Size | None = None
    width: Size | None = None
    mask: Name | None = None
    transition: Name | None = None
    transition_duration: Us | None = None
    volume: Number = 1.0


class ImageInfos(Values):
    """Pictures and their times; names may be ``a|b|c``, one for each picture, the last for the rest."""

    imgs: Urls
    timelines: Moments
    height: Size | None = None
    width: Size | None = None
    in_animation: Words | None = None
    in_animation_duration: Us | None = None
    loop_animation: Words | None = None
    loop_animation_duration: Us | None = None
    out_animation: Words | None = None
    out_animation_duration: Us | None = None
    transition: Words | None = None
    transition_duration: Us | None = None


class CaptionInfos(Values):
    """Texts and their times; the i-th of ``keywords`` belongs to the i-th text."""

    texts: Annotated[list[Words], Field(max_length=MAX_ITEMS)]
    timelines: Moments
    keywords: Names = Field(default_factory=list)
    font_size: Number | None = None
    keyword_color: Name | None = None
    keyword_border_color: Name | None = None
    keyword_font: Name | None = None
    keyword_font_size: Number | None = None
    keyword_has_shadow: bool | None = None
    keyword_shadow_info: ShadowInfo | None = None
    in_animation: Name | None = None
    in_animation_duration: Us | None = None
    loop_animation: Name | None = None
    loop_animation_duration: Us | None = None
    out_animation: Name | None = None
    out_animation_duration: Us | None = None
    transition: Name | None = None
    transition_duration: Us | None = None


class EffectInfos(Values):
    """Names of effects and their times."""

    effects: Names
    timelines: Moments


class FilterInfos(Values):
    """Names of filters, their times and strengths 0–100."""

    filters: Names
    timelines: Moments
    intensities: list[Number] = Field(default_factory=list, max_length=MAX_ITEMS)


class SegmentInfo(Moment):
    """A segment as the calls that add one answer it."""

    id: Filled


class KeyframeInfos(Values):
    """Values of a property (``a|b|c``) at places of segments (``0|50|100`` per cent)."""

    ctype: Filled
    offsets: Words
    values: Words
    segment_infos: JsonList[SegmentInfo]
    height: Size | None = None
    width: Size | None = None


class Output(Values):
    """A text, alone."""

    output: Words


class Obj(Values):
    """A text to take apart."""

    obj: Words


class StringList(Values):
    """Texts."""

    infos: Annotated[list[Words], Field(max_length=MAX_CUTS)]


class ObjectList(Values):
    """Objects that hold one text each."""

    outputs: Annotated[list[Output], Field(max_length=MAX_CUTS)]


class Mode(Values):
    """Which entries of the catalogue: 0 all, 1 those for members, 2 the free ones."""

    mode: int = Field(0, ge=0, le=2)


class SearchSticker(Values):
    """What a sticker shows or is called, in Chinese or in English; an emoji finds itself."""

    keyword: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class AnimationMode(Mode):
    """The same for animations of one type, or of all."""

    type: Annotated[str, StringConstraints(pattern="^(in|out|loop)$")] | None = None
