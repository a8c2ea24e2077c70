"""Stickers that callers bring: they loop for as long as their clip lasts, with their alpha."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cutroom.core.curves import flat
from cutroom.core.facts import MediaFacts
from cutroom.core.geometry import Size
from cutroom.core.time import steady
from cutroom.media.probe import probe
from cutroom.render.engine import render_still
from cutroom.timeline.model import Clip, Layer, MediaContent, Placement, Timeline
from tests.media.lottie_files import animation, layer, sliding, square, write
from tests.render.scenes import GREEN, HEIGHT, WIDTH, timeline, whole


def moving(path: Path) -> MediaFacts:
    """Red for 0.2 s, then blue for 0.2 s, in the left half; the right half is transparent."""
    frames = []
    for color in ((255, 0, 0, 255), (0, 0, 255, 255)):
        frame = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
        frame.paste(color, (0, 0, 40, 60))
        frames.append(frame)
    if path.suffix == ".webp":
        path.write_bytes(animated_webp(frames, 200))
    else:
        more = {"disposal": 2} if path.suffix == ".gif" else {}
        frames[0].save(path, save_all=True, append_images=frames[1:], duration=200, loop=0, **more)
    return probe(path)


def animated_webp(frames: list[Image.Image], delay_ms: int) -> bytes:
    """Put together here, because not every build of the library keeps the alpha of moving pictures."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    def three(number: int) -> bytes:
        return struct.pack("<I", number)[:3]

    width, height = frames[0].size
    area = three(width - 1) + three(height - 1)
    body = chunk(b"VP8X", b"\x12\0\0\0" + area) + chunk(b"ANIM", bytes(6))
    for frame in frames:
        buffer = io.BytesIO()
        frame.save(buffer, "WEBP", lossless=True)
        picture = buffer.getvalue()
        place = picture.index(b"VP8L")
        body += chunk(b"ANMF", bytes(6) + area + three(delay_ms) + b"\x03" + picture[place:])
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def over_green(facts: MediaFacts, length_frames: int = 300, scale: float = 1.0) -> Timeline:
    sticker = Clip(
        where="sticker",
        start_frame=0,
        length_frames=length_frames,
        content=MediaContent(0, steady(Fraction(0), Fraction(10), Fraction(1))),
        fitted=Size(160, 160 * facts.height / facts.width),
        placement=Placement(scale_x=flat(scale), scale_y=flat(scale)),
    )
    ground = whole(GREEN, length_frames=length_frames)
    made = timeline(Layer("ground", (ground,)), Layer("sticker", (sticker,)), sources=(facts,))
    return replace(made, length_frames=length_frames)


@pytest.mark.parametrize("name", ["a.gif", "a.png", "a.webp"])
def test_a_moving_picture_loops_and_keeps_its_transparent_parts(tmp_path: Path, name: str) -> None:
    facts = moving(tmp_path / name)
    assert (facts.kind, facts.duration_us) == ("animation", 400_000)
    made = over_green(facts)
    for frame, red in ((0, True), (7, False), (13, True), (19, False), (252, True), (259, False)):
        rgb = render_still(made, frame).rgba[HEIGHT // 2, :, :3].astype(int)
        left, right = rgb[WIDTH // 2 - 40], rgb[WIDTH // 2 + 40]
        assert bool(left[0] > 200) == red, (frame, left)
        assert bool(left[2] > 200) != red
        assert right[1] > 200 > right[0]


def test_a_lottie_animation_loops_and_keeps_its_transparent_parts(tmp_path: Path) -> None:
    facts = probe(write(tmp_path / "a.json", sliding()))
    made = over_green(facts)

    def place(frame: int) -> float:
        reddish = render_still(made, frame).rgba[HEIGHT // 2, :, 0] > 128
        return float(np.nonzero(reddish)[0].mean())

    assert place(0) < place(20) < place(40)
    assert place(60) == pytest.approx(place(0), abs=0.5)
    assert place(260) == pytest.approx(place(20), abs=0.5)


def test_a_lottie_animation_is_crisp_however_large_it_is_shown(tmp_path: Path) -> None:
    facts = probe(write(tmp_path / "a.json", animation(layer(square((1, 0, 0))))))
    row = render_still(over_green(facts, scale=2.0), 0).rgba[HEIGHT // 2, :, 0].astype(int)
    assert ((row > 40) & (row < 215)).sum() <= 6
