"""The objects of a draft as JianYing 5.9 writes them: segments, and the materials they refer to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cutroom.authoring.assets import PHOTO_US, Asset
from cutroom.authoring.document import DraftDocument, Json, new_id
from cutroom.catalog.lookup import Entry

_VIDEO_FLAGS = 63487
"""``check_flag`` of a clip that may use everything: masks, chroma keys, blends, fills."""

_AUDIO_FLAGS = 3
_VIDEO_TYPES = {"video": "video", "image": "photo", "animation": "gif"}
_CROP = {
    f"{row}_{column}_{axis}": float((axis == "x" and column == "right") or (axis == "y" and row == "lower"))
    for row in ("upper", "lower")
    for column in ("left", "right")
    for axis in ("x", "y")
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """A range of time, microseconds."""

    start_us: int
    duration_us: int

    @property
    def end_us(self) -> int:
        """The first microsecond after it."""
        return self.start_us + self.duration_us

    def json(self) -> Json:
        """As drafts hold it."""
        return {"start": self.start_us, "duration": self.duration_us}


@dataclass(frozen=True, slots=True)
class Pose:
    """Place, size and opacity; ``x`` and ``y`` in the draft's units, half a canvas, y upwards."""

    x: float = 0.0
    y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    alpha: float = 1.0

    def json(self) -> Json:
        """As drafts hold it."""
        return {
            "alpha": self.alpha,
            "flip": {"horizontal": False, "vertical": False},
            "rotation": 0.0,
            "scale": {"x": self.scale_x, "y": self.scale_y},
            "transform": {"x": self.x, "y": self.y},
        }


@dataclass(frozen=True, slots=True)
class Play:
    """How a medium is played: the used range of the source, its speed, its volume."""

    source: Span
    speed: float = 1.0
    volume: float = 1.0


def segment(material_id: str, span: Span, **more: Any) -> Json:
    """What every segment has; ``more`` comes on top."""
    return {
        "common_keyframes": [],
        "enable_adjust": True,
        "enable_color_correct_adjust": False,
        "enable_color_curves": True,
        "enable_color_match_adjust": False,
        "enable_color_wheels": True,
        "enable_lut": True,
        "enable_smart_color_adjust": False,
        "extra_material_refs": [],
        "id": new_id(),
        "keyframe_refs": [],
        "last_nonzero_volume": 1.0,
        "material_id": material_id,
        "render_index": 0,
        "reverse": False,
        "source_timerange": None,
        "target_timerange": span.json(),
        "track_attribute": 0,
        "track_render_index": 0,
        "visible": True,
        **more,
    }


def visual_segment(material_id: str, span: Span, pose: Pose, **more: Any) -> Json:
    """A segment with a place on the canvas: a clip, a sticker, a text."""
    uniform = {"on": pose.scale_x == pose.scale_y, "value": 1.0}
    return segment(
        material_id, span, clip=pose.json(), uniform_scale=uniform, speed=1.0, volume=1.0, **more
    )


def clip_segment(
    draft: DraftDocument, material_id: str, span: Span, pose: Pose, play: Play
) -> Json:
    """A segment of a video or a photo, with its speed."""
    made = visual_segment(
        material_id,
        span,
        pose,
        enable_video_mask=True,
        hdr_settings={"intensity": 1.0, "mode": 1, "nits": 1000},
        is_tone_modify=False,
    )
    return _played(draft, made, play)


def sound_segment(draft: DraftDocument, material_id: str, span: Span, play: Play) -> Json:
    """A segment of a sound, with its speed."""
    made = segment(material_id, span, clip=None, hdr_settings=None, is_tone_modify=False)
    return _played(draft, made, play)


def _played(draft: DraftDocument, made: Json, play: Play) -> Json:
    speed = draft.add("speeds", curve_speed=None, mode=0, speed=play.speed, type="speed")
    made |= {"source_timerange": play.source.json(), "speed": play.speed, "volume": play.volume}
    made["last_nonzero_volume"] = play.volume or 1.0
    made["extra_material_refs"].append(speed["id"])
    return made


def video_material(draft: DraftDocument, asset: Asset) -> Json:
    """A video, a photo, or a moving picture such as a GIF."""
    facts = asset.facts
    endless = facts.kind in ("image", "animation")
    material = draft.add(
        "videos",
        audio_fade=None,
        category_id="",
        category_name="local",
        check_flag=_VIDEO_FLAGS,
        crop=dict(_CROP),
        crop_ratio="free",
        crop_scale=1.0,
        duration=PHOTO_US if endless else facts.duration_us,
        has_audio=facts.has_audio,
        height=facts.height,
        local_material_id="",
        material_name=asset.title,
        media_path="",
        path=draft.adopt(asset, "videos" if facts.kind == "video" else "images"),
        type=_VIDEO_TYPES[facts.kind],
        width=facts.width,
    )
    material["material_id"] = material["id"]
    return material


