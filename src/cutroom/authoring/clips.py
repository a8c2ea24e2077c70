"""Videos and pictures onto a new track."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cutroom.authoring.animating import Animated, clip_animations
from cutroom.authoring.assets import PHOTO_US, Asset
from cutroom.authoring.document import DraftDocument, Json
from cutroom.authoring.masking import MaskShape, put_mask
from cutroom.authoring.notes import Notes
from cutroom.authoring.parts import (
    Play,
    Pose,
    Span,
    clip_segment,
    transition_material,
    video_material,
)
from cutroom.authoring.placing import (
    Added,
    added,
    bad_item,
    check_apart,
    optional_entry,
    shift,
)
from cutroom.authoring.requests import AddImages, AddVideos, ImageItem, Posed, VideoItem
from cutroom.draft import fields

_MAX_VOLUME = 10.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of an edit by URL, and what is noted on the way."""

    assets: Mapping[str, Asset]
    notes: Notes


def add_videos(draft: DraftDocument, wanted: AddVideos, shelf: Shelf) -> Added:
    """Each video from its beginning, as long as asked for but no longer than it is.

    A valid scene i plays the asked length within the scene's: speed = (end − start) / scene length. When
    every video has one, each begins where the scene before it ends.
    """
    items = wanted.video_infos
    for index, item in enumerate(items):
        if shelf.assets[item.video_url].facts.kind not in ("video", "image", "animation"):
            raise bad_item(f"video_infos[{index}].video_url", "the file holds no picture.")
    lengths = _scene_lengths(wanted, shelf.notes)
    timings = _timings(items, lengths, shelf)
    check_apart("video_infos", [span for span, _ in timings])
    pose = pose_of(draft, wanted)
    materials: dict[str, Json] = {}
    made = []
    for index, (item, (span, play)) in enumerate(zip(items, timings, strict=True)):
        where = f"video_infos[{index}]"
        material = _material(draft, materials, shelf.assets[item.video_url])
        segment = clip_segment(draft, material["id"], span, pose, play)
        entry = optional_entry(["mask"], item.mask, f"{where}.mask", shelf.notes)
        if entry is not None and entry.shape:
            put_mask(draft, segment, MaskShape(entry))
        elif entry is not None:
            shelf.notes.unknown(f"{where}.mask", item.mask, ())
        _add_transition(draft, segment, item, f"{where}.transition", shelf.notes)
        made.append(segment)
    return added(draft.add_track("video", made), made)


def add_images(draft: DraftDocument, wanted: AddImages, shelf: Shelf) -> Added:
    """Pictures, still or moving, for as long as asked for."""
    items = wanted.image_infos
    for index, item in enumerate(items):
        if shelf.assets[item.image_url].facts.kind not in ("image", "animation"):
            raise bad_item(f"image_infos[{index}].image_url", "the file is no picture.")
    spans = [Span(item.start, item.end - item.start) for item in items]
    check_apart("image_infos", spans)
    pose = pose_of(draft, wanted)
    materials: dict[str, Json] = {}
    made = []
    for index, (item, span) in enumerate(zip(items, spans, strict=True)):
        where = f"image_infos[{index}]"
        material = _material(draft, materials, shelf.assets[item.image_url])
        segment = clip_segment(draft, material["id"], span, pose, Play(Span(0, span.duration_us)))
        clip_animations(draft, segment, _animated(item), where, shelf.notes)
        _add_transition(draft, segment, item, f"{where}.transition", shelf.notes)
        made.append(segment)
    return added(draft.add_track("video", made), made)


def pose_of(draft: DraftDocument, wanted: Posed) -> Pose:
    """Where everything of a call lies."""
    x, y = shift(draft, wanted.transform_x, wanted.transform_y)
    return Pose(x, y, wanted.scale_x, wanted.scale_y, wanted.alpha)


def _material(draft: DraftDocument, known: dict[str, Json], asset: Asset) -> Json:
    """One material a call and file."""
    if asset.digest not in known:
        known[asset.digest] = video_material(draft, asset)
    return known[asset.digest]


def _scene_lengths(wanted: AddVideos, notes: Notes) -> list[int]:
    """The length of each video's scene, 0 where there is no valid one."""
    scenes = wanted.scene_timelines
    lengths = [_scene_length(scene) for scene in scenes[: len(wanted.video_infos)]]
    for index, length in enumerate(lengths):
        if not length:
            notes.add(
                f"scene_timelines[{index}]",
                "缺少有效的 start 和 end，该视频按原速播放",
                "it has no valid start and end, so the video plays at its own speed",
            )
    missing = len(wanted.video_infos) - len(lengths)
    if scenes and missing:
        notes.add(
            "scene_timelines",
            f"数量少于视频，最后 {missing} 个视频按原速播放",
            f"there are fewer than videos, so the last {missing} play at their own speed",
        )
    return lengths + [0] * missing


def _scene_length(scene: Any) -> int:
    start, end = fields.time_us(scene, "start", -1), fields.time_us(scene, "end", -1)
    return end - start if 0 <= start < end else 0


def _timings(
    items: Sequence[VideoItem], lengths: Sequence[int], shelf: Shelf
) -> list[tuple[Span, Play]]:
    chained = all(lengths)
    start_us = items[0].start
    timings = []
    for index, (item, length) in enumerate(zip(items, lengths, strict=True)):
        asked_us = item.end - item.start
        speed = asked_us / length if length else 1.0
        facts = shelf.assets[item.video_url].facts
        has_us = max(1, facts.duration_us) if facts.kind == "video" else PHOTO_US
        source_us = min(has_us, asked_us)
        span = Span(start_us if chained else item.start, max(1, round(source_us / speed)))
        where = f"video_infos[{index}]"
        if source_us < asked_us:
            shelf.notes.add(
                where,
                f"素材只有 {has_us} 微秒，短于要求的 {asked_us} 微秒",
                f"the video has {has_us} µs, less than the {asked_us} µs asked for",
            )
        volume = volume_of(item.volume, _MAX_VOLUME, where, shelf.notes)
        timings.append((span, Play(Span(0, source_us), speed, volume)))
        start_us += length
    return timings


def volume_of(given: float, most: float, where: str, notes: Notes) -> float:
    """A volume between 0 and ``most``; 1 and a note for any other."""
    if 0 <= given <= most:
        return given
    notes.add(
        f"{where}.volume",
        f"{given:g} 超出 0–{most:g}，已使用 1.0",
        f"{given:g} is outside 0–{most:g}; 1.0 was used",
    )
    return 1.0


def _add_transition(
    draft: DraftDocument, segment: Json, item: VideoItem | ImageItem, where: str, notes: Notes
) -> None:
    entry = optional_entry(["transition"], item.transition, where, notes)
    if entry is not None:
        material = transition_material(draft, entry, item.transition_duration)
        segment["extra_material_refs"].append(material["id"])


def _animated(item: ImageItem) -> Animated:
    return Animated(
        (item.in_animation, item.in_animation_duration),
        (item.out_animation, item.out_animation_duration),
        (item.loop_animation, item.loop_animation_duration),
    )
