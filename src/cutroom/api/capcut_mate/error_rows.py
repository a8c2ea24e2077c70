"""What each call of this dialect answers when its own part goes wrong: numbers, codes, messages."""

from __future__ import annotations

from typing import NamedTuple

from cutroom.core.errors import UnknownName
from cutroom.jobs.model import Failure


class Row(NamedTuple):
    """HTTP status, number, code, message in Chinese and in English."""

    status: int
    number: int
    code: str
    zh: str
    en: str


class Info(NamedTuple):
    """The fields of a call that describe what to add, and the answer when they cannot be read."""

    fields: tuple[str, ...]
    row: Row


INFOS: dict[str, Info] = {
    "add_videos": Info(
        ("video_infos",),
        Row(400, 2003, "INVALID_VIDEO_INFO", "无效的视频信息", "Invalid video info"),
    ),
    "add_audios": Info(
        ("audio_infos",),
        Row(400, 2007, "INVALID_AUDIO_INFO", "无效的音频信息", "Invalid audio info"),
    ),
    "add_images": Info(
        ("image_infos",),
        Row(400, 2009, "INVALID_IMAGE_INFO", "无效的图片信息", "Invalid image info"),
    ),
    "add_sticker": Info(
        ("sticker_id", "start", "end"),
        Row(400, 2011, "INVALID_STICKER_INFO", "无效的贴纸信息", "Invalid sticker info"),
    ),
    "add_keyframes": Info(
        ("keyframes",),
        Row(400, 2013, "INVALID_KEYFRAME_INFO", "无效的关键帧信息", "Invalid keyframe info"),
    ),
    "add_captions": Info(
        ("captions",),
        Row(400, 2018, "INVALID_CAPTION_INFO", "无效的字幕信息", "Invalid caption info"),
    ),
    "add_effects": Info(
        ("effect_infos",),
        Row(400, 2020, "INVALID_EFFECT_INFO", "无效的特效信息", "Invalid effect info"),
    ),
    "add_filters": Info(
        ("filter_infos",),
        Row(400, 2037, "INVALID_FILTER_INFO", "无效的滤镜信息", "Invalid filter info"),
    ),
    "add_masks": Info(
        (
            "segment_ids", "name", "X", "Y", "width", "height",
            "feather", "rotation", "invert", "roundCorner",
        ),
        Row(400, 2023, "INVALID_MASK_INFO", "无效的遮罩信息", "Invalid mask info"),
    ),
    "add_text_style": Info(
        ("text", "keyword", "font_size", "keyword_color", "keyword_font_size"),
        Row(400, 2026, "INVALID_TEXT_STYLE_INFO", "无效的文本样式信息", "Invalid text style info"),
    ),
}  # fmt: skip

UNKNOWN_NAMES: dict[str, Row] = {
    "add_effects": Row(400, 2022, "EFFECT_NOT_FOUND", "特效名称不存在", "Effect name not found"),
    "add_filters": Row(400, 2039, "FILTER_NOT_FOUND", "滤镜名称不存在", "Filter name not found"),
    "add_masks": Row(400, 2025, "MASK_NOT_FOUND", "遮罩名称不存在", "Mask name not found"),
}

NO_SEGMENT = Row(400, 2015, "SEGMENT_NOT_FOUND", "片段不存在", "Segment not found")

FAILED_CALLS: dict[str, Row] = {
    "gen_video": Row(
        500, 2030, "VIDEO_GENERATION_SUBMIT_FAILED", "视频生成任务提交失败",
        "Video generation task submission failed",
    ),
    "gen_video_status": Row(
        500, 2032, "VIDEO_STATUS_QUERY_FAILED", "视频任务状态查询失败", "Video task status query failed"
    ),
    "create_draft": Row(500, 2002, "DRAFT_CREATE_FAILED", "草稿创建失败", "Draft creation failed"),
    "add_videos": Row(500, 2006, "VIDEO_ADD_FAILED", "视频添加失败", "Adding videos failed"),
    "add_audios": Row(500, 2008, "AUDIO_ADD_FAILED", "音频添加失败", "Adding sounds failed"),
    "add_images": Row(500, 2010, "IMAGE_ADD_FAILED", "图片添加失败", "Adding pictures failed"),
    "add_sticker": Row(500, 2012, "STICKER_ADD_FAILED", "贴纸添加失败", "Adding the sticker failed"),
    "add_keyframes": Row(500, 2014, "KEYFRAME_ADD_FAILED", "关键帧添加失败", "Adding keyframes failed"),
    "add_captions": Row(500, 2019, "CAPTION_ADD_FAILED", "字幕添加失败", "Adding captions failed"),
    "add_effects": Row(500, 2021, "EFFECT_ADD_FAILED", "特效添加失败", "Adding effects failed"),
    "add_filters": Row(500, 2038, "FILTER_ADD_FAILED", "滤镜添加失败", "Adding filters failed"),
    "add_masks": Row(500, 2024, "MASK_ADD_FAILED", "遮罩添加失败", "Adding masks failed"),
    "add_text_style": Row(
        500, 2027, "TEXT_STYLE_CREATE_FAILED", "文本样式创建失败", "Text style creation failed"
    ),
    "easy_create_material": Row(
        500, 2028, "MATERIAL_CREATE_FAILED", "素材创建失败", "Material creation failed"
    ),
    "get_audio_duration": Row(
        500, 2034, "AUDIO_DURATION_FAILED", "音频时长获取失败", "Reading the duration failed"
    ),
    "get_text_animations": Row(
        500, 2029, "TEXT_ANIMATIONS_FAILED", "文字动画列表获取失败", "Listing text animations failed"
    ),
    "get_image_animations": Row(
        500, 2033, "IMAGE_ANIMATIONS_FAILED", "图片动画列表获取失败", "Listing image animations failed"
    ),
    "get_filters": Row(500, 2040, "FILTERS_FAILED", "滤镜列表获取失败", "Listing filters failed"),
    "get_effects": Row(500, 2041, "EFFECTS_FAILED", "特效列表获取失败", "Listing effects failed"),
}  # fmt: skip


def all_rows() -> list[Row]:
    """Every row above, for the check that no two share a number."""
    infos = [info.row for info in INFOS.values()]
    return [*infos, *UNKNOWN_NAMES.values(), NO_SEGMENT, *FAILED_CALLS.values()]


def problem_row(call: str, failure: Failure) -> Row | None:
    """The row of a request whose own part is wrong, None when another field is."""
    if failure.code == UnknownName.code:
        return UNKNOWN_NAMES.get(call)
    if failure.details.get("problem") == "segment":
        return NO_SEGMENT
    info = INFOS.get(call)
    field = str(failure.details.get("field") or "")
    head = field.partition(".")[0].partition("[")[0]
    return info.row if info is not None and head in info.fields else None
