"""Characters drawn in states of their own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cutroom.core.color import BLACK
from cutroom.core.typography import FontRequest, Shadow, Stroke, TextBackground
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import TextLayout, lay_out
from cutroom.text.raster import CharacterState, TextSprite, draw_characters, draw_text
from tests.text.writing import RED, alpha, block, extent, pixel, solid, style

HIDDEN = CharacterState(alpha=0.0)


@pytest.fixture(scope="module")
def pair(faces: FaceLibrary) -> TextLayout:
    """``HH``: the first covers x −100 … 0, the second 0 … 100."""
    return lay_out(block("HH"), faces)


def on_canvas(sprite: TextSprite) -> np.ndarray:
    canvas = np.zeros((400, 800, 4), np.uint8)
    rgba = sprite.picture.rgba
    top, left = 200 + sprite.top, 400 + sprite.left
    canvas[top : top + rgba.shape[0], left : left + rgba.shape[1]] = rgba
    return canvas


def test_at_rest_it_equals_the_still_text(faces: FaceLibrary) -> None:
    lettering = style(strokes=(Stroke(solid(RED), 0.1),), font=FontRequest(), bold=True)
    layout = lay_out(block("永远 Hello\n回目😀", lettering), faces)
    still, moving = on_canvas(draw_text(layout)), on_canvas(draw_characters(layout, []))
    assert np.array_equal(still, moving)


def test_a_shadow_at_rest_equals_the_still_one_but_for_rounding(faces: FaceLibrary) -> None:
    shadow = Shadow(BLACK, 0.1, 0.1, 0.05)
    shadowed = style(shadows=(shadow,), glow=replace(shadow, blur_em=0.2), font=FontRequest())
    layout = lay_out(block("永远相连", shadowed), faces)
    still = on_canvas(draw_text(layout)).astype(int)
    moving = on_canvas(draw_characters(layout, [])).astype(int)
    assert np.abs(still - moving).max() <= 3


def test_hidden_characters_draw_nothing(pair: TextLayout) -> None:
    assert extent(draw_characters(pair, [CharacterState(), HIDDEN])) == (-100, -50, 0, 50)
    assert alpha(draw_characters(pair, [HIDDEN, HIDDEN])).max() == 0


def test_a_character_moves_by_pixels_right_and_down(pair: TextLayout) -> None:
    states = [CharacterState(dx_px=30, dy_px=-20), HIDDEN]
    assert extent(draw_characters(pair, states)) == (-70, -70, 30, 30)


def test_movement_grows_with_the_scale(pair: TextLayout) -> None:
    states = [CharacterState(dx_px=30, dy_px=-20), HIDDEN]
    assert extent(draw_characters(pair, states, 2.0)) == (-140, -140, 60, 60)


def test_scale_is_about_the_character_s_own_centre(pair: TextLayout) -> None:
    states = [CharacterState(scale_x=0.5, scale_y=0.5), HIDDEN]
    assert extent(draw_characters(pair, states)) == (-75, -25, -25, 25)


def test_the_anchor_stays_fixed(pair: TextLayout) -> None:
    states = [CharacterState(scale_x=0.5, scale_y=0.5, anchor_x=-1.0, anchor_y=1.0), HIDDEN]
    assert extent(draw_characters(pair, states)) == (-100, 0, -50, 50)


def test_rotation_is_clockwise(faces: FaceLibrary) -> None:
    layout = lay_out(block("."), faces)  # a small square at the bottom left of its cell
    box = layout.characters[0].box
    states = [CharacterState(rotation=90.0)]
    left, top, right, bottom = extent(draw_characters(layout, states))
    # The baseline's left end turns to the top left of the cell's square.
    assert right - left == bottom - top == 10
    assert (left + right) / 2 < 0
    assert (top + bottom) / 2 < 0
    assert box.center_y == pytest.approx(0.0)


def test_alpha_multiplies_the_character_as_a_whole(faces: FaceLibrary) -> None:
    layout = lay_out(block("H", style(strokes=(Stroke(solid(RED), 0.2),))), faces)
    sprite = draw_characters(layout, [CharacterState(alpha=0.5)])
    # No stroke shines through the half-transparent fill.
    assert pixel(sprite, 45, 0) == pytest.approx((128, 128, 128, 128), abs=1)
    assert pixel(sprite, 55, 0) == pytest.approx((128, 0, 0, 128), abs=1)


def test_blur_is_held_by_the_sprite(pair: TextLayout) -> None:
    sprite = draw_characters(pair, [CharacterState(blur_px=8.0), HIDDEN])
    plane = alpha(sprite)
    assert max(plane[0].max(), plane[-1].max(), plane[:, 0].max(), plane[:, -1].max()) <= 2
    assert 20 < pixel(sprite, -104, 0)[3] < 128


def test_a_tilt_narrows_and_keeps_the_far_edge_shorter(pair: TextLayout) -> None:
    sprite = draw_characters(pair, [CharacterState(tilt_y=45.0), HIDDEN])
    left, _top, right, _bottom = extent(sprite)
    assert 60 < right - left < 80
    columns = (alpha(sprite) > 127).sum(axis=0)
    first, last = columns[left - sprite.left + 1], columns[right - sprite.left - 2]
    assert abs(int(first) - int(last)) > 10


def test_a_block_s_box_is_as_visible_as_its_most_visible_character(faces: FaceLibrary) -> None:
    layout = lay_out(block("HH", background=TextBackground(RED, pad_y=0.5)), faces)
    states = [CharacterState(alpha=0.25), CharacterState(alpha=0.5)]
    assert pixel(draw_characters(layout, states), -90, 80)[3] == pytest.approx(128, abs=1)
    assert alpha(draw_characters(layout, [HIDDEN, HIDDEN])).max() == 0


def test_a_character_s_box_moves_with_it(faces: FaceLibrary) -> None:
    box = TextBackground(RED, per="character", pad_y=0.5)
    layout = lay_out(block("HH", background=box), faces)
    sprite = draw_characters(layout, [CharacterState(dy_px=-200), HIDDEN])
    assert extent(sprite) == (-100, -300, 0, -100)


def test_numbers_that_are_not_finite_leave_the_character_at_rest(pair: TextLayout) -> None:
    states = [CharacterState(dx_px=float("nan")), CharacterState(scale_x=float("inf"))]
    assert extent(draw_characters(pair, states)) == (-100, -50, 100, 50)
