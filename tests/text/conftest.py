"""Libraries that hold the test fonts and the bundled one, and nothing of this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from cutroom.text.faces import FaceLibrary
from tests.text.fonts import Metrics, build_box_font, build_emoji_font

BOX = Metrics()
FINE = Metrics(units_per_em=2048, typo=(1500, -500), hhea=(1500, -500), win=(2100, 700))
OLD = Metrics(typo=(0, 0), hhea=(930, -250), win=(1100, 300))


@pytest.fixture(scope="session")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    build_box_font(folder / "box.ttf", "Test Box", BOX)
    build_box_font(folder / "fine.ttf", "Test Fine", FINE)
    build_box_font(folder / "old.ttf", "Test Old", OLD)
    build_emoji_font(folder / "emoji.ttf")
    return folder


@pytest.fixture(scope="session")
def faces(font_folder: Path) -> FaceLibrary:
    return FaceLibrary((font_folder,), system=False)


@pytest.fixture(scope="session")
def faces_without_emoji(tmp_path_factory: pytest.TempPathFactory) -> FaceLibrary:
    folder = tmp_path_factory.mktemp("no-emoji")
    build_box_font(folder / "box.ttf", "Test Box", BOX)
    return FaceLibrary((folder,), system=False)
