"""What motions do to characters besides moving them: tints, hollows, swaps, ornaments, echoes."""

from __future__ import annotations

import numpy as np
import pytest

from cutroom.core.color import WHITE
from cutroom.core.typography import (
    ORNAMENT_SHAPES,
    Echo,
    Ornament,
    Stroke,
    Tint,
    WordTime,
)
from cutroom.text.characters import CharacterState
from cutroom.text.faces import FaceLibrary
from cutroom.text.layout import lay_out
from cutroom.text.raster import TextSprite, draw_characters
from cutroom.text.words import said_times, word_numbers
from tests.text.writing import BLUE, GREEN, RED, block, extent, pixel, solid, style


def draw(faces: FaceLibrary, text: str, *states: CharacterState, **fields: object) -> TextSprite:
    return draw_characters(lay_out(block(text, style(**fields)), faces), states)


def test_a_tint_reaches_from_where_reading_begins(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", CharacterState(tint=Tint(RED, 1.0, 0.3)))
    assert pixel(sprite, -22, 0) == (255, 0, 0, 255)
    assert pixel(sprite, -18, 0) == (255, 255, 255, 255)


def test_a_tint_with_a_negative_reach_comes_from_the_other_end(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", CharacterState(tint=Tint(RED, 1.0, -0.3)))
    assert pixel(sprite, 22, 0) == (255, 0, 0, 255)
    assert pixel(sprite, 18, 0) == (255, 255, 255, 255)


def test_a_tint_reaches_down_a_column(faces: FaceLibrary) -> None:
    layout = lay_out(block("H", style(), vertical=True), faces)
    cell = layout.characters[0].box
    sprite = draw_characters(layout, [CharacterState(tint=Tint(RED, 1.0, 0.6))])
    edge = round(cell.top + 0.6 * (cell.bottom - cell.top))
    assert pixel(sprite, 0, edge - 3) == (255, 0, 0, 255)
    assert pixel(sprite, 0, edge + 2) == (255, 255, 255, 255)


def test_half_a_tint_is_halfway_between_the_colours(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", CharacterState(tint=Tint(RED, 0.5)), fill=solid(BLUE))
    assert pixel(sprite, 0, 0) == pytest.approx((128, 0, 128, 255), abs=2)


def test_a_hollow_character_is_its_outline(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", CharacterState(hollow=1.0))
    assert pixel(sprite, 0, 0)[3] == 0
    assert pixel(sprite, -50, 0)[3] == 255
    half = draw(faces, "H", CharacterState(hollow=0.5))
    assert pixel(half, 0, 0)[3] == pytest.approx(128, abs=2)


def test_another_character_can_stand_in_its_place(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H.", CharacterState(shows=1), CharacterState(alpha=0.0))
    plain = draw(faces, "..", CharacterState(), CharacterState(alpha=0.0))
    left, top, right, bottom = extent(plain)
    assert extent(sprite)[1::2] == (top, bottom)
    assert extent(sprite)[2] - extent(sprite)[0] == right - left


def test_an_echo_is_a_fainter_copy_underneath(faces: FaceLibrary) -> None:
    echo = Echo(dx=2.0, dy=0.0, scale=0.5, alpha=0.5)
    sprite = draw(faces, "H", CharacterState(echoes=(echo,)))
    assert extent(sprite, 100) == (-50, -50, 225, 50)
    assert pixel(sprite, 200, 0)[3] == pytest.approx(128, abs=2)
    assert pixel(sprite, 200, 30)[3] == 0


def test_echoes_have_the_strokes_of_the_character(faces: FaceLibrary) -> None:
    echo = Echo(dx=2.0)
    sprite = draw(faces, "H", CharacterState(echoes=(echo,)), strokes=(Stroke(solid(RED), 0.2),))
    assert pixel(sprite, 255, 0) == (255, 0, 0, 255)


@pytest.mark.parametrize("shape", ORNAMENT_SHAPES)
def test_every_ornament_stays_within_its_square(faces: FaceLibrary, shape: str) -> None:
    ornament = Ornament(shape, GREEN, x=3.0, y=-1.0, size=1.0)
    sprite = draw(faces, "H", CharacterState(ornaments=(ornament,)))
    green = (sprite.picture.rgba[..., 1] > 127) & (sprite.picture.rgba[..., 0] < 127)
    rows, columns = np.nonzero(green)
    assert rows.size > 100
    xs, ys = columns + sprite.left, rows + sprite.top
    assert (xs.min() >= 245, xs.max() <= 355) == (True, True)
    assert (ys.min() >= -155, ys.max() <= -45) == (True, True)


def test_an_ornament_stays_where_the_character_rests(faces: FaceLibrary) -> None:
    ornament = Ornament("plate", GREEN, size=0.2, behind=False)
    sprite = draw(faces, "H", CharacterState(dx_px=300.0, ornaments=(ornament,)))
    assert pixel(sprite, 0, 0) == (0, 255, 0, 255)
    assert pixel(sprite, 300, 0) == (255, 255, 255, 255)


def test_an_ornament_behind_lies_under_the_characters(faces: FaceLibrary) -> None:
    ornament = Ornament("plate", GREEN, size=1.5, behind=True)
    sprite = draw(faces, "H", CharacterState(ornaments=(ornament,)))
    assert pixel(sprite, 0, 0) == (255, 255, 255, 255)
    assert pixel(sprite, 65, 0) == (0, 255, 0, 255)


def test_words_end_at_spaces_and_every_ideograph_is_one(faces: FaceLibrary) -> None:
    layout = lay_out(block("ab cd你好"), faces)
    assert word_numbers(layout) == (0, 0, 0, 1, 1, 2, 3)
    assert said_times(layout) == (None,) * 7


def test_the_characters_of_a_word_share_its_time(faces: FaceLibrary) -> None:
    words = (WordTime(0, 2, 0.0, 1.0), WordTime(3, 5, 2.0, 3.0))
    layout = lay_out(block("ab cd", words=words), faces)
    assert word_numbers(layout) == (0, 0, 0, 1, 1)
    assert said_times(layout) == ((0.0, 0.5), (0.5, 1.0), (1.0, 1.0), (2.0, 2.5), (2.5, 3.0))


def test_a_tint_keeps_the_opacity_of_the_fill(faces: FaceLibrary) -> None:
    sprite = draw(faces, "H", CharacterState(tint=Tint(RED)), fill=solid(WHITE.faded(0.5)))
    assert pixel(sprite, 0, 0)[3] < 200
