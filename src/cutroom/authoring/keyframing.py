"""Keyframes of segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cutroom.authoring.document import DraftDocument, Held, Json, new_id
from cutroom.authoring.notes import Notes
from cutroom.authoring.requests import AddKeyframes, KeyframeItem
from cutroom.draft import fields

_PLACE = ("KFTypePositionX", "KFTypePositionY")
_SCALE = ("KFTypeScaleX", "KFTypeScaleY")
_UNIFORM = "UNIFORM_SCALE"
_VOLUME = "KFTypeVolume"
_COLOUR = ("KFTypeSaturation", "KFTypeContrast", "KFTypeBrightness")
_POSED = (*_PLACE, *_SCALE, _UNIFORM, "KFTypeRotation", "KFTypeAlpha")

_ALLOWED: dict[str, tuple[str, ...]] = {
    "video": (*_POSED, *_COLOUR, _VOLUME),
    "audio": (_VOLUME,),
    "text": _POSED,
    "sticker": _POSED,
}
_PROPERTIES = (*_POSED, *_COLOUR, _VOLUME)


@dataclass(frozen=True, slots=True)
class Keyed:
    """How many keyframes were added, and to which segments."""

    count: int
    segment_ids: tuple[str, ...]


def add_keyframes(draft: DraftDocument, wanted: AddKeyframes, notes: Notes) -> Keyed:
    """Keyframes with straight lines between them; what cannot be keyed is noted and left out."""
    count = 0
    affected: dict[str, None] = {}
    for index, item in enumerate(wanted.keyframes):
        held = draft.segment(item.segment_id)
        if _can_be_keyed(held, item, f"keyframes[{index}]", notes) and held is not None:
            _add(draft, held, item)
            affected[item.segment_id] = None
            count += 1
    return Keyed(count, tuple(affected))


def _can_be_keyed(held: Held | None, item: KeyframeItem, where: str, notes: Notes) -> bool:
    if held is None:
        notes.add(
            f"{where}.segment_id",
            f"没有片段 {item.segment_id}，已忽略",
            f"there is no segment {item.segment_id}; it was ignored",
        )
    elif item.property not in _PROPERTIES:
        notes.unknown(f"{where}.property", item.property, _near(item.property))
    elif item.property not in _ALLOWED.get(held.kind, ()):
        notes.add(
            f"{where}.property",
            f"{held.kind} 片段没有属性 {item.property}，已忽略",
            f"a segment of kind {held.kind} has no {item.property}; it was ignored",
        )
    else:
        return True
    return False


def _near(name: str) -> Sequence[str]:
    wanted = name.lower().removeprefix("kftype")
    return [each for each in _PROPERTIES if wanted and wanted in each.lower()][:3]


def _add(draft: DraftDocument, held: Held, item: KeyframeItem) -> None:
    segment = held.segment
    value = item.value
    if item.property in _PLACE and abs(value) > 1:
        value /= draft.canvas[_PLACE.index(item.property)]
    offset_us = min(
        item.offset, fields.time_us(fields.mapping(segment, "target_timerange"), "duration")
    )
    for name in _written(held, item.property):
        _put(segment, name, _media_time_us(segment, offset_us), value)


def _written(held: Held, name: str) -> tuple[str, ...]:
    """The properties as the draft names them. Scaling one axis unties the two."""
    uniform = held.segment.get("uniform_scale")
    tied = fields.flag(uniform, "on", True)
    if name == _UNIFORM:
        return _SCALE[:1] if tied else _SCALE
    if name in _SCALE and isinstance(uniform, dict):
        uniform["on"] = False
    if name == "KFTypeAlpha" and held.kind in ("text", "sticker"):
        return ("KFTypeGlobalAlpha",)
    return (name,)


def _media_time_us(segment: Json, offset_us: int) -> int:
    """Drafts count keyframes in the medium's own time, before its speed."""
    source = fields.mapping(segment, "source_timerange")
    speed = fields.number(segment, "speed", 1.0, 0.001, 1000)
    return fields.time_us(source, "start") + round(offset_us * speed) if source else offset_us


def _put(segment: Json, name: str, time_us: int, value: float) -> None:
    lists = segment.get("common_keyframes")
    if not isinstance(lists, list):
        lists = segment["common_keyframes"] = []
    found = next((each for each in lists if fields.text(each, "property_type") == name), None)
    if found is None:
        found = {"id": new_id(), "keyframe_list": [], "material_id": "", "property_type": name}
        lists.append(found)
    kept = [
        each
        for each in fields.mappings(found, "keyframe_list")
        if fields.time_us(each, "time_offset") != time_us
    ]
    key = {
        "curveType": "Line",
        "graphID": "",
        "id": new_id(),
        "left_control": {"x": 0.0, "y": 0.0},
        "right_control": {"x": 0.0, "y": 0.0},
        "time_offset": time_us,
        "values": [value],
    }
    found["keyframe_list"] = sorted(
        [*kept, key], key=lambda each: fields.time_us(each, "time_offset")
    )
