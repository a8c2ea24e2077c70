"""Draft documents as programs of different ages wrote them, small but with every kind of part.

Each function returns a fresh document. Times are whole microseconds.
"""

from __future__ import annotations

import json
from typing import Any

Document = dict[str, Any]
SECOND = 1_000_000
PLACEHOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"


def document(
    new_version: str, materials: dict[str, Any], tracks: list[Any], **more: Any
) -> Document:
    """The frame of a document."""
    return {
        "id": "5A7B2C1D-0000-4000-8000-000000000001",
        "name": "",
        "version": 360000,
        "new_version": new_version,
        "duration": 6 * SECOND,
        "fps": 30.0,
        "canvas_config": {"width": 1080, "height": 1920, "ratio": "9:16"},
        "config": {"video_mute": False, "maintrack_adsorb": True},
        "keyframes": {"videos": [], "audios": [], "texts": [], "stickers": []},
        "materials": materials,
        "tracks": tracks,
        "render_index_track_mode_on": False,
        **more,
    }


def span(start: int, duration: int) -> dict[str, int]:
    """A time range in microseconds."""
    return {"start": start, "duration": duration}


def segment(name: str, material: str, target: tuple[int, int], **more: Any) -> Document:
    """A segment that plays its source from 0 unless ``source_timerange`` is given."""
    return {
        "id": name,
        "material_id": material,
        "target_timerange": span(*target),
        "source_timerange": span(0, target[1]),
        "speed": 1.0,
        "volume": 1.0,
        "visible": True,
        "reverse": False,
        "render_index": 0,
        "extra_material_refs": [],
        "keyframe_refs": [],
        "clip": {
            "alpha": 1.0,
            "rotation": 0.0,
            "flip": {"horizontal": False, "vertical": False},
            "scale": {"x": 1.0, "y": 1.0},
            "transform": {"x": 0.0, "y": 0.0},
        },
        **more,
    }


def track(kind: str, *segments: Document, **more: Any) -> Document:
    """A track of segments."""
    name = f"track-{kind}-{segments[0]['id'] if segments else 'empty'}"
    return {"id": name, "type": kind, "flag": 0, "attribute": 0, "segments": [*segments], **more}


def video(name: str, path: str = "", **more: Any) -> Document:
    """A video material."""
    return {
        "id": name,
        "type": "video",
        "path": path or f"{PLACEHOLDER}/assets/{name}.mp4",
        "material_name": f"{name}.mp4",
        "duration": 20 * SECOND,
        "width": 1920,
        "height": 1080,
        "has_audio": True,
        **more,
    }


def audio(name: str, **more: Any) -> Document:
    """A sound material."""
    return {
        "id": name,
        "type": "extract_music",
        "path": f"{PLACEHOLDER}/assets/{name}.mp3",
        "name": f"{name}.mp3",
        "duration": 30 * SECOND,
        **more,
    }


def content(text: str, *styles: Document) -> str:
    """A JSON text content; without styles one white one over the whole text."""
    units = len(text.encode("utf-16-le")) // 2
    white = {"render_type": "solid", "solid": {"alpha": 1.0, "color": [1, 1, 1]}}
    default = {"range": [0, units], "size": 8.0, "fill": {"alpha": 1.0, "content": white}}
    return json.dumps({"text": text, "styles": [*styles] or [default]}, ensure_ascii=False)


def keys(property_type: str, *pairs: tuple[int, float], **more: Any) -> Document:
    """A list of keys at times with values; ``more`` goes into every key."""
    listed = [
        {
            "id": f"{property_type}-{at}",
            "time_offset": at,
            "values": [value],
            "curveType": "Line",
            **more,
        }
        for at, value in pairs
    ]
    return {
        "id": property_type,
        "property_type": property_type,
        "material_id": "",
        "keyframe_list": listed,
    }


