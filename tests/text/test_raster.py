"""What is drawn, measured on pixels.

The letters of the box font fill their advance by the line box: at 100 px an ``H`` covers
(−50, −50) … (50, 50) exactly.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.core.typography import (
    FontRequest,
    Paint,
    Shadow,
    Stroke,
    TextBackground,
    TextContent,
    TextSpan,
)
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import TextSprite, draw_text
from tests.text.writing import BLUE, GREEN, RED, alpha, block, extent, pixel, solid, style


def draw(faces: FaceLibrary, text: str, text_style=None, **fields) -> TextSprite:
    return draw_text(lay_out(block(text, text_style, **fields), faces))


def test_a_fill_covers_the_glyph_exactly(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(fill=solid(RED)))
    assert extent(sprite) == (-50, -50, 50, 50)
    assert pixel(sprite, 0, 0) == (255, 0, 0, 255)


def test_a_stroke_reaches_half_its_width_outside_with_round_corners(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(strokes=(Stroke(solid(RED), 0.2),)))
    assert extent(sprite) == (-60, -60, 60, 60)
    assert pixel(sprite, 55, 0) == (255, 0, 0, 255)
    assert pixel(sprite, 45, 0) == (255, 255, 255, 255)  # the fill lies over the inner half
    assert pixel(sprite, 59, 59)[3] == 0  # a mitred corner would reach here


def test_the_widest_stroke_is_painted_first(faces: FaceLibrary) -> None:
    strokes = (Stroke(solid(GREEN), 0.1), Stroke(solid(RED), 0.3))
    for order in (strokes, strokes[::-1]):
        sprite = draw(faces, "H", style(strokes=order))
        assert pixel(sprite, 53, 0) == (0, 255, 0, 255)
        assert pixel(sprite, 62, 0) == (255, 0, 0, 255)


def test_a_stroke_never_covers_a_neighbour_s_fill(faces: FaceLibrary) -> None:
    spans = (
        TextSpan(0, 1, style(fill=solid(WHITE))),
        TextSpan(1, 2, style(strokes=(Stroke(solid(BLACK), 0.2),))),
    )
    sprite = draw_text(lay_out(TextContent("HH", spans), faces))
    assert pixel(sprite, -5, 0) == (255, 255, 255, 255)


def test_a_hard_shadow_is_a_moved_copy_of_fill_and_stroke(faces: FaceLibrary) -> None:
    shadow = Shadow(BLACK, 0.5, 0.3, 0.0)
    sprite = draw(faces, "H", style(strokes=(Stroke(solid(RED), 0.2),), shadows=(shadow,)))
    assert extent(sprite) == (-60, -60, 110, 90)
    assert pixel(sprite, 100, 40) == (0, 0, 0, 255)


def test_the_blur_of_a_shadow_is_a_gaussian_of_its_sigma(faces: FaceLibrary) -> None:
    shadow = Shadow(BLACK, 0.0, 3.0, 0.1)
    sprite = draw(faces, "H", style(shadows=(shadow,)))
    row = alpha(sprite)[300 - sprite.top].astype(float)
    # The slope of a blurred edge is the Gaussian itself: its deviation is the sigma.
    edge = np.diff(row[: 0 - sprite.left])
    positions = np.arange(edge.size)
    mean = (edge * positions).sum() / edge.sum()
    sigma = np.sqrt((edge * (positions - mean) ** 2).sum() / edge.sum())
    assert sigma == pytest.approx(10.0, rel=0.1)


def test_the_sprite_holds_the_whole_blur(faces: FaceLibrary) -> None:
    glow = Shadow(RED, 0.0, 0.0, 0.2)
    sprite = draw(faces, "H", style(glow=glow, shadows=(Shadow(BLACK, 0.4, 0.4, 0.2),)))
    plane = alpha(sprite)
    border = np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
    assert border.max() <= 2
    assert pixel(sprite, -60, 0)[0] > 0


def test_an_inner_shadow_darkens_the_side_it_comes_from(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(inner_shadows=(Shadow(BLACK, 0.1, 0.0, 0.0),)))
    assert pixel(sprite, -45, 0) == (0, 0, 0, 255)
    assert pixel(sprite, 0, 0) == (255, 255, 255, 255)
    assert extent(sprite) == (-50, -50, 50, 50)


def test_a_bold_face_that_is_absent_is_drawn_by_an_outline(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(400, bold=True))
    left, top, right, bottom = extent(sprite)
    assert (right - left, bottom - top) == pytest.approx((408.4, 408.4), abs=1)


def test_a_real_bold_face_is_not_made_bolder(tmp_path: Path) -> None:
    from tests.text.fonts import build_box_font

    build_box_font(tmp_path / "bold.ttf", "Heavy", weight=700)
    faces = FaceLibrary((tmp_path,), system=False)
    bold = style(400, bold=True, font=FontRequest(names=("Heavy",)))
    assert extent(draw(faces, "H", bold)) == (-200, -200, 200, 200)


def test_italic_shears_about_the_middle(faces: FaceLibrary) -> None:
    plane_sprite = draw(faces, "H", style(italic_degrees=45.0))
    assert extent(plane_sprite) == (-100, -50, 100, 50)
    rows = alpha(plane_sprite)
    middle = np.nonzero(rows[-plane_sprite.top] > 127)[0] + plane_sprite.left
    assert (middle.min(), middle.max()) == pytest.approx((-50, 49), abs=1)
    top = np.nonzero(rows[-49 - plane_sprite.top] > 127)[0] + plane_sprite.left
    assert top.min() == pytest.approx(-1, abs=1)  # the top leans to the right


def test_the_underline_lies_022_em_below_the_baseline(faces: FaceLibrary) -> None:
    layout = lay_out(block(". .", style(200, underline=True)), faces)
    sprite = draw_text(layout)
    baseline = layout.lines[0].baseline
    column = alpha(sprite)[:, -sprite.left]  # the space: nothing but the underline
    rows = np.nonzero(column > 127)[0] + sprite.top
    assert rows.min() == pytest.approx(baseline + 44 - 5, abs=1)
    assert rows.max() + 1 == pytest.approx(baseline + 44 + 5, abs=1)
    box = layout.lines[0].box
    assert extent(sprite)[0] == pytest.approx(box.left, abs=1)
    assert extent(sprite)[2] == pytest.approx(box.right, abs=1)


def test_the_underline_of_a_column_runs_left_of_it(faces: FaceLibrary) -> None:
    layout = lay_out(block(". .", style(200, underline=True), vertical=True), faces)
    sprite = draw_text(layout)
    cell = layout.characters[1].box
    row = alpha(sprite)[int(cell.center_y) - sprite.top]
    columns = np.nonzero(row > 127)[0] + sprite.left
    # 0.22 em from the baseline, which a quarter turn puts 0.2 em right of the cell's left edge.
    assert columns.min() == pytest.approx(-100 + 40 - 44 - 5, abs=1)
    assert columns.max() + 1 == pytest.approx(-100 + 40 - 44 + 5, abs=1)


def test_a_gradient_runs_across_the_run(faces: FaceLibrary) -> None:
    sprite = draw(faces, "HHH", style(fill=Paint((RED, BLUE), (0.0, 1.0), 0.0)))
    left, middle, right = (pixel(sprite, x, 0) for x in (-148, 0, 147))
    assert left[0] > 250
    assert right[2] > 250
    assert middle[0] == pytest.approx(middle[2], abs=4)


def test_the_angle_of_a_gradient_turns_clockwise(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(fill=Paint((RED, BLUE), (0.0, 1.0), 90.0)))
    assert pixel(sprite, 0, -48)[0] > 240
    assert pixel(sprite, 0, 47)[2] > 240


def test_stops_that_make_no_sense_become_even(faces: FaceLibrary) -> None:
    sprite = draw(faces, "HHH", style(fill=Paint((RED, BLUE), (0.9, 0.1, 0.5), 0.0)))
    assert pixel(sprite, -148, 0)[0] > 250


def test_a_texture_is_stretched_over_the_run(faces: FaceLibrary, tmp_path: Path) -> None:
    picture = np.zeros((2, 2, 3), np.uint8)
    picture[:, 0], picture[:, 1] = (0, 0, 255), (255, 0, 0)  # BGR: red left, blue right
    cv2.imwrite(str(tmp_path / "t.png"), picture)
    paint = Paint((WHITE,), texture=str(tmp_path / "t.png"))
    sprite = draw(faces, "HH", style(fill=paint))
    assert pixel(sprite, -95, 0)[:3] == (255, 0, 0)
    assert pixel(sprite, 94, 0)[:3] == (0, 0, 255)


def test_a_missing_texture_leaves_the_colour(faces: FaceLibrary, tmp_path: Path) -> None:
    paint = Paint((GREEN,), texture=str(tmp_path / "absent.png"))
    assert pixel(draw(faces, "H", style(fill=paint)), 0, 0) == (0, 255, 0, 255)


def test_pixels_are_premultiplied(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", style(fill=solid(Color(1.0, 1.0, 1.0, 0.5))))
    assert pixel(sprite, 0, 0) == (128, 128, 128, 128)
    rgba = sprite.picture.rgba
    assert np.all(rgba[..., :3] <= rgba[..., 3:])


BOX = TextBackground(RED, pad_x=0.2, pad_y=0.1)


def test_a_block_s_box_is_padded_by_fractions_of_the_line_height(faces: FaceLibrary) -> None:
    sprite = draw(faces, "HH\nH", background=BOX, line_gap=0.0)
    assert extent(sprite) == (-120, -110, 120, 110)


def test_a_line_s_box_follows_its_own_line(faces: FaceLibrary) -> None:
    per_line = replace(BOX, per="line", pad_y=0.0)
    sprite = draw(faces, "HHH\n\nH", background=per_line, line_gap=0.0)
    assert pixel(sprite, 160, -100)[:3] == (255, 0, 0)
    assert pixel(sprite, 60, 100)[:3] == (255, 0, 0)
    assert pixel(sprite, 80, 100)[3] == 0
    assert pixel(sprite, 0, 0)[3] == 0  # nothing behind the empty line


def test_a_character_s_box_leaves_out_white_space(faces: FaceLibrary) -> None:
    per_character = replace(BOX, per="character", pad_x=0.0, pad_y=0.1)
    sprite = draw(faces, "H H", background=per_character)
    assert pixel(sprite, -75, 55)[:3] == (255, 0, 0)
    assert pixel(sprite, 0, 0)[3] == 0


def test_offsets_move_a_box_and_round_one_makes_a_pill(faces: FaceLibrary) -> None:
    pill = TextBackground(RED, round=1.0, offset_x=2.0, offset_y=-1.0)
    sprite = draw(faces, "HH", background=pill)
    assert pixel(sprite, 200, -100)[:3] == (255, 0, 0)
    assert pixel(sprite, 104, -146)[3] == 0  # the rounded corner
    assert pixel(sprite, 104, -100)[3] > 0


def test_drawing_twice_gives_the_same_pixels(faces: FaceLibrary) -> None:
    layout = lay_out(
        block("字A", style(font=FontRequest(), shadows=(Shadow(BLACK, 0.1, 0.1, 0.1),))), faces
    )
    first, second = draw_text(layout), draw_text(layout)
    assert np.array_equal(first.picture.rgba, second.picture.rgba)
