"""Where lines end."""

from __future__ import annotations

import pytest

from cutroom.core.typography import FontRequest
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from tests.text.writing import block, style

HAN = FontRequest()


def lines_of(layout: TextLayout) -> list[str]:
    lines = [""] * len(layout.lines)
    for character in layout.characters:
        lines[character.line] += character.text
    return lines


def wrap(faces: FaceLibrary, text: str, ems: float, font: FontRequest = HAN) -> list[str]:
    return lines_of(lay_out(block(text, style(100, font=font), wrap_px=ems * 100), faces))


def test_only_newlines_break_lines_without_a_width(faces: FaceLibrary) -> None:
    layout = lay_out(block("字" * 200), faces)
    assert len(layout.lines) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_newline_starts_a_line(faces: FaceLibrary, newline: str) -> None:
    assert lines_of(lay_out(block(f"一{newline}二"), faces)) == ["一", "二"]


def test_empty_lines_keep_their_height(faces: FaceLibrary) -> None:
    layout = lay_out(block("一\n\n二\n", line_gap=0.0), faces)
    assert lines_of(layout) == ["一", "", "二", ""]
    assert layout.size.height == pytest.approx(400.0)


def test_chinese_breaks_between_any_two_characters(faces: FaceLibrary) -> None:
    assert wrap(faces, "一二三四五六七", 3) == ["一二三", "四五六", "七"]


def test_a_line_that_fits_exactly_is_not_broken(faces: FaceLibrary) -> None:
    assert wrap(faces, "一二三", 3) == ["一二三"]


def test_closing_punctuation_does_not_start_a_line(faces: FaceLibrary) -> None:
    assert wrap(faces, "一二三，四五六。", 3) == ["一二", "三，四", "五六。"]


@pytest.mark.parametrize("mark", "、。，！？：；」』）》】…ー々")
def test_no_line_starts_with_a_prohibited_mark(faces: FaceLibrary, mark: str) -> None:
    lines = wrap(faces, f"一二三{mark}四五六{mark}七", 3)
    assert not any(line.startswith(mark) for line in lines)


@pytest.mark.parametrize("mark", "（「『《【“")
def test_no_line_ends_with_an_opening_mark(faces: FaceLibrary, mark: str) -> None:
    lines = wrap(faces, f"一二{mark}三四{mark}五六", 3)
    assert not any(line.endswith(mark) for line in lines)


def test_a_run_of_marks_longer_than_a_line_is_broken_anyway(faces: FaceLibrary) -> None:
    lines = wrap(faces, "！" * 10, 3)
    assert "".join(lines) == "！" * 10
    assert max(map(len, lines)) == 3


def test_latin_breaks_at_spaces_and_keeps_words_whole(faces: FaceLibrary) -> None:
    box = FontRequest(names=("Test Box",))
    assert wrap(faces, "aaa bbb ccc", 7.5, box) == ["aaa bbb ", "ccc"]


def test_the_space_at_a_break_takes_no_room(faces: FaceLibrary) -> None:
    content = block("aaa bbb", style(100), wrap_px=310.0)
    layout = lay_out(content, faces)
    assert lines_of(layout) == ["aaa ", "bbb"]
    assert layout.lines[0].box.left == pytest.approx(layout.lines[1].box.left)
    assert layout.size.width == pytest.approx(300.0)


def test_a_word_longer_than_a_line_is_broken_where_the_line_is_full(faces: FaceLibrary) -> None:
    box = FontRequest(names=("Test Box",))
    assert wrap(faces, "a bbbbbbbb", 3, box) == ["a ", "bbb", "bbb", "bb"]


def test_a_hyphen_lets_a_word_break(faces: FaceLibrary) -> None:
    box = FontRequest(names=("Test Box",))
    assert wrap(faces, "aa-bbb", 4, box) == ["aa-", "bbb"]


def test_a_no_break_space_does_not_break(faces: FaceLibrary) -> None:
    box = FontRequest(names=("Test Box",))
    assert wrap(faces, "a bb\u00a0cc", 5, box) == ["a ", "bb\u00a0cc"]


def test_a_ligature_is_not_torn_apart(faces: FaceLibrary) -> None:
    box = FontRequest(names=("Test Box",))
    assert wrap(faces, "aafi", 2.5, box) == ["aa", "fi"]


def test_chinese_and_latin_words_share_lines(faces: FaceLibrary) -> None:
    lines = wrap(faces, "我们用Python写代码", 4)
    assert any("Python" in line for line in lines)
    assert "".join(lines) == "我们用Python写代码"


def test_a_width_narrower_than_a_character_sets_one_a_line(faces: FaceLibrary) -> None:
    assert wrap(faces, "一二三", 0.2) == ["一", "二", "三"]


def test_a_wrapped_block_is_as_wide_as_its_longest_line(faces: FaceLibrary) -> None:
    layout = lay_out(block("一二三四", style(100, font=HAN), wrap_px=390.0), faces)
    assert layout.size.width == pytest.approx(300.0)


def test_two_thousand_characters_are_set(faces: FaceLibrary) -> None:
    text = "春江潮水连海平，海上明月共潮生。" * 125
    layout = lay_out(block(text, style(50, font=HAN), wrap_px=900.0), faces)
    assert len(layout.characters) == 2000
    assert max(line.box.right - line.box.left for line in layout.lines) <= 900.001
