"""A small draft with media drawn on the spot: two photos and a tone, one second at 64×48."""

from __future__ import annotations

import json
import math
import struct
import wave
from pathlib import Path
from typing import Any

from PIL import Image

from tools.draft_builder import Builder

WIDTH, HEIGHT, FPS = 64, 48, 10
RED, BLUE = (200, 30, 30), (30, 30, 200)


def draw_photo(path: Path, color: tuple[int, int, int]) -> Path:
    """A photo of one colour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (WIDTH, HEIGHT), color).save(path)
    return path


def write_tone(path: Path, seconds: float = 1.0) -> Path:
    """440 Hz, mono, 48 kHz."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = int(48_000 * seconds)
    samples = (int(9000 * math.sin(n * 440 * 2 * math.pi / 48_000)) for n in range(count))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return path


def document(photos: list[str], sound: str = "", seconds: float = 1.0) -> dict[str, Any]:
    """A draft that shows ``photos`` one after the other, all together ``seconds`` long."""
    builder = Builder("small")
    share = int(seconds * 1_000_000 / len(photos))
    segments = []
    for number, path in enumerate(photos):
        material = builder.add(
            "videos", type="photo", path=path, material_name=Path(path).name,
            width=WIDTH, height=HEIGHT, duration=10_800_000_000,
        )  # fmt: skip
        segments.append(builder.segment(material, number * share, share))
    tracks: list[dict[str, Any]] = [track(builder, "video", segments)]
    if sound:
        material = builder.add(
            "audios", type="extract_music", path=sound, name=Path(sound).name,
            duration=int(seconds * 1_000_000),
        )  # fmt: skip
        tracks.append(
            track(builder, "audio", [builder.segment(material, 0, int(seconds * 1_000_000))])
        )
    return {
        "id": builder.id(), "fps": float(FPS), "duration": int(seconds * 1_000_000),
        "canvas_config": {"width": WIDTH, "height": HEIGHT, "ratio": "original"},
        "materials": builder.materials, "tracks": tracks,
    }  # fmt: skip


def track(builder: Builder, kind: str, segments: list[dict[str, Any]]) -> dict[str, Any]:
    """One track."""
    return {"id": builder.id(), "type": kind, "attribute": 0, "flag": 0, "segments": segments}


def draft_folder(folder: Path, seconds: float = 1.0) -> Path:
    """A whole draft folder whose document names its media by relative paths."""
    draw_photo(folder / "assets" / "red.png", RED)
    draw_photo(folder / "assets" / "blue.png", BLUE)
    write_tone(folder / "assets" / "tone.wav", seconds)
    made = document(["assets/red.png", "assets/blue.png"], "assets/tone.wav", seconds)
    return write_document(folder, made)


def write_document(folder: Path, made: dict[str, Any]) -> Path:
    """Write a draft document into a folder; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "draft_content.json").write_text(json.dumps(made), encoding="utf-8")
    return folder
