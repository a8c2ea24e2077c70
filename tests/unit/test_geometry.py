"""Laws of fitting and placing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutroom.core.geometry import WHOLE, Point, Quad, Size, contain, cover, place

LENGTHS = st.floats(1, 8000)
SIZES = st.builds(Size, LENGTHS, LENGTHS)
POINTS = st.builds(Point, st.floats(-5000, 5000), st.floats(-5000, 5000))
FLIPS = st.builds(Point, st.sampled_from([-1.0, 1.0]), st.sampled_from([-1.0, 1.0]))


@given(SIZES, SIZES)
def test_a_contained_picture_touches_the_canvas_and_keeps_its_proportions(
    canvas: Size, media: Size
) -> None:
    fitted = contain(canvas, media)
    assert fitted.width <= canvas.width * (1 + 1e-9)
    assert fitted.height <= canvas.height * (1 + 1e-9)
    assert fitted.width == pytest.approx(canvas.width) or fitted.height == pytest.approx(
        canvas.height
    )
    assert fitted.width * media.height == pytest.approx(fitted.height * media.width)


@given(SIZES, SIZES)
def test_a_covering_picture_leaves_nothing_bare(canvas: Size, media: Size) -> None:
    drawn = cover(canvas, media)
    assert drawn.width >= canvas.width * (1 - 1e-9)
    assert drawn.height >= canvas.height * (1 - 1e-9)


@given(SIZES, SIZES, POINTS, st.floats(-720, 720), FLIPS)
def test_the_middle_of_the_source_lands_on_the_centre(
    source: Size, drawn: Size, centre: Point, degrees: float, flip: Point
) -> None:
    landed = place(source, drawn, centre, degrees, flip).apply(source.width / 2, source.height / 2)
    assert landed.x == pytest.approx(centre.x, abs=1e-4)
    assert landed.y == pytest.approx(centre.y, abs=1e-4)


@given(SIZES, SIZES, POINTS, st.floats(-720, 720), FLIPS)
def test_a_placed_picture_has_the_area_it_is_drawn_with(
    source: Size, drawn: Size, centre: Point, degrees: float, flip: Point
) -> None:
    matrix = place(source, drawn, centre, degrees, flip)
    scale = abs(matrix.a * matrix.d - matrix.b * matrix.c)
    assert scale * source.width * source.height == pytest.approx(drawn.width * drawn.height)


def test_a_positive_rotation_turns_clockwise_on_the_screen() -> None:
    matrix = place(Size(100, 100), Size(100, 100), Point(0, 0), 90, Point(1, 1))
    top_left = matrix.apply(0, 0)
    assert (top_left.x, top_left.y) == (50, -50)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270, 360, -90, 450])
def test_quarter_turns_are_exact(degrees: float) -> None:
    matrix = place(Size(4, 2), Size(4, 2), Point(0, 0), degrees, Point(1, 1))
    assert {abs(value) for value in (matrix.a, matrix.b, matrix.c, matrix.d)} == {0.0, 1.0}


def test_a_flip_mirrors_before_the_turn() -> None:
    matrix = place(Size(2, 2), Size(2, 2), Point(0, 0), 90, Point(-1, 1))
    # The left edge goes to the right, and a quarter turn clockwise takes the right edge down.
    assert matrix.apply(0, 1).y == 1


def test_a_crop_knows_whether_it_is_a_rectangle() -> None:
    assert WHOLE.is_whole
    assert WHOLE.is_rectangle
    slanted = Quad(Point(0.1, 0), Point(1, 0), Point(0, 1), Point(1, 1))
    assert not slanted.is_rectangle
    assert not slanted.is_whole