def plain_text_2021() -> Document:
    """Schema 25: the text is the text itself, no speeds, no animations."""
    materials = {
        "videos": [video("v1")],
        "audios": [audio("a1")],
        "texts": [
            {
                "id": "t1",
                "content": "第一行字幕",
                "font_size": 15.0,
                "text_color": "#FFFFFFFF",
                "border_color": "#000000",
                "border_width": 0.08,
                "alignment": 1,
                "type": "subtitle",
            }
        ],
    }
    return document(
        "25.0.0",
        materials,
        [
            track("video", segment("s1", "v1", (0, 4 * SECOND))),
            track("text", segment("s2", "t1", (SECOND, 2 * SECOND), source_timerange=None), flag=2),
            track("audio", segment("s3", "a1", (0, 4 * SECOND), clip=None)),
        ],
        version=0,
    )


def mac_3_1() -> Document:
    """Schema 52: texts are tags, the first animations, a photo, a muted track."""
    tags = '<size=12><color=(0.97,0.74,0.01,1)><font id="726" path="/A b/优设.otf">[你好]</font></color></size>'
    materials = {
        "videos": [
            video("v1"),
            video("p1", f"{PLACEHOLDER}/p1.jpg", type="photo", duration=10800 * SECOND),
        ],
        "audios": [audio("a1")],
        "texts": [{"id": "t1", "content": tags, "font_size": 12.0, "type": "text"}],
        "speeds": [{"id": "sp1", "type": "speed", "mode": 0, "speed": 2.0, "curve_speed": None}],
        "canvases": [{"id": "c1", "type": "canvas_blur", "blur": 0.375}],
        "material_animations": [
            {
                "id": "an1",
                "type": "sticker_animation",
                "animations": [
                    {
                        "type": "in",
                        "name": "渐显",
                        "resource_id": "6798320778182922760",
                        "start": 0,
                        "duration": 500000,
                    },
                    {
                        "type": "out",
                        "name": "渐隐",
                        "resource_id": "6798320902548230669",
                        "start": 0,
                        "duration": 500000,
                    },
                ],
            }
        ],
    }
    return document(
        "52.0.0",
        materials,
        [
            track(
                "video",
                segment(
                    "s1",
                    "v1",
                    (0, 2 * SECOND),
                    speed=2.0,
                    source_timerange=span(SECOND, 4 * SECOND),
                    extra_material_refs=["sp1", "c1", "an1"],
                ),
                segment("s2", "p1", (2 * SECOND, 3 * SECOND), extra_material_refs=["c1"]),
            ),
            track("text", segment("s3", "t1", (0, 3 * SECOND), source_timerange=None)),
            track("audio", segment("s4", "a1", (0, 5 * SECOND), clip=None), attribute=1),
        ],
    )


def legacy_key(name: str, at: int, flags: int, **values: Any) -> Document:
    """An entry of the older keyframe store."""
    return {
        "id": name,
        "time_offset": at,
        "flags": flags,
        "position": {"x": 0.0, "y": 0.0},
        "scale": {"x": 1.0, "y": 1.0},
        "rotation": 0.0,
        "alpha": 1.0,
        "volume": 1.0,
        "brightness_value": 0.0,
        **values,
    }


