"""Memory does not grow with the length of a draft."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.e2e.memory import peak_mib
from tools.bench.footage import panned, still, write_clip
from tools.draft_builder import SECOND, Builder, media, track, tune, write_draft

LIMIT_MIB = 1536
CLIP_S = 20


def write_lecture(folder: Path, minutes: int) -> None:
    """1080p clips end to end with sound, a caption every five seconds, and music under all of it."""
    build = Builder(f"lecture-{minutes}")
    length = minutes * 60 * SECOND
    material = media(build, "clip.mp4", "video", CLIP_S * SECOND, (1920, 1080))
    build.materials["videos"][-1]["has_audio"] = True
    step = CLIP_S * SECOND
    clips = [build.segment(material, start, step) for start in range(0, length, step)]
    captions = [
        build.segment(
            build.caption(f"第 {start // SECOND} 秒的字幕", 8, [1, 1, 1]), start, 5 * SECOND
        )
        for start in range(0, length, 5 * SECOND)
    ]
    music = tune(build, "clip.mp4", min(length, step), 0.3, (SECOND, SECOND))
    write_draft(
        build, folder, [track("video", clips), track("text", captions), music], (1920, 1080)
    )


@pytest.mark.long
def test_ten_minutes_take_no_more_memory_than_one(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    write_clip(clip, panned(still(2400, 1350, 5), 1920, 1080, 5), CLIP_S * 30)
    peaks = {}
    for minutes in (1, 10):
        folder = tmp_path / str(minutes)
        write_lecture(folder, minutes)
        (folder / "assets").mkdir()
        (folder / "assets" / "clip.mp4").hardlink_to(clip)
        command = [sys.executable, "-m", "cutroom", "render", str(folder)]
        command += ["-o", str(tmp_path / f"{minutes}.mp4"), "--preset", "draft"]
        peaks[minutes] = peak_mib(command, timeout_s=3000)
    print(f"peak MiB: {peaks}")
    assert peaks[10] < LIMIT_MIB
    assert peaks[10] < peaks[1] * 1.15 + 64
