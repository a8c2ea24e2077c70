"""Presets, previews and encoders from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cutroom.media.probe import probe
from tests.cli.runner import run
from tests.encode.test_repeatable import x264_settings
from tests.pipeline.small import HEIGHT, WIDTH, draft_folder


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUTROOM_DATA_DIR", str(tmp_path / "data"))


def rendered(folder: Path, *options: str) -> tuple[Path, list[dict[str, Any]]]:
    """A small draft rendered with options: the file and the diagnostics."""
    output = folder / "out.mp4"
    draft = draft_folder(folder / "draft")
    arguments = ["render", str(draft), "-o", str(output), "--json", *options]
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return output, json.loads(result.stdout.splitlines()[-1])["diagnostics"]


def test_a_preview_is_small_and_quick(tmp_path: Path) -> None:
    path, _ = rendered(tmp_path, "--preview")
    facts, written = probe(path), x264_settings(path)
    assert facts.height == 360
    assert abs(facts.width / facts.height - WIDTH / HEIGHT) < 0.01
    assert (written["subme"], written["crf"]) == ("0", "28.0")


def test_what_is_said_beside_a_preview_wins(tmp_path: Path) -> None:
    size = f"{WIDTH}x{HEIGHT}"
    path, _ = rendered(tmp_path, "--preview", "--size", size, "--preset", "high")
    facts, written = probe(path), x264_settings(path)
    assert (facts.width, facts.height) == (WIDTH, HEIGHT)
    assert written["crf"] == "18.0"


@pytest.mark.skipif(sys.platform == "darwin", reason="it may be there")
@pytest.mark.parametrize("by_setting", [True, False])
def test_an_encoder_that_is_not_there_is_replaced_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_setting: bool
) -> None:
    if by_setting:
        monkeypatch.setenv("CUTROOM_ENCODER", "videotoolbox")
    path, notes = rendered(tmp_path, *([] if by_setting else ["--encoder", "videotoolbox"]))
    (note,) = [note for note in notes if note["code"] == "encoder-unavailable"]
    assert note["severity"] == "warning"
    assert note["message"] == "x264 encodes instead (videotoolbox: not built in)."
    assert x264_settings(path)["crf"] == "23.0"


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--encoder", "best"], "--encoder"),
        (["--preset", "fast"], "--preset"),
        (["--format", "webm", "--smart"], "copied packets"),
        (["--format", "webm", "--encoder", "nvenc"], "one encoder"),
    ],
)
def test_what_cannot_be_honoured_is_refused(tmp_path: Path, options: list[str], word: str) -> None:
    suffix = "webm" if "webm" in options else "mp4"
    arguments = ["render", "draft", "-o", str(tmp_path / f"out.{suffix}"), *options]
    result = run(*arguments)
    assert result.exit_code == 2
    assert word in result.output


@pytest.mark.skipif(sys.platform == "darwin", reason="it may be there")
def test_the_doctor_says_that_the_encoder_of_the_settings_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUTROOM_ENCODER", "videotoolbox")
    result = run("doctor", "--json")
    findings = {one["name"]: one for one in json.loads(result.stdout)["findings"]}
    found = findings["Hardware encoders"]
    assert found["state"] == "warning"
    assert "not built in" in found["remedy"]
