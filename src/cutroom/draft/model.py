"""A draft: the untouched document plus typed views of what every reader needs.

``Draft.document`` is the parsed JSON exactly as it was read; writing it back loses nothing. The views
are computed once and supply the defaults of every field. Materials stay mappings: their kinds are
many, and readers use :mod:`cutroom.draft.fields` on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from cutroom.core.time import TimeRange
from cutroom.draft import fields
from cutroom.draft.fields import Json


@dataclass(frozen=True, slots=True)
class Keyframe:
    """One key; handles are relative to it in (µs, value)."""

    time_offset_us: int
    values: tuple[float, ...]
    curve_type: str = "Line"
    left_x: float = 0.0
    left_y: float = 0.0
    right_x: float = 0.0
    right_y: float = 0.0
    string_value: str = ""


@dataclass(frozen=True, slots=True)
class KeyframeList:
    """Keys of one property in ascending time; ``material_id`` names a mask when it is one's."""

    property_type: str
    material_id: str
    keys: tuple[Keyframe, ...]


@dataclass(frozen=True, slots=True)
class ClipSettings:
    """Static placement: half-canvas units y up, factors, degrees clockwise."""

    alpha: float = 1.0
    flip_horizontal: bool = False
    flip_vertical: bool = False
    rotation: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A use of a material on a track. ``source`` is None where the medium has no time of its own."""

    id: str
    index: int
    material_id: str
    target: TimeRange
    source: TimeRange | None
    speed: float
    volume: float
    reverse: bool
    pitch_follows_speed: bool
    visible: bool
    clip: ClipSettings
    uniform_scale: bool
    render_index: int
    track_render_index: int
    extra_refs: tuple[str, ...]
    keyframes: tuple[KeyframeList, ...]
    keyframe_refs: tuple[str, ...]
    raw: Json = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Track:
    """A track; ``kind`` is the file's ``type``, ``attribute`` bit 0 mutes it."""

    id: str
    index: int
    kind: str
    name: str
    flag: int
    attribute: int
    segments: tuple[Segment, ...]

    @property
    def muted(self) -> bool:
        """Whether the sound of the track is off."""
        return bool(self.attribute & 1)


@dataclass(frozen=True, slots=True)
class Material:
    """A material and the bucket of ``materials`` it was found in."""

    bucket: str
    raw: Json


class Draft:
    """See the module docstring. Never raises for the content of a parsed document."""

    def __init__(self, document: dict[str, Any]) -> None:
        """``document`` is kept as it is and must not be changed behind the views."""
        self.document = document

    @cached_property
    def width(self) -> int:
        """Canvas width in pixels; 0 in an empty project."""
        return fields.integer(fields.mapping(self.document, "canvas_config"), "width", 0, 0, 16384)

    @cached_property
    def height(self) -> int:
        """Canvas height in pixels; 0 in an empty project."""
        return fields.integer(fields.mapping(self.document, "canvas_config"), "height", 0, 0, 16384)

    @cached_property
    def fps(self) -> float:
        """Timeline rate, 30 when missing."""
        return fields.number(self.document, "fps", 30.0, 1.0, 240.0)

    @cached_property
    def duration_us(self) -> int:
        """The stored duration; the last segment's end is the truth where they differ."""
        return fields.time_us(self.document, "duration")

    @cached_property
    def tracks(self) -> tuple[Track, ...]:
        """All tracks in file order."""
        raw_tracks = fields.mappings(self.document, "tracks")
        return tuple(_track(raw, index) for index, raw in enumerate(raw_tracks))

    @cached_property
    def materials(self) -> Mapping[str, Material]:
        """Materials of all buckets by id (first one wins)."""
        found: dict[str, Material] = {}
        buckets = fields.mapping(self.document, "materials")
        for bucket in buckets:
            for raw in fields.mappings(buckets, bucket):
                found.setdefault(fields.text(raw, "id"), Material(fields.writable(bucket), raw))
        found.pop("", None)
        return found

    @cached_property
    def paints_by_track(self) -> bool:
        """``render_index_track_mode_on``: paint in track order instead of by render index."""
        return fields.flag(self.document, "render_index_track_mode_on", False)

    @cached_property
    def keyframe_store(self) -> Mapping[str, Material]:
        """Entries of the older keyframe store by id; ``bucket`` is their list, such as ``videos``."""
        found: dict[str, Material] = {}
        lists = fields.mapping(self.document, "keyframes")
        for bucket in lists:
            for raw in fields.mappings(lists, bucket):
                found.setdefault(fields.text(raw, "id"), Material(fields.writable(bucket), raw))
        found.pop("", None)
        return found

    def references(self, segment: Segment, bucket: str) -> tuple[Material, ...]:
        """The materials of one bucket that a segment's extra references name, in their order."""
        found = (self.materials.get(ref) for ref in segment.extra_refs)
        return tuple(m for m in found if m is not None and m.bucket == bucket)