def capcut_1_5() -> Document:
    """Schema 68: legacy keyframes, overlapping transition, tags without brackets, no uniform scale."""
    outline = "<outline color=(0,0,0,1) width=0.08>Hello [you]</outline>"
    tags = f"<useLetterColor><size=8>{outline}</size></useLetterColor>"
    cut = 4 * SECOND - 466_666
    materials = {
        "videos": [video("v1"), video("v2")],
        "audios": [audio("a1")],
        "texts": [{"id": "t1", "content": tags, "font_size": 8.0, "background_width": 1.0}],
        "speeds": [{"id": "sp1", "type": "speed", "speed": 1.0}],
        "transitions": [
            {
                "id": "tr1",
                "type": "transition",
                "name": "Mix",
                "resource_id": "6724845717472416269",
                "effect_id": "4381453",
                "duration": 466_666,
                "is_overlap": True,
            }
        ],
    }
    store = {
        "videos": [
            legacy_key("kv1", 0, 8, alpha=0.0),
            legacy_key("kv2", SECOND, 8),
            legacy_key("kv3", 2 * SECOND, 9, position={"x": 0.5, "y": -0.25}),
        ],
        "audios": [legacy_key("ka1", 3 * SECOND, 1), legacy_key("ka2", 5 * SECOND, 1, volume=0.0)],
        "texts": [],
        "stickers": [],
        "filters": [],
        "adjusts": [],
        "handwrites": [],
    }
    first = segment(
        "s1",
        "v1",
        (0, 4 * SECOND),
        extra_material_refs=["sp1", "tr1"],
        keyframe_refs=["kv1", "kv2", "kv3"],
    )
    first["clip"]["alpha"] = 0.0
    return document(
        "68.0.1",
        materials,
        [
            track(
                "video", first, segment("s2", "v2", (cut, 3 * SECOND), extra_material_refs=["sp1"])
            ),
            track("text", segment("s3", "t1", (0, 2 * SECOND), source_timerange=None)),
            track(
                "audio",
                segment("s4", "a1", (0, 5 * SECOND), clip=None, keyframe_refs=["ka1", "ka2"]),
            ),
        ],
        keyframes=store,
        color_space=67,
    )


