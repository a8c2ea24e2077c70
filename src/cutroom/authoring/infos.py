"""Preparing the fields of edits: times, items as JSON text, lists of texts. Nothing here touches a draft."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from cutroom.authoring.info_requests import (
    AudioInfos,
    CaptionInfos,
    EffectInfos,
    FilterInfos,
    ImageInfos,
    KeyframeInfos,
    Moment,
    Obj,
    ObjectList,
    Output,
    StringList,
    Timelines,
    VideoInfos,
)
from cutroom.authoring.notes import Notes
from cutroom.core.errors import InvalidRequest

Json = dict[str, Any]
Item = TypeVar("Item")
_URL = re.compile(r"https?://[^\s\"'<>`，。；、！？（）【】《》“”‘’|\\^{}]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]"


def timelines(wanted: Timelines, notes: Notes) -> Json:
    """``num`` parts that touch and fill the length; no parts for a number of 0 or less."""
    start, end, count = wanted.start, wanted.start + wanted.duration, max(0, wanted.num)
    if wanted.type == 0:
        step = wanted.duration // count if count else 0
        inner = [start + step * index for index in range(1, count)]
    else:
        # With no seed of the caller's, the cuts differ from call to call.
        chance = random.Random(wanted.seed)
        room = max(0, wanted.duration - 1)
        if room >= count - 1:
            picked = chance.sample(range(1, wanted.duration), max(0, count - 1))
        else:
            picked = [chance.randint(0, wanted.duration) for _ in range(count - 1)]
        inner = [start + cut for cut in sorted(picked)]
    cuts = [start, *inner, end] if count else []
    return {"timelines": _spans(cuts), "all_timelines": _spans([start, end])}


def audio_timelines(durations_us: Sequence[int]) -> Json:
    """Sounds one after the other."""
    ends = [0, *accumulate(durations_us)]
    return {"timelines": _spans(ends), "all_timelines": _spans([0, ends[-1]])}


def _spans(cuts: Sequence[int]) -> list[Json]:
    return [{"start": start, "end": end} for start, end in pairwise(cuts)]


def audio_infos(wanted: AudioInfos, notes: Notes) -> Json:
    """Items for add_audios."""
    options = _given({"audio_effect": wanted.audio_effect, "volume": wanted.volume})
    pairs = _pairs("mp3_urls", wanted.mp3_urls, wanted.timelines, notes)
    return _infos([{"audio_url": url, **_span(span), **options} for url, span in pairs])


def video_infos(wanted: VideoInfos, notes: Notes) -> Json:
    """Items for add_videos."""
    names = ("width", "height", "mask", "transition", "transition_duration", "volume")
    options = _given({name: getattr(wanted, name) for name in names})
    pairs = _pairs("video_urls", wanted.video_urls, wanted.timelines, notes)
    return _infos(
        [
            {"video_url": url, **_span(span), "duration": span.end - span.start, **options}
            for url, span in pairs
        ]
    )


def imgs_infos(wanted: ImageInfos, notes: Notes) -> Json:
    """Items for add_images."""
    listed = ("in_animation", "loop_animation", "out_animation", "transition")
    same = ("width", "height", *(f"{name}_duration" for name in listed))
    options = _given({name: getattr(wanted, name) for name in same})
    names = {name: getattr(wanted, name).split("|") for name in listed if getattr(wanted, name)}
    pairs = _pairs("imgs", wanted.imgs, wanted.timelines, notes)
    items = []
    for index, (url, span) in enumerate(pairs):
        own = {name: parts[min(index, len(parts) - 1)].strip() for name, parts in names.items()}
        items.append({"image_url": url, **_span(span), **options, **_filled(own)})
    return _infos(items)


def caption_infos(wanted: CaptionInfos, notes: Notes) -> Json:
    """Items for add_captions."""
    dumped = wanted.model_dump(exclude={"texts", "timelines", "keywords"})
    options = _given(dumped)
    pairs = _pairs("texts", wanted.texts, wanted.timelines, notes)
    items = []
    for index, (text, span) in enumerate(pairs):
        keyword = wanted.keywords[index] if index < len(wanted.keywords) else ""
        items.append({**_span(span), "text": text, "keyword": keyword, **options})
    return _infos(items)


def effect_infos(wanted: EffectInfos, notes: Notes) -> Json:
    """Items for add_effects."""
    pairs = _pairs("effects", wanted.effects, wanted.timelines, notes)
    return _infos([{"effect_title": name, **_span(span)} for name, span in pairs])


def filter_infos(wanted: FilterInfos, notes: Notes) -> Json:
    """Items for add_filters."""
    items = []
    pairs = _pairs("filters", wanted.filters, wanted.timelines, notes)
    for index, (name, span) in enumerate(pairs):
        given = wanted.intensities[index] if index < len(wanted.intensities) else 100.0
        intensity = float(min(max(given, 0.0), 100.0))
        if intensity != given:
            notes.add(
                f"intensities[{index}]",
                f"{given:g} 超出 0–100，已使用 {intensity:g}",
                f"{given:g} is outside 0–100; {intensity:g} was used",
            )
        items.append({"filter_title": name, **_span(span), "intensity": intensity})
    return _infos(items)


def keyframes_infos(wanted: KeyframeInfos, notes: Notes) -> Json:
    """Items for add_keyframes: the same values on every segment."""
    shares = _numbers("offsets", wanted.offsets)
    values = _numbers("values", wanted.values)
    if len(shares) != len(values):
        raise InvalidRequest(
            f"offsets has {len(shares)} numbers, values has {len(values)}.",
            field="values",
            hint="Give one value for each offset.",
        )
    divisor = {"PositionX": wanted.width, "PositionY": wanted.height}.get(
        wanted.ctype.removeprefix("KFType")
    )
    items = []
    for segment in wanted.segment_infos:
        length_us = segment.end - segment.start
        for share, value in zip(shares, values, strict=True):
            if not 0 <= share <= 100:
                notes.add(
                    "offsets",
                    f"{share:g} 超出 0–100，已移到片段端点",
                    f"{share:g} is outside 0–100 and was moved to the segment's end",
                )
            items.append(
                {
                    "offset": int(min(max(share, 0.0), 100.0) / 100 * max(0, length_us)),
                    "property": wanted.ctype,
                    "segment_id": segment.id,
                    "value": value / divisor if divisor else value,
                }
            )
    return {"keyframes_infos": json.dumps(items, ensure_ascii=False)}


def get_url(wanted: Output, notes: Notes) -> Json:
    """The first URL in a text; the text itself when it holds none."""
    found = _URL.search(wanted.output)
    if found is None:
        notes.add(
            "output", "文本中没有网址，已原样返回", "it holds no URL and is given back as it is"
        )
        return {"output": wanted.output}
    return {"output": found.group().rstrip(_TRAILING)}


def str_to_list(wanted: Obj, notes: Notes) -> Json:
    """The items of a JSON list, the lines of a text, or what commas separate; a URL stays whole."""
    text = wanted.obj.strip()
    listed = _json_list(text)
    if listed is not None:
        return {"infos": listed}
    parts = text.splitlines()
    if len(parts) < 2:
        parts = re.split(r"[,，;；、]", text)
        if _URL.match(text) and not all(_URL.match(part.strip()) for part in parts if part.strip()):
            parts = [text]
    return {"infos": [part.strip() for part in parts if part.strip()]}


def str_list_to_objs(wanted: StringList, notes: Notes) -> Json:
    """Each text in an object of its own."""
    return {"infos": [{"output": text} for text in wanted.infos]}


def objs_to_str_list(wanted: ObjectList, notes: Notes) -> Json:
    """The texts of objects."""
    return {"infos": [each.output for each in wanted.outputs]}


def _json_list(text: str) -> list[str] | None:
    if not text.startswith("["):
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, list):
        return None
    return [
        each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in value
    ]


def _numbers(field: str, text: str) -> list[float]:
    try:
        found = [float(part) for part in text.split("|")]
    except ValueError as error:
        raise InvalidRequest(f"{field} is not numbers with | between them.", field=field) from error
    if not all(abs(number) <= 1e9 for number in found):
        raise InvalidRequest(f"{field} holds a number that is too large.", field=field)
    return found


def _pairs(
    field: str, items: Sequence[Item], spans: Sequence[Moment], notes: Notes
) -> list[tuple[Item, Moment]]:
    """Items with their times, as many as both lists have."""
    if len(items) != len(spans):
        count = min(len(items), len(spans))
        notes.add(
            field,
            f"有 {len(items)} 项，而 timelines 有 {len(spans)} 项，只使用前 {count} 项",
            f"it has {len(items)} items and timelines has {len(spans)}; the first {count} are used",
        )
    return list(zip(items, spans, strict=False))


def _span(span: Moment) -> Json:
    return {"start": span.start, "end": span.end}


def _given(options: Mapping[str, Any]) -> Json:
    return {name: value for name, value in options.items() if value is not None}


def _filled(options: Mapping[str, str]) -> Json:
    return {name: value for name, value in options.items() if value}


def _infos(items: list[Json]) -> Json:
    return {"infos": json.dumps(items, ensure_ascii=False)}
