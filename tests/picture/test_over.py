"""Painting one picture over another."""

import numpy as np

from cutroom.core.color import Color
from cutroom.picture.over import Box, Canvas, Sprite
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid

RED, BLUE = Color(1.0, 0.0, 0.0), Color(0.0, 0.0, 1.0)


def test_a_picture_that_covers_everything_is_passed_on_untouched() -> None:
    canvas = Canvas(32, 16, RED)
    cover = solid(32, 16, BLUE)
    canvas.draw(Sprite(cover, 0, 0))
    assert canvas.picture() is cover


def test_painting_never_writes_into_a_borrowed_picture() -> None:
    ground = solid(32, 16, RED)
    before = [plane.copy() for plane in ground.planes[:3]]
    canvas = Canvas(32, 16, ground)
    canvas.draw(Sprite(solid(8, 8, BLUE), 4, 4))
    first = canvas.picture()
    kept = first.planes.y.copy()
    canvas.draw(Sprite(solid(8, 8, BLUE), 20, 4))
    assert all(np.array_equal(a, b) for a, b in zip(before, ground.planes[:3], strict=True))
    assert np.array_equal(first.planes.y, kept)


def test_half_transparent_over_opaque_is_the_mean() -> None:
    for sprite, opacity in ((solid(8, 8, BLUE.faded(0.5)), 1.0), (solid(8, 8, BLUE), 0.5)):
        canvas = Canvas(16, 16, RED)
        canvas.draw(Sprite(sprite, 4, 4), opacity)
        red, _green, blue, alpha = canvas.picture().rgba[8, 8].tolist()
        assert abs(red - 128) <= 3
        assert abs(blue - 128) <= 3
        assert alpha == 255


def test_alpha_accumulates_on_a_transparent_canvas() -> None:
    canvas = Canvas(16, 16)
    canvas.draw(Sprite(solid(16, 16, RED.faded(0.5)), 0, 0))
    canvas.draw(Sprite(solid(16, 16, RED.faded(0.5)), 0, 0))
    assert abs(int(canvas.picture().rgba[8, 8, 3]) - 191) <= 1


def test_a_sprite_beyond_the_border_is_cut() -> None:
    canvas = Canvas(16, 16, RED)
    canvas.draw(Sprite(solid(12, 12, BLUE), -6, 10))
    canvas.draw(Sprite(solid(12, 12, BLUE), 40, 0))
    drawn = canvas.picture().planes.y < 48
    assert drawn.sum() == 6 * 6
    assert drawn[10:, :6].all()


def test_the_solid_part_gives_the_same_picture_as_blending_it() -> None:
    rgba = np.zeros((12, 12, 4), np.uint8)
    rgba[1:11, 1:11] = (0, 0, 255, 255)
    rgba[0] = (0, 0, 90, 90)
    sprite = Picture.from_rgba(rgba)
    pictures = []
    for part in (None, Box(3, 3, 13, 13)):
        canvas = Canvas(20, 20, RED)
        canvas.draw(Sprite(sprite, 2, 2, part))
        pictures.append(canvas.picture())
    one, two = pictures
    for a, b in zip(one.planes[:3], two.planes[:3], strict=True):
        assert np.abs(a.astype(int) - b).max() <= 1


def test_a_packed_ground_is_converted_once_however_often_it_is_painted_on() -> None:
    ground = Picture.from_rgba(np.full((8, 8, 4), 255, np.uint8), opaque=True)
    canvas = Canvas(8, 8, ground)
    canvas.draw(Sprite(solid(2, 2, RED), 2, 2))
    assert ground.is_planar
    assert ground.planes.y.min() == 235
    assert canvas.picture().planes.y.min() < 100
