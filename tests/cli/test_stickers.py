"""Stickers from the command line: our own set from the draft alone, plates for the rest when asked for."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cutroom.media.probe import probe
from tests.api.site import NATIVE, Site
from tests.cli.runner import run

SETTING = "CUTROOM_STICKER_PLACEHOLDERS"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("CUTROOM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CUTROOM_DATA_DIR", str(tmp_path / "data"))


def document() -> dict[str, Any]:
    """A square with one of our stickers on the left and one of the store's on the right."""

    def segment(material: str, x: float) -> dict[str, Any]:
        return {"id": f"seg-{material}", "material_id": material,
                "target_timerange": {"start": 0, "duration": 500_000},
                "clip": {"transform": {"x": x, "y": 0}}}  # fmt: skip

    return {
        "canvas_config": {"width": 360, "height": 360},
        "fps": 30,
        "duration": 500_000,
        "tracks": [
            {"type": "sticker", "segments": [segment("ours", -0.5)]},
            {"type": "sticker", "segments": [segment("theirs", 0.5)]},
        ],
        "materials": {
            "stickers": [
                {"id": "ours", "type": "sticker", "sticker_id": "sticker-number-1", "path": ""},
                {"id": "theirs", "type": "sticker", "sticker_id": "7", "name": "小花", "path": ""},
            ]
        },
    }


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft_content.json"
    path.write_text(json.dumps(document()))
    return path


def halves(path: Path) -> tuple[bool, bool]:
    """Whether something is to be seen on the left and on the right."""
    picture = np.asarray(Image.open(path).convert("L"))
    return bool(picture[:, :180].max() > 60), bool(picture[:, 180:].max() > 60)


@pytest.mark.parametrize(
    ("setting", "flags", "plate"),
    [("", (), False), ("", ("--sticker-placeholders",), True), ("true", (), True),
     ("true", ("--no-sticker-placeholders",), False)],
)  # fmt: skip
def test_a_plate_stands_for_a_foreign_sticker_only_when_asked_for(
    tmp_path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch,
    setting: str, flags: tuple[str, ...], plate: bool,
) -> None:  # fmt: skip
    monkeypatch.setenv(SETTING, setting)
    output = tmp_path / "still.png"
    result = run("still", draft, "--at", "0.2", "-o", output, "--json", *flags)
    assert result.exit_code == 0, result.output
    assert halves(output) == (True, plate)
    (note,) = json.loads(result.stdout)["diagnostics"]
    assert note["code"] == ("sticker-placeholder" if plate else "sticker-skipped")
    assert "小花" in note["message"]


def test_explaining_says_what_would_be_drawn(draft: Path) -> None:
    for flags, word in (
        ((), "only stickers with one"),
        (("--sticker-placeholders",), "plate '小花'"),
    ):
        result = run("explain", draft, *flags)
        assert result.exit_code == 0, result.output
        assert word in result.output
        assert "sticker sticker-number-1" in result.output


def test_a_video_shows_our_stickers_from_the_draft_alone(tmp_path: Path, draft: Path) -> None:
    output = tmp_path / "out.mp4"
    result = run("render", draft, "-o", output, "--sticker-placeholders")
    assert result.exit_code == 0, result.output
    assert probe(output).duration_us == pytest.approx(500_000, abs=40_000)


def test_the_native_dialect_has_the_same_option(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    try:
        for asked, code in (
            (None, "sticker-skipped"),
            (True, "sticker-placeholder"),
            (False, "sticker-skipped"),
        ):
            output = {} if asked is None else {"sticker_placeholders": asked}
            body = {"draft": document(), "output": output}
            answer = site.client.post(f"{NATIVE}/explain", json=body)
            assert answer.status_code == 200, answer.text
            assert [note["code"] for note in answer.json()["diagnostics"]] == [code]
        body = {"draft": document(), "output": {"sticker_placeholders": "perhaps"}}
        assert site.client.post(f"{NATIVE}/explain", json=body).status_code in (400, 422)
    finally:
        site.close()