def _track(raw: Json, index: int) -> Track:
    raw_segments = fields.mappings(raw, "segments")
    return Track(
        id=fields.text(raw, "id"),
        index=index,
        kind=fields.text(raw, "type"),
        name=fields.text(raw, "name"),
        flag=fields.integer(raw, "flag", 0),
        attribute=fields.integer(raw, "attribute", 0),
        segments=tuple(_segment(item, number) for number, item in enumerate(raw_segments)),
    )


def _segment(raw: Json, index: int) -> Segment:
    uniform = fields.mapping(raw, "uniform_scale")
    source = raw.get("source_timerange")
    return Segment(
        id=fields.text(raw, "id"),
        index=index,
        material_id=fields.text(raw, "material_id"),
        target=_range(fields.mapping(raw, "target_timerange")),
        source=_range(source) if isinstance(source, Mapping) else None,
        speed=fields.number(raw, "speed", 1.0, 0.0, 1000.0),
        volume=fields.number(raw, "volume", 1.0, 0.0, 1000.0),
        reverse=fields.flag(raw, "reverse", False),
        pitch_follows_speed=fields.flag(raw, "is_tone_modify", False),
        visible=fields.flag(raw, "visible", True),
        clip=_clip(fields.mapping(raw, "clip")),
        uniform_scale=fields.flag(uniform, "on", True),
        render_index=fields.integer(raw, "render_index", 0),
        track_render_index=fields.integer(raw, "track_render_index", 0),
        extra_refs=fields.texts(raw, "extra_material_refs"),
        keyframes=keyframe_lists(raw),
        keyframe_refs=fields.texts(raw, "keyframe_refs"),
        raw=raw,
    )


def _range(raw: Json) -> TimeRange:
    return TimeRange(fields.time_us(raw, "start"), max(0, fields.time_us(raw, "duration")))


def _clip(raw: Json) -> ClipSettings:
    flip, scale = fields.mapping(raw, "flip"), fields.mapping(raw, "scale")
    transform = fields.mapping(raw, "transform")
    return ClipSettings(
        alpha=fields.number(raw, "alpha", 1.0, 0.0, 1.0),
        flip_horizontal=fields.flag(flip, "horizontal", False),
        flip_vertical=fields.flag(flip, "vertical", False),
        rotation=fields.number(raw, "rotation", 0.0, -1e6, 1e6),
        scale_x=fields.number(scale, "x", 1.0, -1000.0, 1000.0),
        scale_y=fields.number(scale, "y", 1.0, -1000.0, 1000.0),
        x=fields.number(transform, "x", 0.0, -1e4, 1e4),
        y=fields.number(transform, "y", 0.0, -1e4, 1e4),
    )


def keyframe_lists(raw: Json) -> tuple[KeyframeList, ...]:
    """The ``common_keyframes`` of a segment or of a material that has its own."""
    return tuple(_keyframes(item) for item in fields.mappings(raw, "common_keyframes"))


def _keyframes(raw: Json) -> KeyframeList:
    keys = sorted(
        (_keyframe(item) for item in fields.mappings(raw, "keyframe_list")),
        key=lambda key: key.time_offset_us,
    )
    return KeyframeList(
        fields.text(raw, "property_type"), fields.text(raw, "material_id"), tuple(keys)
    )


def _keyframe(raw: Json) -> Keyframe:
    left, right = fields.mapping(raw, "left_control"), fields.mapping(raw, "right_control")
    stored = raw.get("values")
    values = {str(i): v for i, v in enumerate(stored)} if isinstance(stored, list) else {}
    return Keyframe(
        time_offset_us=fields.time_us(raw, "time_offset"),
        values=tuple(fields.number(values, key, 0.0) for key in values),
        curve_type=fields.text(raw, "curveType", "Line"),
        left_x=fields.number(left, "x", 0.0, -1e12, 1e12),
        left_y=fields.number(left, "y", 0.0),
        right_x=fields.number(right, "x", 0.0, -1e12, 1e12),
        right_y=fields.number(right, "y", 0.0),
        string_value=fields.text(raw, "string_value"),
    )