def _materials_5_9() -> dict[str, Any]:
    text = content(
        "混排😀Mixed",
        {
            "range": [0, 9],
            "size": 8.0,
            "bold": True,
            "strokes": [{"width": 0.08, "content": {"solid": {"color": [0, 0, 0]}}}],
        },
        {
            "range": [2, 4],
            "size": 16.0,
            "font": {"id": "7290445778273702455", "path": "C:\\Fonts\\wenxuan.ttf"},
            "effectStyle": {
                "id": "7296357486490144036",
                "path": "C:/Cache/artistEffect/7296357486490144036/ab12",
            },
        },
    )
    return {
        "videos": [
            video(
                "v1",
                "C:\\Users\\me\\Movies\\beach.mp4",
                reverse_path=f"{PLACEHOLDER}/Resources/rev.mp4",
            ),
            video(
                "v2",
                crop={
                    "upper_left_x": 0.1,
                    "upper_left_y": 0.0,
                    "upper_right_x": 0.9,
                    "upper_right_y": 0.0,
                    "lower_left_x": 0.1,
                    "lower_left_y": 1.0,
                    "lower_right_x": 0.9,
                    "lower_right_y": 1.0,
                },
            ),
            video("p1", f"{PLACEHOLDER}/p1.png", type="photo", has_audio=False),
            video("nested", "", width=1920, height=1080),
        ],
        "audios": [
            audio("a1"),
            audio("a2", path="https://media.example/voice.mp3", type="text_to_audio"),
        ],
        "texts": [
            {
                "id": "t1",
                "content": text,
                "font_size": 8.0,
                "type": "text",
                "global_alpha": 0.9,
                "background_color": "#336699",
                "background_style": 1,
                "background_alpha": 0.5,
            }
        ],
        "stickers": [
            {
                "id": "st1",
                "type": "sticker",
                "resource_id": "690",
                "name": "heart",
                "path": f"{PLACEHOLDER}/heart.gif",
            }
        ],
        "speeds": [
            {"id": "sp1", "type": "speed", "mode": 0, "speed": 1.5, "curve_speed": None},
            {
                "id": "sp2",
                "type": "speed",
                "mode": 1,
                "speed": 1.4576,
                "curve_speed": {
                    "speed_points": [
                        {"x": 0, "y": 1},
                        {"x": 0.25, "y": 1},
                        {"x": 0.5, "y": 4.375},
                        {"x": 0.75, "y": 1},
                        {"x": 1, "y": 1},
                    ]
                },
            },
        ],
        "canvases": [
            {"id": "c1", "type": "canvas_color", "color": "#336699FF"},
            {
                "id": "c2",
                "type": "canvas_image",
                "image": f"{PLACEHOLDER}/back.png",
                "image_name": "back",
            },
        ],
        "transitions": [
            {
                "id": "tr1",
                "type": "transition",
                "name": "闪黑",
                "resource_id": "6724239388189921806",
                "effect_id": "321493",
                "duration": 600000,
                "is_overlap": False,
            }
        ],
        "masks": [
            {
                "id": "m1",
                "type": "mask",
                "name": "圆形",
                "resource_type": "circle",
                "resource_id": "6791700663249146381",
                "config": {
                    "centerX": 0.1,
                    "centerY": 0.2,
                    "width": 0.5,
                    "height": 0.5,
                    "rotation": 30,
                    "feather": 0.2,
                    "roundCorner": 0,
                    "invert": False,
                    "aspectRatio": 1.0,
                    "expansion": 0,
                },
            }
        ],
        "chromas": [
            {
                "id": "ch1",
                "type": "chroma",
                "color": "#00ff00ff",
                "intensity_value": 0.4,
                "shadow_value": 0.1,
            }
        ],
        "effects": [
            {
                "id": "f1",
                "type": "filter",
                "name": "冷蓝",
                "resource_id": "7127618237117877518",
                "value": 0.8,
            },
            {"id": "b1", "type": "brightness", "value": 0.2},
            {"id": "b2", "type": "saturation", "value": -0.5},
            {
                "id": "lut1",
                "type": "lut",
                "path": f"{PLACEHOLDER}/Resources/Lut/warm.cube",
                "value": 0.7,
            },
            {
                "id": "mix1",
                "type": "mix_mode",
                "name": "滤色",
                "resource_id": "6758325170760323597",
                "value": 1.0,
            },
            {
                "id": "bub1",
                "type": "text_shape",
                "resource_id": "6742029398926430728",
                "effect_id": "361595",
                "value": 1.0,
            },
        ],
        "video_effects": [
            {
                "id": "e1",
                "type": "video_effect",
                "name": "模糊",
                "resource_id": "6739752823140913675",
                "value": 1.0,
                "adjust_params": [
                    {"name": "effects_adjust_blur", "value": 0.6, "default_value": 0.5}
                ],
            },
            {
                "id": "e2",
                "type": "face_effect",
                "name": "爱心",
                "resource_id": "7068191600148484638",
                "value": 1.0,
            },
        ],
        "placeholders": [{"id": "ad1", "type": "adjust"}],
        "audio_fades": [
            {
                "id": "fade1",
                "type": "audio_fade",
                "fade_in_duration": 500000,
                "fade_out_duration": 500000,
            }
        ],
        "audio_effects": [
            {"id": "ae1", "type": "audio_effect", "category_id": "sound_effect", "name": "回音"}
        ],
        "vocal_separations": [
            {
                "id": "vs1",
                "type": "vocal_separation",
                "removed_sounds": ["human"],
                "production_path": f"{PLACEHOLDER}/Resources/audioAlg/novoice.wav",
            }
        ],
        "material_animations": [
            {
                "id": "an1",
                "type": "sticker_animation",
                "animations": [
                    {
                        "type": "in",
                        "name": "复古打字机",
                        "id": "1",
                        "resource_id": "7253888335163167291",
                        "start": 0,
                        "duration": 800000,
                    },
                    {
                        "type": "loop",
                        "name": "旋转",
                        "id": "2",
                        "resource_id": "6763900973946507784",
                        "start": 800000,
                        "duration": 500000,
                    },
                ],
            },
            {
                "id": "an2",
                "type": "video_animation",
                "animations": [
                    {
                        "type": "group",
                        "name": "缩放",
                        "resource_id": "6759078592740594184",
                        "start": 0,
                        "duration": 2000000,
                    }
                ],
            },
        ],
        "drafts": [{"id": "d1", "type": "combination", "draft": inner_draft()}],
    }


