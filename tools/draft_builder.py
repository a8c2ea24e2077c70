"""Writes drafts in the form of JianYing 5.9, for the example and the benchmark."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

PLACEHOLDER = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
SECOND = 1_000_000


class Builder:
    """Collects materials under repeatable ids; ``name`` makes them differ between drafts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.materials: dict[str, list[dict[str, Any]]] = {}
        self._count = 0

    def id(self) -> str:
        """The next id."""
        self._count += 1
        return uuid.uuid5(uuid.NAMESPACE_URL, f"cutroom-{self.name}-{self._count}").hex

    def add(self, bucket: str, **values: Any) -> str:
        """Add a material, return its id."""
        values = {"id": self.id(), **values}
        self.materials.setdefault(bucket, []).append(values)
        return str(values["id"])

    def segment(self, material: str, start: int, length: int, **values: Any) -> dict[str, Any]:
        """A segment; ``values`` replace the defaults."""
        return {
            "id": self.id(), "material_id": material, "visible": True, "speed": 1.0, "volume": 1.0,
            "target_timerange": {"start": start, "duration": length},
            "source_timerange": {"start": 0, "duration": length},
            "clip": {
                "alpha": 1.0, "rotation": 0.0, "scale": {"x": 1.0, "y": 1.0},
                "flip": {"horizontal": False, "vertical": False}, "transform": {"x": 0.0, "y": 0.0},
            },
            "uniform_scale": {"on": True, "value": 1.0}, "extra_material_refs": [],
            "common_keyframes": [], "keyframe_refs": [], "reverse": False, "render_index": 0,
            **values,
        }  # fmt: skip

    def caption(self, text: str, size: float, color: list[float], **values: Any) -> str:
        """A text material in one style."""
        style = {
            "range": [0, len(text.encode("utf-16-le")) // 2], "size": size, "bold": True,
            "italic": False, "underline": False,
            "fill": {"content": {"render_type": "solid", "solid": {"alpha": 1.0, "color": color}}},
            "strokes": [{"width": 0.08, "content": {"solid": {"alpha": 1.0, "color": [0.05, 0.05, 0.15]}}}],
        }  # fmt: skip
        content = json.dumps({"text": text, "styles": [style]}, ensure_ascii=False)
        return self.add(
            "texts", content=content, type="subtitle", alignment=1, typesetting=0,
            letter_spacing=0.0, line_spacing=0.02, line_max_width=0.82, global_alpha=1.0, **values,
        )  # fmt: skip


def animation(build: Builder, *animations: tuple[str, str, str, int, int]) -> str:
    """A material_animations entry of (type, name, resource id, start, duration) rows."""
    rows = [
        {"type": kind, "name": name, "resource_id": resource, "start": start, "duration": length}
        for kind, name, resource, start, length in animations
    ]
    return build.add("material_animations", type="sticker_animation", animations=rows)


def keyframes(build: Builder, name: str, *keys: tuple[int, float]) -> dict[str, Any]:
    """Linear keys of one property."""
    return {
        "id": build.id(), "property_type": name, "material_id": "",
        "keyframe_list": [
            {"id": build.id(), "curveType": "Line", "time_offset": time, "values": [value]}
            for time, value in keys
        ],
    }  # fmt: skip


def media(build: Builder, name: str, kind: str, length: int, size: tuple[int, int]) -> str:
    """A file in the draft's assets as a video material of ``kind`` video or photo."""
    return build.add(
        "videos", type=kind, path=f"{PLACEHOLDER}/assets/{name}", material_name=name,
        duration=length, width=size[0], height=size[1], has_audio=False,
    )  # fmt: skip


def cut(build: Builder, name: str, resource: str, length: int) -> str:
    """A transition."""
    return build.add(
        "transitions", type="transition", name=name, resource_id=resource, duration=length,
        is_overlap=True,
    )  # fmt: skip


def tune(
    build: Builder, name: str, length: int, volume: float, fades: tuple[int, int]
) -> dict[str, Any]:
    """An audio track of one file with fade-in and fade-out lengths in microseconds."""
    material = build.add(
        "audios", type="extract_music", name=name, path=f"{PLACEHOLDER}/assets/{name}",
        duration=length,
    )  # fmt: skip
    segment = build.segment(material, 0, length, volume=volume, clip=None)
    segment["extra_material_refs"] = [
        build.add(
            "audio_fades", type="audio_fade", fade_in_duration=fades[0], fade_out_duration=fades[1]
        )
    ]
    return track("audio", [segment])


def track(kind: str, segments: list[dict[str, Any]], flag: int = 0) -> dict[str, Any]:
    """A track; texts, effects and filters lose the source range they do not have."""
    if kind not in ("video", "audio"):
        for segment in segments:
            segment["source_timerange"] = None
    return {"type": kind, "flag": flag, "attribute": 0, "segments": segments}


def write_draft(
    build: Builder, folder: Path, tracks: list[dict[str, Any]], size: tuple[int, int]
) -> None:
    """Write draft_content.json; tracks are painted in their order, texts last."""
    ends = []
    for index, row in enumerate(tracks):
        row["id"] = build.id()
        for segment in row["segments"]:
            segment["render_index"] = 14_000 + index if row["type"] == "text" else index
            span = segment["target_timerange"]
            ends.append(span["start"] + span["duration"])
    draft = {
        "id": build.id(), "name": build.name, "version": 360000, "new_version": "110.0.0",
        "fps": 30.0, "duration": max(ends),
        "canvas_config": {"width": size[0], "height": size[1], "ratio": "original"},
        "materials": build.materials, "tracks": tracks, "keyframes": {}, "config": {},
        "platform": {"app_id": 3704, "app_source": "lv", "app_version": "5.9.0", "os": "windows"},
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(draft, ensure_ascii=False, indent=1)
    (folder / "draft_content.json").write_text(text + "\n", encoding="utf-8")
