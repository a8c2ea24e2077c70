"""Where characters stand inside a block."""

from __future__ import annotations

import pytest

from cutroom.core.typography import FontRequest, TextContent, TextSpan
from cutroom.text.bidi import levels, visual_order
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from tests.text.writing import block, style

HAN = FontRequest()


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_single_line_is_centred_whatever_the_alignment(faces: FaceLibrary, align: str) -> None:
    layout = lay_out(block("HHH", align=align), faces)
    assert (layout.lines[0].box.left, layout.lines[0].box.right) == pytest.approx((-150, 150))


@pytest.mark.parametrize(("align", "left"), [("left", -150), ("center", -50), ("right", 50)])
def test_alignment_places_short_lines_inside_the_block(
    faces: FaceLibrary, align: str, left: float
) -> None:
    layout = lay_out(block("HHH\nH", align=align), faces)
    assert layout.lines[1].box.left == pytest.approx(left)


def test_the_pitch_is_the_line_height_and_its_gap(faces: FaceLibrary) -> None:
    layout = lay_out(block("H\nH\nH", line_gap=0.3), faces)
    first, second, third = (line.baseline for line in layout.lines)
    assert second - first == pytest.approx(130.0)
    assert third - second == pytest.approx(130.0)
    assert layout.size.height == pytest.approx(360.0)
    assert layout.lines[1].box.center_y == pytest.approx(0.0)


def test_letter_spacing_is_in_ems_and_not_added_after_the_last_character(
    faces: FaceLibrary,
) -> None:
    layout = lay_out(block("HHH", style(100, letter_spacing_em=0.2)), faces)
    assert layout.size.width == pytest.approx(340.0)
    assert [c.x for c in layout.characters] == pytest.approx([-170.0, -50.0, 70.0])


def test_mixed_sizes_share_a_baseline_and_the_tallest_makes_the_line(faces: FaceLibrary) -> None:
    spans = (TextSpan(0, 1, style(100)), TextSpan(1, 2, style(40)))
    layout = lay_out(TextContent("HH", spans), faces)
    large, small = layout.characters
    assert large.y == small.y == pytest.approx(30.0)
    assert layout.size.height == pytest.approx(100.0)
    assert small.box.bottom == pytest.approx(30.0 + 8.0)
    assert layout.size.width == pytest.approx(140.0)


def test_spans_style_the_code_points_they_name(faces: FaceLibrary) -> None:
    spans = (TextSpan(0, 2, style(100)), TextSpan(2, 4, style(50)))
    layout = lay_out(TextContent("H\nHH", spans), faces)
    assert [(c.text, c.span) for c in layout.characters] == [("H", 0), ("H", 1), ("H", 1)]
    assert [(c.start, c.end) for c in layout.characters] == [(0, 1), (2, 3), (3, 4)]


def test_characters_count_in_reading_order_with_their_line(faces: FaceLibrary) -> None:
    layout = lay_out(block("HH\nH"), faces)
    assert [(c.index, c.line) for c in layout.characters] == [(0, 0), (1, 0), (2, 1)]


def test_combining_marks_stay_with_their_base(faces: FaceLibrary) -> None:
    layout = lay_out(block("e\u0301e", style(100, font=HAN)), faces)
    assert [c.text for c in layout.characters] == ["e\u0301", "e"]


def test_columns_run_from_right_to_left_and_characters_downwards(faces: FaceLibrary) -> None:
    content = block("一二\n三", style(100, font=HAN), vertical=True, line_gap=0.5, align="left")
    layout = lay_out(content, faces)
    one, two, three = layout.characters
    assert one.box.center_x > three.box.center_x
    assert one.box.center_x - three.box.center_x == pytest.approx(150.0)
    assert two.box.top - one.box.top == pytest.approx(100.0)
    assert three.box.top == pytest.approx(one.box.top)
    assert (layout.size.width, layout.size.height) == pytest.approx((250.0, 200.0))


def test_columns_wrap_at_their_length(faces: FaceLibrary) -> None:
    content = block("一二三四五", style(100, font=HAN), vertical=True, wrap_px=200.0)
    layout = lay_out(content, faces)
    assert [c.line for c in layout.characters] == [0, 0, 1, 1, 2]


def test_a_column_uses_the_vertical_forms_of_punctuation(faces: FaceLibrary) -> None:
    han = style(100, font=HAN)
    level = lay_out(block("「。", han), faces)
    upright = lay_out(block("「。", han, vertical=True), faces)
    flat_ids = [c.glyphs[0].id for c in level.characters]
    assert [c.glyphs[0].id for c in upright.characters] != flat_ids


def test_a_dash_lies_down_in_a_column(faces: FaceLibrary) -> None:
    layout = lay_out(block("一—二", style(100, font=HAN), vertical=True), faces)
    assert [c.glyphs[0].turned for c in layout.characters] == [False, True, False]


def test_latin_letters_stand_upright_in_a_column(faces: FaceLibrary) -> None:
    layout = lay_out(block("AB", style(100, font=HAN), vertical=True), faces)
    assert [c.glyphs[0].turned for c in layout.characters] == [False, False]
    assert layout.characters[1].y > layout.characters[0].y


def test_hebrew_runs_from_right_to_left_inside_a_latin_line() -> None:
    text = list("ab אבג 12")
    order = visual_order(levels(text))
    assert "".join(text[index] for index in order) == "ab 12 גבא"


def test_numbers_keep_their_direction_after_arabic() -> None:
    text = list("سعر 15.5")
    order = visual_order(levels(text))
    assert "".join(text[index] for index in order) == "15.5 رعس"


def test_latin_text_has_no_levels_to_resolve() -> None:
    assert levels(list("plain 中文")) == [0] * 8


def test_a_substituted_font_is_reported_where_it_is_asked_for(faces: FaceLibrary) -> None:
    asked = style(100, font=FontRequest(names=("励字志向黑简 特粗",)))
    layout = lay_out(block("字", asked), faces, where="track 2, segment 5")
    (report,) = layout.diagnostics
    assert (report.code, report.where) == ("font-substituted", "track 2, segment 5")
    assert "励字志向黑简" in report.message


def test_text_over_the_limit_is_cut_and_reported(faces: FaceLibrary) -> None:
    layout = lay_out(block("一" * 20_001), faces)
    assert len(layout.characters) == 20_000
    assert [d.code for d in layout.diagnostics] == ["text-too-long"]


def test_empty_text_is_an_empty_block(faces: FaceLibrary) -> None:
    layout = lay_out(block(""), faces)
    assert layout.characters == ()
    assert lay_out(TextContent("", ()), faces).characters == ()
