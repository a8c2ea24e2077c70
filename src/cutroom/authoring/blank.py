"""A new project as JianYing 5.9 writes it: the last version that saves drafts anybody can read."""

from __future__ import annotations

import uuid
from typing import Any

APP_VERSION = "5.9.0"
SCHEMA = "110.0.0"
VERSION = 360000

MATERIAL_BUCKETS = (
    "ai_translates", "audio_balances", "audio_effects", "audio_fades", "audio_track_indexes",
    "audios", "beats", "canvases", "chromas", "color_curves", "digital_humans", "drafts", "effects",
    "flowers", "green_screens", "handwrites", "hsl", "images", "log_color_wheels", "loudnesses",
    "manual_deformations", "masks", "material_animations", "material_colors",
    "multi_language_refs", "placeholders", "plugin_effects", "primary_color_wheels",
    "realtime_denoises", "shapes", "smart_crops", "smart_relights", "sound_channel_mappings",
    "speeds", "stickers", "tail_leaders", "text_templates", "texts", "time_marks", "transitions",
    "video_effects", "video_trackings", "videos", "vocal_beautifys", "vocal_separations",
)  # fmt: skip
"""The 45 lists of materials of schema 110 on Windows."""

_KEYFRAME_LISTS = (
    "adjusts", "audios", "effects", "filters", "handwrites", "stickers", "texts", "videos",
)  # fmt: skip
_REGISTERED_TYPES = (0, 1, 2, 3, 6, 7, 8)
_NO_TEXT = ("lyrics_recognition_id", "subtitle_recognition_id")
_NO_LIST = (
    "attachment_info", "lyrics_taskinfo", "multi_language_list", "subtitle_taskinfo",
    "system_font_list",
)  # fmt: skip
_FIRST = (
    "adjust_max_index", "combination_max_index", "extract_audio_last_index",
    "original_sound_last_index", "record_audio_last_index", "sticker_max_index",
)  # fmt: skip


def blank_document(width: int, height: int, name: str = "") -> dict[str, Any]:
    """The timeline document of an empty project with a canvas of ``width`` × ``height`` pixels, 30 fps."""
    platform = {"app_id": 3704, "app_source": "lv", "app_version": APP_VERSION, "os": "windows"}
    return {
        "canvas_config": {"height": height, "ratio": "original", "width": width},
        "color_space": 0,
        "config": _config(),
        "cover": None,
        "create_time": 0,
        "duration": 0,
        "extra_info": None,
        "fps": 30.0,
        "free_render_index_mode_on": False,
        "group_container": None,
        "id": _identity(),
        "keyframe_graph_list": [],
        "keyframes": {bucket: [] for bucket in _KEYFRAME_LISTS},
        "last_modified_platform": dict(platform),
        "materials": {bucket: [] for bucket in MATERIAL_BUCKETS},
        "mutable_config": None,
        "name": name,
        "new_version": SCHEMA,
        "platform": platform,
        "relationships": [],
        "render_index_track_mode_on": False,
        "retouch_cover": None,
        "source": "default",
        "static_cover_image_path": "",
        "time_marks": None,
        "tracks": [],
        "update_time": 0,
        "version": VERSION,
    }


def blank_meta(name: str, now_us: int, duration_us: int = 0) -> dict[str, Any]:
    """The project card beside the document; ``now_us`` is epoch microseconds."""
    return {
        "draft_cover": "draft_cover.jpg",
        "draft_fold_path": "",
        "draft_id": _identity(),
        "draft_is_invisible": False,
        "draft_materials": [{"type": kind, "value": []} for kind in _REGISTERED_TYPES],
        "draft_materials_copied_info": [],
        "draft_name": name,
        "draft_new_version": "",
        "draft_removable_storage_device": "",
        "draft_root_path": "",
        "draft_segment_extra_info": [],
        "draft_type": "",
        "tm_draft_create": now_us,
        "tm_draft_modified": now_us,
        "tm_draft_removed": 0,
        "tm_duration": duration_us,
    }


def _config() -> dict[str, Any]:
    languages = {f"multi_language_{part}": "none" for part in ("current", "main", "mode")}
    return {
        **dict.fromkeys(_FIRST, 1),
        **dict.fromkeys(_NO_TEXT, ""),
        **{part: [] for part in _NO_LIST},
        **languages,
        "export_range": None,
        "lyrics_sync": True,
        "maintrack_adsorb": True,
        "material_save_mode": 0,
        "subtitle_keywords_config": None,
        "subtitle_sync": True,
        "video_mute": False,
        "zoom_info_params": None,
    }


def _identity() -> str:
    return str(uuid.uuid4()).upper()
