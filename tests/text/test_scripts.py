"""Characters of every kind draw ink of their own, or are reported: never a box."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from cutroom.core.typography import FontRequest
from cutroom.text.clusters import split_clusters, wants_color
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import draw_text
from tests.text.writing import RED, alpha, block, pixel, solid, style

HAN = style(100, font=FontRequest())
FAMILY = "👨‍👩‍👧‍👦"


def ink(faces: FaceLibrary, text: str) -> np.ndarray:
    sprite = draw_text(lay_out(block(text, HAN), faces))
    canvas = np.zeros((200, 300), np.uint8)
    plane = alpha(sprite)
    top, left = 100 + sprite.top, 150 + sprite.left
    canvas[top : top + plane.shape[0], left : left + plane.shape[1]] = plane
    return canvas


def test_every_script_draws_ink_unlike_any_other_and_unlike_a_missing_glyph(
    faces: FaceLibrary,
) -> None:
    shapes = {
        text: ink(faces, text) for text in ["一", "永", "A", "é", "か", "カ", "한", "я", "😀"]
    }
    face = faces.choose(FontRequest()).face
    font = skia.Font(face.typeface, 100)
    assert font.getPath(0) is not None  # the face does have a box to avoid
    for text, shape in shapes.items():
        assert shape.max() == 255, text
        others = [other for name, other in shapes.items() if name != text]
        assert all(np.mean(shape != other) > 0.005 for other in others), text


@pytest.mark.parametrize(
    "cluster",
    [FAMILY, "🇨🇳", "👍🏽", "1️⃣", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚀", "e\u0301", "한", "क्षि"],
)
def test_a_sequence_is_one_unit(cluster: str) -> None:
    assert split_clusters(f"a{cluster}b") == ["a", cluster, "b"]


def test_flags_pair_up() -> None:
    assert split_clusters("🇨🇳🇯🇵") == ["🇨🇳", "🇯🇵"]


def test_presentation_follows_selectors() -> None:
    assert wants_color("❤\ufe0f")
    assert not wants_color("❤")
    assert not wants_color("😀\ufe0e")
    assert not wants_color("1")
    assert wants_color("1\ufe0f\u20e3")


def test_an_emoji_is_drawn_in_its_own_colours(faces: FaceLibrary) -> None:
    blue_text = style(100, font=FontRequest(), fill=solid(RED.faded(1.0)))
    sprite = draw_text(lay_out(block("👩", blue_text), faces))
    assert pixel(sprite, 0, 0) == (0, 255, 0, 255)


def test_an_emoji_takes_the_opacity_of_its_text(faces: FaceLibrary) -> None:
    half = style(100, font=FontRequest(), fill=solid(RED.faded(0.5)))
    sprite = draw_text(lay_out(block("👩", half), faces))
    assert pixel(sprite, 0, 0) == (0, 128, 0, 128)


def test_a_joined_sequence_is_one_glyph_in_one_cell(faces: FaceLibrary) -> None:
    layout = lay_out(block("👩‍👩", HAN), faces)
    (couple,) = layout.characters
    assert couple.box.right - couple.box.left == pytest.approx(100.0)
    assert pixel(draw_text(layout), 0, 0) == (0, 0, 255, 255)


@pytest.mark.parametrize(
    ("sequence", "color"), [("🇨🇳", (255, 0, 0, 255)), (FAMILY, (0, 0, 255, 255))]
)
def test_a_flag_and_a_family_are_one_glyph(
    faces: FaceLibrary, sequence: str, color: tuple[int, int, int, int]
) -> None:
    layout = lay_out(block(f"{sequence}{sequence}", HAN), faces)
    assert not layout.diagnostics
    assert [len(character.glyphs) for character in layout.characters] == [1, 1]
    widths = [character.box.right - character.box.left for character in layout.characters]
    assert widths == pytest.approx([100.0, 100.0])
    sprite = draw_text(layout)
    assert [pixel(sprite, x, 0) for x in (-50, 50)] == [color, color]


def test_an_emoji_fills_its_cell_in_a_column(faces: FaceLibrary) -> None:
    layout = lay_out(block("一👩二", HAN, vertical=True), faces)
    assert [c.box.bottom - c.box.top for c in layout.characters] == pytest.approx([100.0] * 3)
    sprite = draw_text(layout)
    for y in (-47, 0, 46):
        assert [pixel(sprite, x, y) for x in (-47, 0, 46)] == [(0, 255, 0, 255)] * 3


def test_a_sequence_the_font_cannot_join_stays_one_unit(faces: FaceLibrary) -> None:
    layout = lay_out(block("😀‍👩", HAN), faces)
    (unit,) = layout.characters
    assert unit.box.right - unit.box.left == pytest.approx(200.0)


def test_emoji_without_an_emoji_font_leave_a_mark_and_a_report(
    faces_without_emoji: FaceLibrary,
) -> None:
    layout = lay_out(block("好😀", HAN), faces_without_emoji, where="here")
    (report,) = layout.diagnostics
    assert (report.code, report.severity) == ("missing-glyph", "skipped")
    assert "U+1F600" in report.message
    mark = layout.characters[1]
    assert mark.mark
    sprite = draw_text(layout)
    inside = alpha(sprite)[:, int(mark.box.left) - sprite.left :]
    assert inside.max() == 255  # a ring …
    center = int(mark.box.center_x)
    assert pixel(sprite, center, round(mark.y - 36))[3] == 0  # … that is hollow


def test_a_character_of_no_font_draws_nothing_and_is_reported(faces: FaceLibrary) -> None:
    layout = lay_out(block("\U000f0001", HAN), faces)
    assert [d.code for d in layout.diagnostics] == ["missing-glyph"]
    assert alpha(draw_text(layout)).max() == 0


def test_invisible_characters_take_no_room_and_are_not_reported(faces: FaceLibrary) -> None:
    layout = lay_out(block("字\u200b\u200d\ufeff\u2060\x07字", HAN), faces)
    assert layout.diagnostics == ()
    assert layout.size.width == pytest.approx(200.0)


BARE = FaceLibrary((), system=False)


def test_arabic_is_joined_and_runs_from_right_to_left_on_a_bare_machine() -> None:
    """The letters of a word take their joined forms: other glyphs than the same letters apart."""
    layout = lay_out(block("مرحبا", HAN), BARE)
    assert not layout.diagnostics
    places = [character.box.center_x for character in layout.characters]
    assert places == sorted(places, reverse=True)
    apart = [lay_out(block(letter, HAN), BARE).characters[0].glyphs[0].id for letter in "مرحبا"]
    joined = [character.glyphs[0].id for character in layout.characters]
    assert sum(one != other for one, other in zip(joined, apart, strict=True)) >= 3


def test_arabic_beside_chinese_keeps_the_order_of_both() -> None:
    layout = lay_out(block("你好 مرحبا 世界", HAN), BARE)
    places = {character.text: character.box.left for character in layout.characters}
    assert places["你"] < places["好"] < places["ا"] < places["م"] < places["世"] < places["界"]


def test_thai_marks_stand_over_their_consonants_on_a_bare_machine() -> None:
    layout = lay_out(block("ที่นี่", HAN), BARE)
    assert not layout.diagnostics
    assert [character.text for character in layout.characters] == ["ที่", "นี่"]
    first = layout.characters[0]
    assert len(first.glyphs) == 3
    heights = [int(np.nonzero(ink(BARE, text).any(axis=1))[0][0]) for text in ("ที่", "ที", "ท")]
    assert heights == sorted(set(heights))  # the tone over the vowel over the consonant
    bare = lay_out(block("ท", HAN), BARE).characters[0]
    assert first.box.right - first.box.left == pytest.approx(bare.box.right - bare.box.left)


def test_two_thousand_characters_in_one_caption_take_bounded_time_and_memory() -> None:
    """Counted work, not seconds: every character is shaped once and the sprite stays within its limit."""
    text = "".join(chr(0x4E00 + index) for index in range(2000))
    wrapped = block(text, HAN, wrap_px=1700.0)
    layout = lay_out(wrapped, BARE)
    assert len(layout.characters) == 2000
    assert len(layout.lines) == -(-2000 // (1700 // round(layout.styles[0].em_px)))
    sprite = draw_text(layout)
    height, width = sprite.picture.rgba.shape[:2]
    assert width * height <= 32 * 1024 * 1024
    assert width <= 1720
