"""The commands from end to end, on a small draft with real codecs."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cutroom.media.decode import VideoReader
from cutroom.media.probe import probe
from tests.cli.runner import run
from tests.pipeline.small import FPS, HEIGHT, WIDTH, document, draft_folder, write_document
from tests.storage.web import Site, website

DATA = "CUTROOM_DATA_DIR"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CUTROOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv(DATA, str(tmp_path / "data"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def site() -> Iterator[Site]:
    with website() as running:
        yield running


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def rgb_at(path: Path, second: Fraction) -> list[int]:
    reader = VideoReader(path)
    try:
        picture = reader.picture_at(second, None)
    finally:
        reader.close()
    return [int(level) for level in picture.rgba[HEIGHT // 2, WIDTH // 2, :3]]


def test_parts_are_kept_unless_told_otherwise_and_the_file_is_the_same(tmp_path: Path) -> None:
    draft, parts = draft_folder(tmp_path / "draft", 8.0), tmp_path / "data" / "cache" / "parts"
    first = run("render", draft, "-o", tmp_path / "a.mp4", "--no-cache", "--jobs", "2")
    assert first.exit_code == 0, first.output
    assert not parts.exists()
    assert run("render", draft, "-o", tmp_path / "b.mp4").exit_code == 0
    assert len(list(parts.glob("*/*.part"))) == 3, "two photos and the sound"
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_draft_becomes_a_video(tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    result = run("render", draft_folder(tmp_path / "draft"), "-o", output, "--json")
    assert result.exit_code == 0, result.output
    facts = probe(output)
    assert (facts.width, facts.height, facts.fps, facts.has_audio) == (WIDTH, HEIGHT, FPS, True)
    assert abs(facts.duration_us - 1_000_000) <= 100_000
    assert np.allclose(rgb_at(output, Fraction(1, 4)), (200, 30, 30), atol=8)
    assert np.allclose(rgb_at(output, Fraction(3, 4)), (30, 30, 200), atol=8)

    events = json_lines(result.stdout)
    assert events[-1]["event"] == "result"
    assert (events[-1]["frames"], events[-1]["width"]) == (10, WIDTH)
    assert events[-1]["file_size"] == output.stat().st_size
    progress = [event for event in events if event["event"] == "progress"]
    percents = [event["percent"] for event in progress]
    assert percents == sorted(percents)
    assert {10, 20, 30, 50, 90, 100} <= set(percents)
    stages = list(dict.fromkeys(event["stage"] for event in progress))
    assert stages == [
        "started", "draft-parsed", "environment-ready", "materials-ready", "rendering", "writing", "done",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "draft", "out.mp4"]


def test_a_zip_a_document_and_a_url_are_drafts_too(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUTROOM_FETCH_ALLOW", f"127.0.0.1:{site.port}")
    draft = draft_folder(tmp_path / "draft")
    with zipfile.ZipFile(tmp_path / "draft.zip", "w") as archive:
        for path in draft.rglob("*"):
            archive.write(path, path.relative_to(draft))
    url = site.serve("/draft/small.zip", (tmp_path / "draft.zip").read_bytes())
    digests = set()
    for source in (tmp_path / "draft.zip", draft / "draft_content.json", url):
        result = run("explain", source, "--json")
        assert result.exit_code == 0, result.output
        explained = json.loads(result.stdout)
        digests.add(explained["draft_digest"])
        assert (explained["frames"], explained["clips"], explained["sounds"]) == (10, 2, 1)
        assert not [note for note in explained["diagnostics"] if note["code"] == "material-missing"]
    assert len(digests) == 1


def test_options_reach_the_video(tmp_path: Path) -> None:
    output = tmp_path / "out.webm"
    draft = draft_folder(tmp_path / "draft")
    result = run(
        "render", draft, "-o", output, "--size", "128x96", "--fps", "20", "--range", "0.5-1",
        "--preset", "draft", "--crf", "30",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    facts = probe(output)
    assert (facts.width, facts.height, facts.fps) == (128, 96, 20)
    assert abs(facts.duration_us - 500_000) <= 60_000
    assert "128×96" in result.stdout
    assert "100%" in result.stderr


def test_pictures_come_as_a_zip(tmp_path: Path) -> None:
    output = tmp_path / "out.zip"
    result = run("render", draft_folder(tmp_path / "draft"), "-o", output)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(output) as archive:
        assert len(archive.namelist()) == 10


def test_a_still_shows_its_moment(tmp_path: Path) -> None:
    output = tmp_path / "still.png"
    result = run("still", draft_folder(tmp_path / "draft"), "--at", "0.75", "-o", output)
    assert result.exit_code == 0, result.output
    with Image.open(output) as image:
        assert image.size == (WIDTH, HEIGHT)
        shown = image.convert("RGB").getpixel((WIDTH // 2, HEIGHT // 2))
    assert np.allclose(np.array(shown, float), (30, 30, 200), atol=8)


def test_explaining_shows_the_timeline(tmp_path: Path) -> None:
    result = run("explain", draft_folder(tmp_path / "draft"))
    assert result.exit_code == 0, result.output
    assert f"{WIDTH}×{HEIGHT} · 10 fps · 1.00 s · 10 frames" in result.stdout
    assert "track 1" in result.stdout


FAILURES = [
    (["render", "{empty}", "-o", "{tmp}/a.mp4"], 3, "INVALID_DRAFT"),
    (["render", "{tmp}/nothing", "-o", "{tmp}/a.mp4"], 3, "NOT_FOUND"),
    (["render", "{missing}", "-o", "{tmp}/a.mp4"], 4, "MEDIA_UNREADABLE"),
    (["render", "{broken}", "-o", "{tmp}/a.mp4"], 4, "MEDIA_UNREADABLE"),
    (["render", "http://127.0.0.1:1/a.json", "-o", "{tmp}/a.mp4"], 6, "REFUSED"),
    (["render", "http://me:pw@x.example/a.json", "-o", "{tmp}/a.mp4"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.avi"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.mp4", "--alpha"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.wav", "--crf", "20"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.mp4", "--size", "huge"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.mp4", "--size", "9000x9000"], 6, "LIMIT_EXCEEDED"),
    (["render", "{draft}", "-o", "{tmp}/draft"], 2, "INVALID_REQUEST"),
    (["render", "{draft}", "-o", "{tmp}/a.mp4", "--range", "60-70"], 3, "EMPTY_DRAFT"),
    (["still", "{draft}", "-o", "{tmp}/a.png", "--at", "soon"], 2, "INVALID_REQUEST"),
    (["explain", "{encrypted}"], 3, "ENCRYPTED_DRAFT"),
]  # fmt: skip


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("drafts")
    empty = folder / "empty"
    empty.mkdir()
    (empty / "draft_content.json").write_text("{", encoding="utf-8")
    encrypted = folder / "encrypted"
    encrypted.mkdir()
    noise = np.random.default_rng(1).integers(0, 256, 3000, np.uint8).tobytes()
    (encrypted / "draft_content.json").write_bytes(base64.b64encode(noise))
    broken = write_document(folder / "broken", document(["red.png"]))
    (broken / "red.png").write_bytes(b"\x89PNG\r\n\x1a\n and then nothing of sense")
    return {
        "draft": draft_folder(folder / "draft"),
        "missing": write_document(folder / "missing", document(["assets/gone.png"])),
        "broken": broken,
        "empty": empty,
        "encrypted": encrypted,
    }


@pytest.mark.parametrize(
    ("arguments", "code", "error"),
    FAILURES,
    ids=[f"{row[2]}-{n}" for n, row in enumerate(FAILURES)],
)
def test_every_failure_has_its_exit_code_and_leaves_nothing(
    drafts: dict[str, Path], tmp_path: Path, arguments: list[str], code: int, error: str
) -> None:
    (tmp_path / "draft").mkdir()
    filled = [item.format(tmp=tmp_path, **drafts) for item in arguments]
    result = run(*filled, "--json")
    assert result.exit_code == code, result.output
    last = json_lines(result.stdout)[-1]
    assert (last["event"], last["code"], last["exit_code"]) == ("error", error, code)
    assert "Traceback" not in result.output
    assert {path.name for path in tmp_path.iterdir()} <= {"data", "draft"}


@pytest.mark.parametrize(
    "arguments",
    [["render"], ["render", "x"], ["render", "x", "-o", "y.mp4", "--crf", "99"], ["nonsense"],
     ["render", "x", "-o", "y.mp4", "--clever"]],
)  # fmt: skip
def test_a_wrong_command_line_is_a_usage_error(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_errors_are_told_in_the_language_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    result = run("render", tmp_path / "none", "-o", tmp_path / "a.mp4")
    assert result.exit_code == 3
    assert "未找到  [NOT_FOUND]" in result.stderr
    assert result.stdout == ""


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CUTROOM_RENDER_TIMEOUT_S", "soon")
    result = run("render", tmp_path, "-o", tmp_path / "a.mp4")
    assert result.exit_code == 2
    assert "CUTROOM_RENDER_TIMEOUT_S" in result.stderr


def test_a_mistake_of_ours_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def stumble(*arguments: object) -> None:
        raise ValueError("secret detail")

    monkeypatch.setattr("cutroom.pipeline.render.run_render", stumble)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    result = run("render", draft_folder(tmp_path / "draft"), "-o", tmp_path / "a.mp4")
    assert result.exit_code == 1
    assert "secret detail" not in result.output
    (report,) = tmp_path.glob("cutroom-crash-*.log")
    assert "secret detail" in report.read_text(encoding="utf-8")


def test_a_render_leaves_no_data_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DATA)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    result = run("render", draft_folder(tmp_path / "draft"), "-o", "out.mp4")
    assert result.exit_code == 0, result.output
    assert [path.name for path in (tmp_path / "here").iterdir()] == ["out.mp4"]
    assert (tmp_path / "cache" / "cutroom").is_dir()


def test_the_doctor_examines_this_machine() -> None:
    result = run("doctor", "--json")
    findings = {item["name"]: item for item in json.loads(result.stdout)["findings"]}
    assert {"Python", "libGL.so.1", "Encoders", "Font for Chinese", "Data folder"} <= set(findings)
    missing = [item for item in findings.values() if item["state"] == "missing"]
    assert result.exit_code == (1 if missing else 0)


def test_the_doctor_names_the_package_of_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutroom.cli.doctor._LIBRARIES", (("libnot-there.so.9", "libnot-there9"),))
    result = run("doctor")
    assert result.exit_code == 1
    assert "apt-get install libnot-there9" in result.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupting_leaves_nothing_half_written(tmp_path: Path, number: signal.Signals) -> None:
    draft = draft_folder(tmp_path / "draft", seconds=2)
    made = json.loads((draft / "draft_content.json").read_text(encoding="utf-8"))
    for segment in made["tracks"][0]["segments"]:
        segment["target_timerange"]["duration"] = 3_000_000_000
    made["tracks"][0]["segments"] = made["tracks"][0]["segments"][:1]
    write_document(draft, made)
    process = subprocess.Popen(
        [sys.executable, "-m", "cutroom.cli", "render", str(draft), "-o", str(tmp_path / "out.mp4"),
         "--size", "640x480", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    for line in process.stdout:
        if json.loads(line).get("frames_done", 0) > 0:
            break
    children = child_processes(process.pid)
    assert children
    process.send_signal(number)
    rest, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert json.loads(rest.splitlines()[-1])["code"] == "CANCELLED"
    assert errors == ""
    assert {path.name for path in tmp_path.iterdir()} <= {"draft", "data"}
    assert not [child for child in children if Path(f"/proc/{child}").exists()]


def child_processes(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(number) for number in found]