def inner_draft() -> Document:
    """The draft of a compound clip: its own canvas, a clip and a text."""
    materials = {
        "videos": [video("iv1", f"{PLACEHOLDER}/inner.mp4")],
        "texts": [{"id": "it1", "content": content("里面"), "font_size": 10.0}],
    }
    tracks = [
        track("video", segment("is1", "iv1", (0, 3 * SECOND), volume=0.5)),
        track("text", segment("is2", "it1", (0, 3 * SECOND), source_timerange=None)),
    ]
    canvas = {"width": 1920, "height": 1080, "ratio": "16:9"}
    return document("110.0.0", materials, tracks, canvas_config=canvas)


def jianying_5_9() -> Document:
    """Schema 110: nearly everything, the last plain JianYing."""
    ease = {
        "curveType": "FreeCurveInOut",
        "left_control": {"x": -300000, "y": 0},
        "right_control": {"x": 300000, "y": 0.4},
    }
    keyed = [
        keys("KFTypeScaleX", (SECOND, 1.0), (3 * SECOND, 1.8), **ease),
        keys("KFTypePositionX", (SECOND, 0), (2 * SECOND, 0.3)),
    ]
    tracks = [
        track(
            "video",
            segment(
                "s1",
                "v1",
                (0, 2 * SECOND),
                speed=1.5,
                source_timerange=span(SECOND, 3 * SECOND),
                extra_material_refs=["sp1", "c1", "tr1", "f1", "b1", "b2", "e1"],
                common_keyframes=keyed,
                uniform_scale={"on": True, "value": 1.0},
            ),
            segment(
                "s2",
                "v1",
                (2 * SECOND, 2 * SECOND),
                reverse=True,
                extra_material_refs=["c2", "an2", "vs1"],
            ),
            segment(
                "s3",
                "nested",
                (4 * SECOND, 2 * SECOND),
                source_timerange=span(500000, 2 * SECOND),
                extra_material_refs=["d1"],
            ),
        ),
        track(
            "video",
            segment(
                "s4",
                "v2",
                (SECOND, 3 * SECOND),
                extra_material_refs=["sp2", "m1", "mix1", "lut1"],
                render_index=1,
            ),
            segment("s5", "p1", (4 * SECOND, SECOND), extra_material_refs=["ch1"], render_index=1),
            flag=2,
        ),
        track(
            "sticker",
            segment("s6", "st1", (0, 2 * SECOND), source_timerange=None, render_index=14000),
        ),
        track(
            "text",
            segment(
                "s7",
                "t1",
                (0, 3 * SECOND),
                source_timerange=None,
                extra_material_refs=["an1", "bub1"],
                render_index=14001,
            ),
        ),
        track(
            "effect",
            segment("s8", "e2", (0, SECOND), source_timerange=None, clip=None, render_index=11000),
        ),
        track(
            "filter",
            segment(
                "s9", "f1", (SECOND, SECOND), source_timerange=None, clip=None, render_index=11001
            ),
        ),
        track(
            "adjust",
            segment(
                "s10",
                "ad1",
                (SECOND, SECOND),
                source_timerange=None,
                clip=None,
                extra_material_refs=["b1"],
                render_index=12000,
            ),
        ),
        track(
            "audio",
            segment(
                "s11",
                "a1",
                (0, 3 * SECOND),
                clip=None,
                extra_material_refs=["fade1", "ae1"],
                volume=0.6,
                common_keyframes=[keys("KFTypeVolume", (0, 1.0), (2 * SECOND, 0.2))],
            ),
            segment("s12", "a2", (3 * SECOND, 2 * SECOND), clip=None),
        ),
    ]
    return document("110.0.0", _materials_5_9(), tracks)