def sound_material(draft: DraftDocument, asset: Asset) -> Json:
    """A sound, or what a video sounds like."""
    material = draft.add(
        "audios",
        app_id=0,
        category_id="",
        category_name="local",
        check_flag=_AUDIO_FLAGS,
        copyright_limit_type="none",
        duration=asset.facts.duration_us,
        effect_id="",
        formula_id="",
        name=asset.title,
        path=draft.adopt(asset, "audios"),
        source_platform=0,
        type="extract_music",
        wave_points=[],
    )
    material |= {"local_material_id": material["id"], "music_id": material["id"]}
    return material


def sticker_material(draft: DraftDocument, sticker_id: str, name: str = "", path: str = "") -> Json:
    """A sticker: by its id in a store, or by a file."""
    return draft.add(
        "stickers",
        category_id="",
        category_name="",
        cycle_setting=True,
        icon_url="",
        name=name,
        path=path,
        preview_cover_url="",
        resource_id=sticker_id,
        source_platform=1,
        sticker_id=sticker_id,
        type="sticker",
    )


def transition_material(draft: DraftDocument, entry: Entry, duration_us: int) -> Json:
    """A transition; it belongs to the earlier of two clips."""
    return draft.add(
        "transitions",
        category_id="",
        category_name="",
        duration=duration_us or entry.duration_us,
        effect_id=entry.effect_id,
        is_overlap=entry.overlap,
        name=entry.name,
        platform="all",
        resource_id=entry.resource_id,
        type="transition",
    )


def adjust_params(entry: Entry) -> list[Json]:
    """The sliders of an effect at their defaults."""
    return [
        {
            "default_value": slider.default,
            "max_value": slider.high,
            "min_value": slider.low,
            "name": slider.name,
            "parameterIndex": index,
            "portIndex": 0,
            "value": slider.default,
        }
        for index, slider in enumerate(entry.parameters)
    ]


def effect_material(draft: DraftDocument, entry: Entry) -> Json:
    """An effect on everything below it."""
    return draft.add(
        "video_effects",
        adjust_params=adjust_params(entry),
        apply_target_type=2,
        apply_time_range=None,
        category_id="",
        category_name="",
        common_keyframes=[],
        disable_effect_faces=[],
        effect_id=entry.effect_id,
        formula_id="",
        name=entry.name,
        platform="all",
        render_index=11000,
        resource_id=entry.resource_id,
        source_platform=0,
        time_range=None,
        track_render_index=0,
        type="face_effect" if entry.kind == "character-effect" else "video_effect",
        value=1.0,
        version="",
    )


def filter_material(draft: DraftDocument, entry: Entry, intensity: float) -> Json:
    """A filter; ``intensity`` 0–1."""
    return draft.add(
        "effects",
        adjust_params=[],
        algorithm_artifact_path="",
        apply_target_type=0,
        bloom_params=None,
        category_id="",
        category_name="",
        color_match_info={
            "source_feature_path": "",
            "target_feature_path": "",
            "target_image_path": "",
        },
        effect_id=entry.effect_id,
        enable_skin_tone_correction=False,
        exclusion_group=[],
        face_adjust_params=[],
        formula_id="",
        intensity_key="",
        multi_language_current="",
        name=entry.name,
        panel_id="",
        platform="all",
        resource_id=entry.resource_id,
        source_platform=1,
        sub_type="none",
        time_range=None,
        type="filter",
        value=intensity,
        version="",
    )


def audio_effect_material(draft: DraftDocument, entry: Entry) -> Json:
    """An effect on one sound."""
    index, category, title = _AUDIO_CATEGORIES[entry.kind]
    return draft.add(
        "audio_effects",
        audio_adjust_params=adjust_params(entry),
        category_id=category,
        category_name=title,
        is_ugc=False,
        name=entry.name,
        production_path="",
        resource_id=entry.resource_id,
        speaker_id="",
        sub_type=index,
        time_range={"duration": 0, "start": 0},
        type="audio_effect",
    )


_AUDIO_CATEGORIES = {
    "audio-effect": (1, "sound_effect", "场景音"),
    "tone": (2, "tone", "音色"),
    "speech-to-song": (3, "speech_to_song", "声音成曲"),
}
