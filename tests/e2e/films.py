"""Tiny drafts whose every frame tells its number, and a look at what became of them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av

from tests.media_factory import Reel, number_in, tone, write_film
from tools.draft_builder import SECOND, Builder, media, track, write_draft

FPS = 30
SIZE = (320, 180)


def write_footage(path: Path, seconds: float) -> Path:
    """A numbered film with a tone."""
    reel = Reel(width=SIZE[0], height=SIZE[1])
    return write_film(path, round(seconds * FPS), tone(440, seconds, 0.2), reel)


def write_film_draft(
    folder: Path, name: str, seconds: float, source: Path | str, fold: int = 1
) -> Path:
    """A draft of one numbered film; ``source`` is its file (linked into the assets) or its URL.

    Drafts of different names differ, and share no parts of their videos: each is drawn. ``fold`` layers of
    the film, each above the last, make it slow.
    """
    build = Builder(name)
    length = round(seconds * SECOND)
    tracks = []
    for _ in range(fold):
        material = media(build, "clip.mp4", "video", length, SIZE)
        entry = build.materials["videos"][-1]
        entry["has_audio"] = True
        if isinstance(source, str):
            entry["path"] = source
        row = build.segment(material, 0, length)
        row["clip"]["scale"] = {"x": 1.0 + _own_share(name), "y": 1.0}
        # Nearly opaque: every layer has to be drawn.
        row["clip"]["alpha"] = 1.0 if not tracks else 0.9
        tracks.append(track("video", [row]))
    write_draft(build, folder, tracks, SIZE)
    if isinstance(source, Path):
        assets = folder / "assets"
        assets.mkdir(exist_ok=True)
        (assets / "clip.mp4").hardlink_to(source)
    return folder


def _own_share(name: str) -> float:
    """Too little to move a pixel, and another for each name."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") * 1e-17


def document_of(folder: Path) -> dict[str, Any]:
    """The draft document of a folder."""
    found: dict[str, Any] = json.loads((folder / "draft_content.json").read_text())
    return found


@dataclass(frozen=True)
class Seen:
    """A file decoded from its first to its last frame."""

    frames: int
    width: int
    height: int
    video_s: float
    audio_s: float
    video_md5: str
    audio_md5: str
    numbers: tuple[int, ...]


def look(path: Path) -> Seen:
    """Decode all of a file. Fails where it is damaged."""
    picture_hash, sound_hash = hashlib.md5(), hashlib.md5()
    numbers: list[int] = []
    samples = 0
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            pixels = frame.to_ndarray()
            picture_hash.update(pixels.tobytes())
            numbers.append(number_in(pixels[: frame.height]))
        video = container.streams.video[0]
        size, length = (video.width, video.height), float((video.duration or 0) * video.time_base)
        rate = container.streams.audio[0].rate if container.streams.audio else 1
    with av.open(str(path)) as container:
        if container.streams.audio:
            for sound in container.decode(audio=0):
                sound_hash.update(sound.to_ndarray().tobytes())
                samples += sound.samples
    return Seen(
        len(numbers), *size, length, samples / rate,
        picture_hash.hexdigest(), sound_hash.hexdigest(), tuple(numbers),
    )  # fmt: skip


def assert_whole(path: Path, seconds: float) -> None:
    """Every frame of the film is there, once and in its order, and the sound is as long."""
    seen = look(path)
    assert seen.numbers == tuple(range(round(seconds * FPS)))
    assert abs(seen.audio_s - seconds) < 0.1