def capcut_9() -> Document:
    """Schema 179: common_mask, colour clips, shapes, text templates, paint order by track."""
    materials = {
        "videos": [video("v1"), video("color", " ", width=0, height=0)],
        "common_mask": [
            {
                "id": "m1",
                "type": "mask",
                "name": "Rectangle",
                "resource_type": "rectangle",
                "constant_material_id": "mc1",
                "config": {
                    "width": 0.5,
                    "height": 0.4,
                    "roundCorner": 0.3,
                    "feather": 0.1,
                    "invert": True,
                },
            }
        ],
        "material_colors": [
            {
                "id": "mat1",
                "is_color_clip": True,
                "is_gradient": True,
                "gradient_colors": ["#ff0000", "#0000ff"],
                "gradient_percents": [0, 1],
                "gradient_angle": 90,
                "width": 1080,
                "height": 1920,
            }
        ],
        "shapes": [
            {
                "id": "sh1",
                "type": "shape",
                "custom_points": [{"x": -100, "y": -50}, {"x": 100, "y": -50}, {"x": 0, "y": 80}],
                "fill_color": "#ffcc00",
            }
        ],
        "texts": [{"id": "t1", "content": content("Subscribe"), "font_size": 12.0}],
        "text_templates": [
            {
                "id": "tt1",
                "type": "text_template",
                "name": "Title",
                "text_info_resources": [{"text_material_id": "t1"}],
            }
        ],
        "placeholder_infos": [{"id": "ph1", "type": "placeholder_info"}],
        "sound_channel_mappings": [{"id": "ch1", "audio_channel_mapping": 0}],
    }
    tracks = [
        track(
            "video",
            segment("s1", "color", (0, 5 * SECOND), extra_material_refs=["mat1", "ph1"]),
            id="A",
        ),
        track(
            "video",
            segment(
                "s2",
                "v1",
                (0, 4 * SECOND),
                extra_material_refs=["m1", "ch1"],
                track_render_index=1,
                enable_video_mask=True,
            ),
            flag=2,
        ),
        track(
            "sticker",
            segment("s3", "sh1", (0, 2 * SECOND), source_timerange=None, track_render_index=2),
        ),
        track(
            "text",
            segment("s4", "tt1", (0, 2 * SECOND), source_timerange=None, track_render_index=3),
        ),
        track("cover"),
    ]
    return document(
        "179.0.0", materials, tracks, render_index_track_mode_on=True, mixed_track_mode_on=True
    )


def sparse_jianying_11() -> Document:
    """Schema 185: every field that equals its default is left out."""
    return {
        "id": "11",
        "new_version": "185.0.0",
        "canvas_config": {"width": 1920, "height": 1080},
        "materials": {
            "videos": [{"id": "v1", "path": "/clips/one.mp4", "crop": {}, "duration": 9 * SECOND}],
            "speeds": [{"id": "sp1", "type": "speed"}],
            "common_mask": [{"id": "m1", "resource_type": "circle"}],
            "texts": [{"id": "t1", "content": '{"text":"稀疏","styles":[{}]}'}],
        },
        "tracks": [
            {
                "type": "video",
                "segments": [
                    {
                        "id": "s1",
                        "material_id": "v1",
                        "target_timerange": {"duration": 4 * SECOND},
                        "source_timerange": {"duration": 4 * SECOND},
                        "uniform_scale": {},
                        "clip": {"flip": {}},
                        "extra_material_refs": ["sp1", "m1"],
                    }
                ],
            },
            {
                "type": "text",
                "segments": [{"material_id": "t1", "target_timerange": {"duration": SECOND}}],
            },
        ],
    }


WRITERS = (
    plain_text_2021,
    mac_3_1,
    capcut_1_5,
    jianying_5_9,
    capcut_9,
    sparse_jianying_11,
)
