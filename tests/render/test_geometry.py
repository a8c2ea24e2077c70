"""Where pixels land, measured on rendered frames against the formulas of the timeline."""

from math import cos, radians, sin
from pathlib import Path

import numpy as np
import pytest

from cutroom.core.curves import Curve, Key, flat
from cutroom.core.geometry import Point, Quad, Size
from cutroom.render.engine import render_still
from cutroom.timeline.model import Clip, Layer, Placement
from tests.render.scenes import (
    BLUE,
    GREEN,
    HEIGHT,
    RED,
    WHITE,
    WIDTH,
    box,
    extent,
    layers,
    quadrants,
    ramp,
    still,
    timeline,
    whole,
)  # fmt: skip

BOX = Size(80, 60)


def luma_of(clip: Clip, frame: int = 0) -> np.ndarray:
    return render_still(layers(clip), frame).planes.y


def drawn_extent(clip: Clip, frame: int = 0) -> tuple[float, float, float, float]:
    """The extent of a white clip on black, edges where half of a pixel is covered."""
    return extent(luma_of(clip, frame) > 125)


def expected(centre_x: float, centre_y: float, width: float, height: float) -> list[float]:
    return [
        centre_x - width / 2,
        centre_y - height / 2,
        centre_x + width / 2,
        centre_y + height / 2,
    ]


@pytest.mark.parametrize(("x", "y"), [(0.0, 0.0), (0.25, 0.5), (-0.4, -0.3), (0.3137, -0.2718)])
@pytest.mark.parametrize(("across", "down"), [(1.0, 1.0), (0.5, 1.5), (1.333, 0.777)])
def test_position_and_scale(x: float, y: float, across: float, down: float) -> None:
    clip = box(WHITE, BOX, placement=Placement(flat(x), flat(y), flat(across), flat(down)))
    wanted = expected(WIDTH / 2 * (1 + x), HEIGHT / 2 * (1 - y), 80 * across, 60 * down)
    assert drawn_extent(clip) == pytest.approx(wanted, abs=1.0)


@pytest.mark.parametrize("frame", [0, 7, 15, 22, 29])
def test_keyframes_move_scale_and_end_exactly(frame: int) -> None:
    placement = Placement(
        ramp((0, -0.5), (29 / 30, 0.5)),
        flat(0.0),
        ramp((0, 0.5), (29 / 30, 1.5)),
        ramp((0, 0.5), (29 / 30, 1.5)),
    )
    part = frame / 29
    wanted = expected(WIDTH / 2 * (0.5 + part), HEIGHT / 2, 80 * (0.5 + part), 60 * (0.5 + part))
    assert drawn_extent(box(WHITE, BOX, placement=placement), frame) == pytest.approx(
        wanted, abs=1.0
    )


def test_a_bezier_key_is_followed() -> None:
    curve = Curve(
        (Key(0.0, -0.5, out_s=0.4, out_value=0.0), Key(1.0, 0.5, in_s=-0.4, in_value=0.0))
    )
    for frame in (5, 15, 25):
        x = curve.at(frame / 30)
        left, _top, right, _bottom = drawn_extent(
            box(WHITE, BOX, placement=Placement(x=curve)), frame
        )
        assert (left + right) / 2 == pytest.approx(WIDTH / 2 * (1 + x), abs=1.0)


