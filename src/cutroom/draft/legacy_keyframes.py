"""Keyframes of drafts written before ``common_keyframes`` existed.

They lie in the top-level ``keyframes`` object, one list per kind of segment, and a segment names its
own by ``keyframe_refs``. An entry holds every property of the segment at one time; ``flags`` says
which of them are keyed, the others repeat the static value. Two of its bits are known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Draft, Keyframe, KeyframeList, Material, Segment

_VOLUME_BIT = 1
_ALPHA_BIT = 8


@dataclass(frozen=True, slots=True)
class _Property:
    """Where an entry keeps a property, and the static value of the segment it is compared with."""

    path: tuple[str, ...]
    static: Callable[[Segment], float | None] = lambda segment: None
    bits: Mapping[str, int] | None = None


def _neutral(segment: Segment) -> float:
    return 0.0


_PROPERTIES: dict[str, _Property] = {
    "KFTypePositionX": _Property(("position", "x"), lambda s: s.clip.x),
    "KFTypePositionY": _Property(("position", "y"), lambda s: s.clip.y),
    "KFTypeScaleX": _Property(("scale", "x"), lambda s: s.clip.scale_x),
    "KFTypeScaleY": _Property(("scale", "y"), lambda s: s.clip.scale_y),
    "KFTypeRotation": _Property(("rotation",), lambda s: s.clip.rotation),
    "KFTypeAlpha": _Property(("alpha",), lambda s: s.clip.alpha, {"videos": _ALPHA_BIT}),
    "KFTypeVolume": _Property(("volume",), lambda s: s.volume, {"audios": _VOLUME_BIT}),
    "KFTypeBrightness": _Property(("brightness_value",), _neutral),
    "KFTypeContrast": _Property(("contrast_value",), _neutral),
    "KFTypeSaturation": _Property(("saturation_value",), _neutral),
    "KFTypeHighlight": _Property(("highlight_value",), _neutral),
    "KFTypeShadow": _Property(("shadow_value",), _neutral),
    "KFTypeTemperature": _Property(("temperature_value",), _neutral),
    "KFTypeTone": _Property(("tone_value",), _neutral),
    "KFTypeSharpen": _Property(("sharpen_value",), _neutral),
    "KFTypeFade": _Property(("fade_value",), _neutral),
    "KFTypeLightSensation": _Property(("light_sensation_value",), _neutral),
    "KFTypeVignetting": _Property(("vignetting_value",), _neutral),
    "KFTypeParticle": _Property(("particle_value",), _neutral),
    "KFTypeFilter": _Property(("filter_value",)),
    "KFTypeLut": _Property(("lut_value",)),
    "KFTypeChromaIntensity": _Property(("chroma_intensity",)),
    "KFTypeChromaShadow": _Property(("chroma_shadow",)),
    "KFTypeMaskCenterX": _Property(("mask_config", "centerX")),
    "KFTypeMaskCenterY": _Property(("mask_config", "centerY")),
    "KFTypeMaskWidth": _Property(("mask_config", "width")),
    "KFTypeMaskHeight": _Property(("mask_config", "height")),
    "KFTypeMaskRotation": _Property(("mask_config", "rotation")),
    "KFTypeMaskFeather": _Property(("mask_config", "feather")),
    "KFTypeMaskRoundCorner": _Property(("mask_config", "roundCorner")),
    "KFTypeEffectAdjustParam1": _Property(("effect_adjust_param_1",)),
    "KFTypeEffectAdjustParam2": _Property(("effect_adjust_param_2",)),
    "KFTypeEffectAdjustParam3": _Property(("effect_adjust_param_3",)),
}


def legacy_keyframes(draft: Draft, segment: Segment) -> tuple[KeyframeList, ...]:
    """The older store's keyframes of a segment, one list per keyed property, keys linear.

    Times are ``time_offset`` as stored: in source media time, as in ``common_keyframes``. A property
    counts as keyed when its bit is known and set, when it changes between entries, or when it
    differs from the segment's static value (properties without one: only when it changes).
    """
    found = map(draft.keyframe_store.get, segment.keyframe_refs)
    entries = [entry for entry in found if entry is not None]
    entries.sort(key=lambda entry: fields.time_us(entry.raw, "time_offset"))
    lists = (_list(name, held, segment, entries) for name, held in _PROPERTIES.items())
    return tuple(found for found in lists if found is not None)


def _list(
    name: str, held: _Property, segment: Segment, entries: list[Material]
) -> KeyframeList | None:
    values = [(entry.raw, _value(entry.raw, held.path)) for entry in entries]
    keys = [(raw, value) for raw, value in values if value is not None]
    if not keys or not _is_keyed(held, segment, entries, [value for _, value in keys]):
        return None
    return KeyframeList(name, "", tuple(_key(raw, value) for raw, value in keys))


def _is_keyed(
    held: _Property, segment: Segment, entries: list[Material], values: Iterable[float]
) -> bool:
    distinct = set(values)
    static = held.static(segment)
    if len(distinct) > 1 or (static is not None and distinct != {static}):
        return True
    bits = held.bits or {}
    return any(fields.integer(e.raw, "flags", 0) & bits.get(e.bucket, 0) for e in entries)


def _value(entry: Json, path: tuple[str, ...]) -> float | None:
    for step in path[:-1]:
        entry = fields.mapping(entry, step)
    if path[-1] not in entry:
        return None
    number = fields.number(entry, path[-1], float("nan"))
    return None if number != number else number


def _key(entry: Json, value: float) -> Keyframe:
    return Keyframe(time_offset_us=fields.time_us(entry, "time_offset"), values=(value,))
