"""Text on arcs, with bubbles and with depth, measured on pixels.

The letters of the box font fill their advance by the line box: at 100 px an ``H`` covers
(−50, −50) … (50, 50) exactly.
"""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from cutroom.core.color import BLACK, Color
from cutroom.core.typography import (
    BUBBLE_KINDS,
    Bubble,
    Extrusion,
    Paint,
    Stroke,
    TextBackground,
)
from cutroom.text.bubbles import PAD_X, PAD_Y
from cutroom.text.characters import CharacterState
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import draw_characters, draw_text
from tests.text.writing import BLUE, GREEN, RED, alpha, block, extent, pixel, solid, style

BODY = Extrusion(RED, Color(0.4, 0, 0), 0.3, 0.2)


def test_a_body_reaches_from_the_glyph_to_its_far_end(faces: FaceLibrary) -> None:
    sprite = draw_text(lay_out(block("H", style(extrusion=BODY)), faces))
    assert extent(sprite) == (-50, -50, 80, 70)
    assert pixel(sprite, 0, 0) == (255, 255, 255, 255)
    assert pixel(sprite, 51, 0)[:3] == pytest.approx((240, 0, 0), abs=8)
    assert pixel(sprite, 78, 68)[:3] == pytest.approx((117, 0, 0), abs=8)
    # The corners that a sweep leaves free stay free.
    assert pixel(sprite, 78, -48)[3] == 0


def test_a_body_is_as_wide_as_the_stroke_around_it(faces: FaceLibrary) -> None:
    edged = style(extrusion=BODY, strokes=(Stroke(solid(BLUE), 0.2),))
    sprite = draw_text(lay_out(block("H", edged), faces))
    assert extent(sprite) == (-60, -60, 90, 80)
    assert pixel(sprite, 55, 0) == (0, 0, 255, 255)


def test_a_body_has_no_gaps(faces: FaceLibrary) -> None:
    long = style(extrusion=Extrusion(RED, RED, 0.4, 0.0))
    sprite = draw_text(lay_out(block("H", long), faces))
    assert alpha(sprite)[-sprite.top, 0 - sprite.left : 88 - sprite.left].min() == 255


@pytest.mark.parametrize("degrees", [90.0, -90.0, 200.0])
def test_characters_on_an_arc_stand_at_the_angle_of_their_place(
    faces: FaceLibrary, degrees: float
) -> None:
    layout = lay_out(block("HH HH", style(letter_spacing_em=1.0), bend_degrees=degrees), faces)
    bend, length = layout.bend, layout.straight_box.right - layout.straight_box.left
    assert bend is not None
    assert bend.radius == pytest.approx(length / radians(degrees))
    plane_of = draw_text(layout)
    plane = alpha(plane_of)
    middle = bend.point(0.0, 0.0)
    for character in layout.characters:
        x = character.box.center_x
        angle = radians(degrees * x / length)
        at = bend.point(x, 0.0)
        assert bend.turn(x) == pytest.approx(degrees * x / length)
        assert at[0] - middle[0] == pytest.approx(bend.radius * sin(angle))
        assert at[1] - middle[1] == pytest.approx(bend.radius * (1 - cos(angle)))
        drawn = plane[round(at[1]) - plane_of.top, round(at[0]) - plane_of.left]
        assert drawn == (0 if character.text == " " else 255)


def test_a_bent_block_is_centred_and_its_size_is_that_of_its_cells(faces: FaceLibrary) -> None:
    layout = lay_out(block("HHHHH", bend_degrees=120.0), faces)
    left, top, right, bottom = extent(draw_text(layout), 10)
    assert (right - left, bottom - top) == pytest.approx(
        (layout.size.width, layout.size.height), abs=2
    )
    assert (left + right, top + bottom) == pytest.approx((0, 0), abs=2)


def test_no_bend_and_columns_stay_straight(faces: FaceLibrary) -> None:
    assert lay_out(block("HH", bend_degrees=0.2), faces).bend is None
    assert lay_out(block("HH", bend_degrees=90.0, vertical=True), faces).bend is None
    assert lay_out(block("HH", bend_degrees=float("nan")), faces).bend is None


def test_the_box_of_a_bent_block_follows_the_arc(faces: FaceLibrary) -> None:
    boxed = block("HHHHHHHHH", bend_degrees=180.0, background=TextBackground(GREEN, pad_y=0.5))
    layout = lay_out(boxed, faces)
    assert layout.bend is not None
    sprite = draw_text(layout)
    for x in (-350.0, 0.0, 350.0):
        at = layout.bend.point(x, -80.0)
        assert pixel(sprite, round(at[0]), round(at[1])) == (0, 255, 0, 255)


def test_a_resting_bent_block_looks_the_same_in_motion(faces: FaceLibrary) -> None:
    edged = style(fill=Paint((RED, BLUE)), strokes=(Stroke(solid(BLACK), 0.1),), extrusion=BODY)
    layout = lay_out(
        block("HH H", edged, bend_degrees=100.0, bubble=Bubble("speech", GREEN, BLACK)), faces
    )
    still = draw_text(layout)
    moving = draw_characters(layout, [CharacterState()] * 4)
    assert (still.left, still.top) == (moving.left, moving.top)
    gap = np.abs(still.picture.rgba.astype(int) - moving.picture.rgba.astype(int))
    assert (gap > 2).mean() < 0.001


def test_a_box_bubble_leaves_the_padding_and_half_its_border(faces: FaceLibrary) -> None:
    boxed = block("HH", bubble=Bubble("box", GREEN, BLACK, 0.1))
    sprite = draw_text(lay_out(boxed, faces))
    x, y = 100 + PAD_X * 100 + 5, 50 + PAD_Y * 100 + 5
    assert extent(sprite) == (-x, -y, x, y)
    assert pixel(sprite, 0, -70) == (0, 255, 0, 255)
    assert pixel(sprite, 0, int(-y) + 2) == (0, 0, 0, 255)


@pytest.mark.parametrize("kind", BUBBLE_KINDS)
@pytest.mark.parametrize("text", ["H", "HHHHHHHHHHHH", "H\nH\nH\nH"])
def test_every_bubble_surrounds_its_text_and_lies_within_the_sprite(
    faces: FaceLibrary, kind: str, text: str
) -> None:
    wrapped = lay_out(block(text, style(40.0), bubble=Bubble(kind, GREEN, BLACK)), faces)
    sprite = draw_text(wrapped)
    plane = alpha(sprite)
    border = np.concatenate([plane[0], plane[-1], plane[:, 0], plane[:, -1]])
    assert border.max() == 0
    box = wrapped.box
    for x in np.linspace(box.left + 1, box.right - 2, 9):
        for y in np.linspace(box.top + 1, box.bottom - 2, 9):
            assert pixel(sprite, round(x), round(y))[3] == 255


def test_a_bubble_keeps_its_corners_while_its_middle_stretches(faces: FaceLibrary) -> None:
    def corner(text: str) -> np.ndarray:
        bubble = Bubble("speech", GREEN, BLACK)
        sprite = draw_text(lay_out(block(text, style(40.0), bubble=bubble), faces))
        left, top, _right, _bottom = extent(sprite)
        return sprite.picture.rgba[top - sprite.top :, left - sprite.left :][:18, :18]

    assert np.abs(corner("HHH").astype(int) - corner("HHHHHHHHHHH").astype(int)).max() <= 2