@pytest.mark.parametrize("degrees", [15.0, 45.0, 90.0, 120.0, 180.0, 270.0, -30.0, 400.0])
def test_rotation_is_clockwise_about_the_centre(degrees: float, tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png")
    clip = still(
        0, facts, placement=Placement(flat(0.1), flat(0.1), flat(0.5), flat(0.5), flat(degrees))
    )
    picture = render_still(timeline(Layer("l", (clip,)), sources=(facts,)), 0).rgba
    centre = Point(WIDTH / 2 * 1.1, HEIGHT / 2 * 0.9)
    colours = {
        (-1, -1): (255, 0, 0),
        (1, -1): (0, 255, 0),
        (-1, 1): (0, 0, 255),
        (1, 1): (255, 255, 255),
    }
    c, s = cos(radians(degrees)), sin(radians(degrees))
    for (side_x, side_y), colour in colours.items():
        dx, dy = side_x * 72.0, side_y * 52.0
        x, y = centre.x + dx * c - dy * s, centre.y + dx * s + dy * c
        assert np.abs(picture[int(y), int(x), :3].astype(int) - colour).max() < 12
        # Eight pixels beyond the corner nothing is drawn.
        dx, dy = side_x * 88.0, side_y * 60.0
        x, y = centre.x + dx * c - dy * s, centre.y + dx * s + dy * c
        assert picture[int(y), int(x), :3].max() < 12


def test_the_area_of_a_turned_box_is_right_and_its_edges_are_soft() -> None:
    luma = luma_of(box(WHITE, BOX, placement=Placement(rotation=flat(30.0)))).astype(float)
    share = (luma - 16) / 219
    assert share.sum() == pytest.approx(80 * 60, rel=0.01)
    assert ((share > 0.2) & (share < 0.8)).sum() > 100


@pytest.mark.parametrize(("horizontal", "vertical"), [(True, False), (False, True), (True, True)])
def test_a_flip_mirrors_before_the_rotation(
    horizontal: bool, vertical: bool, tmp_path: Path
) -> None:
    facts = quadrants(tmp_path / "q.png")
    placement = Placement(rotation=flat(90.0), flip_horizontal=horizontal, flip_vertical=vertical)
    picture = render_still(
        timeline(Layer("l", (still(0, facts, placement=placement),)), sources=(facts,)), 0
    ).rgba
    rgb = np.array([[(255, 0, 0), (0, 255, 0)], [(0, 0, 255), (255, 255, 255)]])
    if horizontal:
        rgb = rgb[:, ::-1]
    if vertical:
        rgb = rgb[::-1]
    turned = np.rot90(rgb, -1)
    for row, y in enumerate((60, 180)):
        for column, x in enumerate((100, 220)):
            assert np.abs(picture[y, x, :3].astype(int) - turned[row, column]).max() < 12


def test_a_still_at_its_own_size_is_an_exact_copy(tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", WIDTH, HEIGHT)
    picture = render_still(timeline(Layer("l", (still(0, facts),)), sources=(facts,)), 0)
    y = picture.planes.y
    assert (y[:120, :160] == 63).all()
    assert (y[:120, 160:] == 173).all()
    assert (y[120:, :160] == 32).all()
    assert (y[120:, 160:] == 235).all()


@pytest.mark.parametrize("left", [0.25, 0.2537, 0.4])
def test_a_crop_keeps_its_rectangle_and_fills_the_fitted_size(left: float, tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png")
    crop = Quad(Point(left, 0.25), Point(1.0, 0.25), Point(left, 1.0), Point(1.0, 1.0))
    clip = still(0, facts, crop=crop, fitted=Size(240, 180))
    picture = render_still(timeline(Layer("l", (clip,)), sources=(facts,)), 0).rgba.astype(int)
    assert extent(picture[..., :3].max(axis=2) > 125) == pytest.approx((40, 30, 280, 210), abs=1.0)
    # The border between the colours is at source (½, ½), wherever the crop has put it.
    across = 40 + 240 * (0.5 - left) / (1 - left)
    down = 30 + 180 * 0.25 / 0.75
    row, column = picture[200, :, 0], picture[:, 270, 2]
    assert np.flatnonzero(row[45:275] > 125)[0] + 45 == pytest.approx(across, abs=1.5)
    assert np.flatnonzero(column[35:205] > 125)[0] + 35 == pytest.approx(down, abs=1.5)


def test_a_slanted_crop_is_straightened(tmp_path: Path) -> None:
    facts = quadrants(tmp_path / "q.png", 400, 400)
    diamond = Quad(Point(0.5, 0.1), Point(0.9, 0.5), Point(0.1, 0.5), Point(0.5, 0.9))
    clip = still(0, facts, crop=diamond, fitted=Size(200, 200))
    picture = render_still(timeline(Layer("l", (clip,)), sources=(facts,)), 0).rgba.astype(int)
    # The diagonals of the diamond become its sides' middles: every colour is a wedge at one side.
    assert np.abs(picture[120, 80, :3] - (255, 0, 0)).max() < 12
    assert np.abs(picture[30, 160, :3] - (0, 255, 0)).max() < 12
    assert np.abs(picture[210, 160, :3] - (0, 0, 255)).max() < 12
    assert np.abs(picture[120, 240, :3] - (255, 255, 255)).max() < 12


def test_alpha_is_keyframed() -> None:
    clip = whole(WHITE, placement=Placement(alpha=ramp((0, 0.0), (1, 1.0))))
    assert luma_of(clip, 0).max() == 16
    assert abs(int(luma_of(clip, 15)[100, 100]) - (16 + 219 / 2)) < 3


def test_whole_clips_on_top_hide_what_is_below() -> None:
    picture = render_still(layers(whole(RED), box(GREEN, BOX), whole(BLUE)), 0)
    assert (picture.planes.y == 32).all()


def test_clips_are_painted_back_to_front() -> None:
    picture = render_still(
        layers(
            whole(RED),
            box(GREEN, BOX, placement=Placement(x=flat(-0.1))),
            box(BLUE, BOX, placement=Placement(x=flat(0.1))),
        ),
        0,
    ).rgba
    assert picture[120, 160, 2] > 240
    assert picture[120, 110, 1] > 240
    assert picture[10, 10, 0] > 240
