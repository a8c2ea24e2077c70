"""The sample drafts come out the same from the command line and from the service."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.films import FPS, Seen, document_of, look
from tests.e2e.rendering import RenderingService

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
NAMES = ("demo", "slideshow", "vertical_subtitles")
pytestmark = [
    pytest.mark.shared,
    pytest.mark.xdist_group("e2e-service"),
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample drafts are not beside here"),
]


def by_command(name: str, folder: Path, *options: str) -> Seen:
    target = folder / "command.mp4"
    command = [sys.executable, "-m", "cutroom", "render", str(SAMPLES / name), "-o", str(target)]
    environment = {**os.environ, "CUTROOM_DATA_DIR": str(folder / "command")}
    subprocess.run([*command, *options], check=True, capture_output=True, env=environment)
    return look(target)


def by_service(service: RenderingService, name: str, folder: Path, **output: object) -> Seen:
    target = folder / "service.mp4"
    service.render(service.upload(SAMPLES / name), target, **output)
    return look(target)


@pytest.mark.parametrize("name", NAMES)
def test_a_small_part_of_a_sample_is_the_same_either_way(
    service: RenderingService, tmp_path: Path, name: str
) -> None:
    canvas = document_of(SAMPLES / name)["canvas_config"]
    width, height = canvas["width"] // 6, canvas["height"] // 6
    options = ("--size", f"{width}x{height}", "--range", "1-2.5")
    commanded = by_command(name, tmp_path, *options)
    served = by_service(
        service, name, tmp_path, width=width, height=height, range_us=[1_000_000, 2_500_000]
    )
    assert (served.frames, served.width, served.height) == (round(1.5 * FPS), width, height)
    assert commanded == served


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_a_whole_sample_is_the_same_either_way(
    service: RenderingService, tmp_path: Path, name: str
) -> None:
    draft = document_of(SAMPLES / name)
    commanded = by_command(name, tmp_path)
    served = by_service(service, name, tmp_path)
    assert served.frames == round(draft["duration"] * draft["fps"] / 1e6)
    canvas = draft["canvas_config"]
    assert (served.width, served.height) == (canvas["width"], canvas["height"])
    assert commanded == served
    print(f"{name}: {served.frames} frames, video {served.video_md5}, audio {served.audio_md5}")
