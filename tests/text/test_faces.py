"""Which face answers to which request."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import pytest

from cutroom.core.errors import RenderError
from cutroom.core.typography import FontRequest
from cutroom.text import engines, font_stock
from cutroom.text.faces import FaceLibrary
from cutroom.text.families import parse_name
from cutroom.text.sfnt import read_faces
from tests.text.fonts import Metrics, build_box_font


def name_of(faces: FaceLibrary, *names: str, bold: bool = False) -> str:
    return faces.choose(FontRequest(names=names), bold=bold).face.facts.names[0]


def test_without_a_request_the_bundled_chinese_face_is_used(faces: FaceLibrary) -> None:
    choice = faces.choose(FontRequest())
    assert choice.face.facts.names[0] == "Noto Sans CJK SC"
    assert choice.substituted == ""


def test_a_file_of_the_draft_comes_before_any_name(faces: FaceLibrary, tmp_path: Path) -> None:
    font = build_box_font(tmp_path / "own.ttf", "Own Font")
    choice = faces.choose(FontRequest(str(font), ("Test Box",)))
    assert choice.face.facts.names[0] == "Own Font"


def test_a_damaged_file_of_the_draft_gives_way_to_the_names(
    faces: FaceLibrary, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"\x00\x01\x00\x00" + b"\xff" * 200)
    assert faces.choose(FontRequest(str(broken), ("Test Box",))).face.facts.names[0] == "Test Box"


def test_the_name_of_a_missing_file_is_reported(faces: FaceLibrary) -> None:
    choice = faces.choose(FontRequest(r"C:\Fonts\俪金黑.ttf"))
    assert choice.substituted == "俪金黑"


def test_the_app_s_default_font_file_is_no_substitution(faces: FaceLibrary) -> None:
    path = r"D:\App\Resources\Font\SystemFont\zh-hans.ttf"
    assert faces.choose(FontRequest(path)).substituted == ""


@pytest.mark.parametrize("name", ["test box", "TestBox", "Test-Box", "Test Box Regular"])
def test_names_match_without_case_and_separators(faces: FaceLibrary, name: str) -> None:
    assert name_of(faces, name) == "Test Box"


@pytest.mark.parametrize("name", ["思源黑体", "思源黑体 CN", "Source Han Sans SC", "系统"])
def test_the_same_design_under_another_name_is_no_substitution(
    faces: FaceLibrary, name: str
) -> None:
    choice = faces.choose(FontRequest(names=(name,)))
    assert choice.face.facts.names[0] == "Noto Sans CJK SC"
    assert choice.substituted == ""


@pytest.mark.parametrize("name", ["微软雅黑", "宋体", "文轩体", "No Such Font"])
def test_an_absent_font_is_replaced_and_said_so(faces: FaceLibrary, name: str) -> None:
    assert faces.choose(FontRequest(names=(name,))).substituted == name


def test_a_serif_is_found_for_a_serif_name(tmp_path: Path) -> None:
    build_box_font(tmp_path / "serif.ttf", "Noto Serif SC")
    faces = FaceLibrary((tmp_path,), system=False)
    assert name_of(faces, "宋体") == "Noto Serif SC"
    assert name_of(faces, "某某老宋") == "Noto Serif SC"


def test_chinese_names_inside_a_font_are_known(tmp_path: Path) -> None:
    build_box_font(tmp_path / "kai.ttf", "霞鹜文楷")
    assert name_of(FaceLibrary((tmp_path,), system=False), "霞鹜文楷") == "霞鹜文楷"


def test_a_real_bold_face_is_preferred_to_a_drawn_one(tmp_path: Path) -> None:
    build_box_font(tmp_path / "a.ttf", "Twin", weight=400)
    build_box_font(tmp_path / "b.ttf", "Twin", weight=700)
    faces = FaceLibrary((tmp_path,), system=False)
    assert faces.choose(FontRequest(names=("Twin",))).face.facts.weight == 400
    assert faces.choose(FontRequest(names=("Twin",)), bold=True).face.facts.weight == 700


def test_weight_words_of_a_name_ask_for_weight() -> None:
    assert parse_name("励字志向黑简 特粗").weight == 800
    assert parse_name("Inter-Light").weight == 300
    assert parse_name("文轩体").weight == 400


def test_a_character_the_face_lacks_comes_from_another(faces: FaceLibrary) -> None:
    box = faces.choose(FontRequest(names=("Test Box",))).face
    assert not box.covers("한")
    found = faces.fallback("한", box)
    assert found is not None
    assert found.covers("한")


def test_a_character_of_no_font_has_no_fallback(faces: FaceLibrary) -> None:
    box = faces.choose(FontRequest()).face
    assert faces.fallback("\U000f0000", box) is None


def test_no_font_at_all_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_stock, "BUNDLED_PACKAGE", "no_such_package")
    monkeypatch.setattr(font_stock, "SCRIPT_PACKAGES", ())
    with pytest.raises(RenderError, match="no font") as caught:
        FaceLibrary(system=False).choose(FontRequest())
    assert "noto-cjk-sans-otc" in caught.value.hint


def test_a_missing_folder_is_no_error(tmp_path: Path) -> None:
    assert FaceLibrary((tmp_path / "absent",), system=False).faces


def test_missing_gl_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    engines.load_skia.cache_clear()
    monkeypatch.setitem(sys.modules, "skia", None)
    try:
        with pytest.raises(RenderError) as caught:
            engines.load_skia()
    finally:
        engines.load_skia.cache_clear()
    assert "libgl1" in caught.value.hint
    assert "libegl1" in caught.value.hint


def test_a_font_cut_off_anywhere_yields_facts_or_nothing(tmp_path: Path) -> None:
    whole = build_box_font(tmp_path / "whole.ttf", "Whole", Metrics()).read_bytes()
    cut = tmp_path / "cut.ttf"
    for length in range(0, len(whole), 37):
        cut.write_bytes(whole[:length])
        assert len(read_faces(cut)) <= 1


def test_a_font_with_flipped_bytes_yields_sane_facts_or_nothing(tmp_path: Path) -> None:
    whole = build_box_font(tmp_path / "whole.ttf", "Whole", Metrics()).read_bytes()
    dice = random.Random(7)
    bent = tmp_path / "bent.ttf"
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 20)):
            data[dice.randrange(400)] = dice.randrange(256)
        bent.write_bytes(data)
        for facts in read_faces(bent):
            assert facts.units_per_em > 0
            assert facts.line_units > 0


def test_a_file_that_is_not_a_font_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "note.ttf").write_text("not a font")
    (tmp_path / "empty.otf").touch()
    shutil.copy(__file__, tmp_path / "code.ttc")
    assert all(str(tmp_path) not in f.facts.path for f in FaceLibrary((tmp_path,)).faces)
