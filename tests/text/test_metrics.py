"""The font's line box, not its em, is what a size means."""

from __future__ import annotations

import numpy as np
import pytest

from cutroom.core.typography import FontRequest
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import draw_text
from tests.text.conftest import BOX, FINE, OLD
from tests.text.writing import alpha, block, style

SIZES = (5, 8, 15, 22, 37, 60)
CANVAS_WIDTHS = (1080, 1920)
FONTS = {"Test Box": BOX, "Test Fine": FINE, "Test Old": OLD}


def line_px_of(size: float, canvas_width: int) -> float:
    return size * canvas_width / 172.8


@pytest.mark.parametrize("canvas_width", CANVAS_WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("family", FONTS)
def test_a_glyph_that_fills_the_line_box_is_line_px_high_on_pixels(
    faces: FaceLibrary, family: str, size: int, canvas_width: int
) -> None:
    line_px = line_px_of(size, canvas_width)
    content = block("H", style(line_px, font=FontRequest(names=(family,))))
    sprite = draw_text(lay_out(content, faces))
    # The sum of coverage down the middle column is the height with its fraction of a pixel.
    column = alpha(sprite)[:, -sprite.left]
    assert column.sum() / 255 == pytest.approx(line_px, rel=0.01)


@pytest.mark.parametrize("canvas_width", CANVAS_WIDTHS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("family", FONTS)
def test_the_em_follows_from_the_line_box(
    faces: FaceLibrary, family: str, size: int, canvas_width: int
) -> None:
    metrics = FONTS[family]
    line_px = line_px_of(size, canvas_width)
    em_px = line_px * metrics.units_per_em / (metrics.line[0] - metrics.line[1])
    content = block("HH", style(line_px, font=FontRequest(names=(family,))))
    layout = lay_out(content, faces)
    assert layout.size.width == pytest.approx(2 * em_px, rel=0.01)
    row = alpha(draw_text(layout))
    assert row[row.shape[0] // 2].sum() / 255 == pytest.approx(2 * em_px, rel=0.01)


@pytest.mark.parametrize("size", SIZES)
def test_an_ideograph_of_the_bundled_font_is_one_line_box_wide(
    faces: FaceLibrary, size: int
) -> None:
    line_px = line_px_of(size, 1080)
    layout = lay_out(block("永远", style(line_px, font=FontRequest())), faces)
    assert layout.size.width == pytest.approx(2 * line_px, rel=0.01)
    assert layout.size.height == pytest.approx(line_px, rel=0.01)


def test_typo_metrics_win_over_hhea_and_win(faces: FaceLibrary) -> None:
    facts = faces.choose(FontRequest(names=("Test Box",))).face.facts
    assert (facts.ascender, facts.descender) == (800, 200)


def test_hhea_stands_in_for_empty_typo_metrics(faces: FaceLibrary) -> None:
    facts = faces.choose(FontRequest(names=("Test Old",))).face.facts
    assert (facts.ascender, facts.descender) == (930, 250)


def test_the_line_box_is_centred_on_the_anchor(faces: FaceLibrary) -> None:
    layout = lay_out(block("H", style(100)), faces)
    assert layout.lines[0].baseline == pytest.approx((80 - 20) / 2)
    assert layout.lines[0].box.center_y == pytest.approx(0.0)


def test_kerning_is_off_and_ligatures_are_on(faces: FaceLibrary) -> None:
    kerned = lay_out(block("AV"), faces)
    assert kerned.size.width == pytest.approx(200.0)
    joined = lay_out(block("fi"), faces)
    assert joined.size.width == pytest.approx(100.0)  # f_i is one em; f + i would be 1.5
    assert [len(character.glyphs) for character in joined.characters] == [1, 0]


def test_letters_that_are_spaced_out_do_not_join(faces: FaceLibrary) -> None:
    layout = lay_out(block("fi", style(100, letter_spacing_em=0.1)), faces)
    assert [len(character.glyphs) for character in layout.characters] == [1, 1]


def test_drawing_at_twice_the_scale_doubles_every_pixel(faces: FaceLibrary) -> None:
    layout = lay_out(block("H", style(50)), faces)
    once, twice = draw_text(layout), draw_text(layout, 2.0)
    assert np.sum(alpha(twice)) / np.sum(alpha(once)) == pytest.approx(4.0, rel=0.01)
