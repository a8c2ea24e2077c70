"""A video of copied and encoded groups, from the command line to the player."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.browser import find_browser, play
from tests.e2e.films import FPS, SIZE, look
from tests.media_factory import Reel, clicks, heard, number_in, onset, write_film
from tools.draft_builder import SECOND, Builder, media, track, write_draft

COLOR = {"colorspace": 1, "color_primaries": 1, "color_trc": 1, "color_range": 1}
REEL = Reel(
    width=SIZE[0], height=SIZE[1], tags=COLOR, options={"crf": "12", "g": "12", "bf": "3", "sc_threshold": "0"}
)  # fmt: skip
FIRST = 5
"""The source's first frame that the draft shows: its groups of twelve do not begin there."""


def copied(folder: Path, name: str, reel: Reel) -> tuple[Path, str]:
    """Three seconds of a source from its sixth frame on; the file, and what the render says of copying."""
    draft = folder / "draft"
    build = Builder("copies")
    material = media(build, name, "video", 4 * SECOND, SIZE)
    build.materials["videos"][-1]["has_audio"] = True
    shown = build.segment(material, 0, 3 * SECOND)
    shown["source_timerange"]["start"] = round(FIRST * SECOND / FPS)
    write_draft(build, draft, [track("video", [shown])], SIZE)
    (draft / "assets").mkdir()
    write_film(draft / "assets" / name, 4 * FPS, clicks(4.0, [0.5, 2.5]), reel)
    output = folder / "out.mp4"
    command = [sys.executable, "-m", "cutroom", "render", str(draft), "-o", str(output)]
    said = subprocess.run(
        [*command, "--smart", "--json"],
        check=True, capture_output=True, text=True, timeout=300,
        env={**os.environ, "CUTROOM_DATA_DIR": str(folder / "data")},
    ).stdout  # fmt: skip
    notes = json.loads(said.splitlines()[-1])["diagnostics"]
    (message,) = [note["message"] for note in notes if note["code"] == "copied"]
    return output, message


@pytest.mark.parametrize(
    ("name", "reel"),
    {
        "b-frames.mp4": REEL,
        "b-frames.mkv": REEL,
        "pyramid.ts": replace(
            REEL, options={**REEL.options, "x264-params": "b-pyramid=normal:b-adapt=0"}
        ),
    }.items(),
)
def test_copied_and_encoded_frames_and_their_sound_are_in_step(
    tmp_path: Path, name: str, reel: Reel
) -> None:
    path, message = copied(tmp_path, name, reel)
    assert message == "72 of 90 frames are copied as they are."
    seen = look(path)
    assert seen.numbers == tuple(range(FIRST, FIRST + 90))
    assert seen.video_s == pytest.approx(3.0)
    sound = heard(path)
    for after_s, at_s in ((0.0, 0.5), (2.0, 2.5)):
        heard_s = onset(sound, after=round(after_s * 48_000)) / 48_000
        assert abs(heard_s - (at_s - FIRST / FPS)) < 0.005


def test_what_is_open_is_encoded(tmp_path: Path) -> None:
    options = {**REEL.options, "x264-params": "open-gop=1:keyint=12:bframes=3"}
    path, message = copied(tmp_path, "open.mp4", replace(REEL, options=options))
    assert message == "0 of 90 frames are copied as they are."
    assert look(path).numbers == tuple(range(FIRST, FIRST + 90))


def test_a_browser_plays_across_the_joins(tmp_path: Path) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    path, _ = copied(tmp_path, "b-frames.mp4", REEL)
    seen = play(browser, path, until_s=2.8)
    assert "error" not in seen
    assert seen["duration"] == pytest.approx(3.0, abs=0.05)
    pixels = np.array(seen["pixels"], np.uint8).reshape(16, 16, 4)
    expected = FIRST + Fraction(seen["played"]) * FPS
    assert abs(number_in(pixels[..., 1]) - expected) <= 4
