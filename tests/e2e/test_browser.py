"""The demo plays in a real browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.browser import find_browser, play

ROOT = Path(__file__).resolve().parents[2]


def test_the_demo_plays_in_a_browser(tmp_path: Path) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    video = tmp_path / "demo.mp4"
    command = [
        sys.executable,
        "-m",
        "cutroom",
        "render",
        str(ROOT / "examples/demo"),
        "-o",
        str(video),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    seen = play(browser, video)
    assert "error" not in seen
    assert (seen["width"], seen["height"]) == (1280, 720)
    assert seen["duration"] == pytest.approx(9.0, abs=0.05)
    assert seen["played"] >= 0.4
    colors = {tuple(seen["pixels"][i : i + 3]) for i in range(0, len(seen["pixels"]), 4)}
    assert len(colors) > 20, "the frame is flat"
