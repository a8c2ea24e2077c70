"""What a draft asks for and nothing here does: said by name, never passed over."""

from __future__ import annotations

from cutroom.compiler.scene import Use
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.model import Material

_UNDRAWN = {
    "hsl_curves": "curves over hues", "manual_beautys": "beautifying",
    "manual_deformations": "reshaping", "smart_relights": "relighting",
    "digital_humans": "a digital human", "digital_human_model_dressing": "a digital human",
    "video_trackings": "tracking", "green_screens": "a green screen",
    "plugin_effects": "an effect of a plug-in", "handwrites": "handwriting",
    "smart_crops": "cropping by content", "ai_text_effects": "a generated look of text",
    "huazi": "a look of text", "flowers": "a look of text", "tail_leaders": "a closing picture",
}  # fmt: skip
_DONE_ELSEWHERE = frozenset(
    {
        "adjust_masks", "ai_translates", "audio_balances", "audio_effects", "audio_fades",
        "audio_pannings", "audio_pitch_shifts", "audios", "canvases", "chromas", "color_curves",
        "common_mask", "drafts", "effects", "hsl", "images", "log_color_wheels", "loudnesses",
        "masks", "material_animations", "material_colors", "primary_color_wheels",
        "realtime_denoises", "shapes", "sound_channel_mappings", "speeds", "stickers",
        "text_templates", "texts", "transitions", "video_effects", "video_radius",
        "video_shadows", "video_strokes", "videos", "vocal_beautifys", "vocal_separations",
    }
)  # fmt: skip
_WITHOUT_A_SIGHT = frozenset(
    {
        "audio_track_indexes", "beats", "multi_language_refs", "placeholder_infos", "placeholders",
        "time_marks",
    }
)  # fmt: skip
_SWITCHES = {
    "enable_color_correct_adjust": "colour correction",
    "enable_color_match_adjust": "matching of colours",
    "enable_smart_color_adjust": "automatic colours",
}
_ALGORITHMS = {
    "super_resolution": "finer pixels", "noise_reduction": "noise reduction of pictures",
    "deflicker": "removal of flicker", "quality_enhance": "better pictures",
    "motion_blur_config": "motion blur", "complement_frame_config": "frames in between",
    "smart_complement_frame": "frames in between", "ai_in_painting_config": "removal of things",
    "mouth_shape_driver": "movement of the mouth", "ai_expression_driven": "expression of the face",
    "ai_motion_driven": "generated motion", "algorithms": "an algorithm of the app",
}  # fmt: skip
_OF_A_VIDEO = {
    "corner_pin": "pinning of corners", "smart_motion": "automatic motion",
    "surface_trackings": "tracking of surfaces", "object_locked": "locking onto a thing",
    "multi_camera_info": "a choice of cameras",
}  # fmt: skip

_OF_A_SEGMENT = {"cartoon": "drawing as a cartoon", "intensifies_audio": "intensified sound"}


def note_undone(use: Use, materials: tuple[Material, ...]) -> None:
    """Say which attached tools of the app have no counterpart here."""
    for bucket in dict.fromkeys(material.bucket for material in materials):
        if bucket in _UNDRAWN:
            use.note("tool-skipped", "skipped", f"{_UNDRAWN[bucket]} not applied")
        elif bucket not in _DONE_ELSEWHERE and bucket not in _WITHOUT_A_SIGHT:
            use.note("tool-skipped", "skipped", f"{bucket[:40]} is not known and not applied")
    for switch, tool in _SWITCHES.items():
        if use.segment.raw.get(switch) and use.switched_on(switch, False):
            use.note("tool-skipped", "skipped", f"{tool} not applied")


def note_range_of_effect(use: Use, raw: Json) -> None:
    """Say that an effect with a range of its own lasts as long as its segment."""
    if fields.time_us(fields.mapping(raw, "apply_time_range"), "duration") > 0:
        use.note(
            "effect-range-skipped", "approximated",
            "the range of its own that an effect has is not documented; it lasts as long as its segment",
        )  # fmt: skip


def note_templates_of_text(use: Use, raw: Json) -> None:
    """Say that of a template of captions or lyrics only what the draft writes out is drawn."""
    for key in ("caption_template_info", "lyrics_template"):
        if key not in raw:
            continue
        template = fields.mapping(raw, key)
        if fields.text(template, "resource_id") or fields.text(template, "effect_id"):
            name = fields.text(template, "resource_name") or "a template"
            use.note(
                "caption-template-partly", "approximated",
                f"of {name[:40]} only the styles and animations that the draft writes out are drawn",
            )  # fmt: skip


def note_undone_of_video(use: Use, raw: Json) -> None:
    """Say what a video material asks for that is not done to it."""
    if fields.integer(fields.mapping(raw, "stable"), "stable_level", 0):
        use.note("stabiliser-skipped", "skipped", "stabilisation is not applied")
    algorithms = fields.mapping(raw, "video_algorithm")
    asked = [tool for key, tool in _ALGORITHMS.items() if algorithms.get(key)] if algorithms else []
    asked += [tool for key, tool in _OF_A_VIDEO.items() if raw.get(key)]
    held = use.segment.raw
    asked += [tool for key, tool in _OF_A_SEGMENT.items() if held.get(key) and use.switched_on(key)]
    for tool in dict.fromkeys(asked):
        use.note("tool-skipped", "skipped", f"{tool} not applied")
