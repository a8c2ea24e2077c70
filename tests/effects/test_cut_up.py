"""Canvases that parts are laid on, ways to cut a picture, and patterns that uncover one."""

from __future__ import annotations

import numpy as np
import pytest

from cutroom.core.color import Color
from cutroom.core.geometry import Size
from cutroom.effects.board import Board, rectangle, rounded, through
from cutroom.effects.cuts import CUTS, WAYS, Coming, displaced, pieces
from cutroom.effects.filters import disperse, matte, stack
from cutroom.effects.filters import pieces as assembled
from cutroom.effects.grown import GROWN, Grown, grown
from cutroom.effects.icons import ICONS, icon, stamp
from cutroom.effects.mattes import COMPACT, STYLES, Matte, shape_distance, uncovered
from cutroom.effects.mattes import matte as matte_field
from cutroom.effects.outlines import fill, outline
from cutroom.effects.placing import spun
from cutroom.effects.spec import Moment
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.render.engine import render_still
from cutroom.timeline.model import MotionSpan
from tests.golden.chart import chart
from tests.render.scenes import RED, WHITE, box, layers, whole

SIZE = (160, 90)
MOMENT = Moment(0.5, 0.5, 1.0, 15, 3)


def test_what_is_put_on_a_board_shows_inside_its_outline_only() -> None:
    before, after = chart(*SIZE, "before"), chart(*SIZE, "after")
    board = Board(before)
    board.put(after, np.eye(3), rectangle(40, 20, 80, 60))
    inside = board.picture.planes.y[24:56, 44:76]
    assert np.array_equal(inside, after.planes.y[24:56, 44:76])
    assert np.array_equal(board.picture.planes.y[:, 90:], before.planes.y[:, 90:])
    assert not np.array_equal(before.planes.y, board.picture.planes.y)


def test_a_board_of_nothing_takes_on_the_alpha_of_what_is_put_on_it() -> None:
    board = Board(Picture.from_rgba(np.zeros((90, 160, 4), np.uint8)))
    source = Picture.from_rgba(chart(*SIZE, "before").rgba)
    board.put(source, translation(10, 0), rectangle(10, 0, 60, 90))
    board.paint(Color(1.0, 0.0, 0.0), rectangle(100, 10, 120, 30))
    alpha = board.picture.rgba[..., 3]
    assert alpha[45, 30] == 255
    assert alpha[45, 80] == 0
    red = board.picture.rgba[20, 110].astype(int)
    assert (np.abs(red - (255, 0, 0, 255)) <= 2).all()


def test_an_outline_beyond_the_canvas_or_without_numbers_changes_nothing() -> None:
    before = chart(*SIZE, "before")
    board = Board(before)
    board.put(chart(*SIZE, "after"), np.eye(3), rectangle(400, 400, 500, 500))
    board.put(chart(*SIZE, "after"), np.eye(3), rectangle(float("nan"), 0, 10, 10))
    assert np.array_equal(board.picture.planes.y, before.planes.y)


def test_points_go_through_a_matrix_as_pictures_do() -> None:
    moved = through(spun(100, 60, 90.0), rectangle(0, 0, 100, 60))
    assert moved.min(axis=0) == pytest.approx((20, -20))
    assert moved.max(axis=0) == pytest.approx((80, 80))


def test_round_corners_stay_inside_their_box() -> None:
    points = rounded((10, 20, 60, 50), 100.0)
    assert points.min(axis=0) == pytest.approx((10, 20))
    assert points.max(axis=0) == pytest.approx((60, 50))


@pytest.mark.parametrize("cut", CUTS)
def test_pieces_together_are_the_canvas(cut: str) -> None:
    covered = np.zeros((90, 160), np.uint8)
    for corners in pieces(cut, 5, *SIZE, 3):
        piece = np.zeros_like(covered)
        fill(piece, corners, (255,))
        covered = np.maximum(covered, piece)
    assert (covered > 100).mean() > 0.995


@pytest.mark.parametrize("way", [way for way in WAYS if way != "cut"])
def test_a_piece_is_in_its_place_when_it_has_come_and_elsewhere_before(way: str) -> None:
    corners = pieces("9", 3, *SIZE, 3)[4]
    coming = Coming(way, 30.0, 1.1, 180.0)
    home = displaced(corners, coming, 0.0, 4, SIZE, 3)
    assert through(home, corners) == pytest.approx(corners, abs=1e-6)
    away = through(displaced(corners, coming, 0.8, 4, SIZE, 3), corners)
    assert np.abs(away - corners).max() > 5.0


@pytest.mark.parametrize("cut", CUTS)
def test_pieces_that_have_all_but_come_make_the_picture(cut: str) -> None:
    scene = chart(*SIZE, "before")
    params = assembled.Params(cut=cut, amount=0.9999, easing="linear")
    drawn = assembled.apply(scene, params, MOMENT).rgba.astype(int)
    assert np.abs(drawn - scene.rgba.astype(int)).mean() < 6.0
    nothing = assembled.apply(scene, assembled.Params(cut=cut, amount=0.0), MOMENT)
    assert nothing.rgba.max() == 0


@pytest.mark.parametrize("style", STYLES)
def test_a_matte_uncovers_steadily_from_nothing_to_all(style: str) -> None:
    field = matte_field(*SIZE, Matte(style), 5)
    shares = [float((uncovered(field, at, 0.02) > 127).mean()) for at in (0.0, 0.3, 0.6, 1.0)]
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert 0.0 < shares[2] < 1.0 or 0.0 < shares[1] < 1.0
    assert shares[-1] == 1.0


@pytest.mark.parametrize("style", GROWN)
def test_grown_patterns_run_from_nothing_to_all(style: str) -> None:
    field = grown(SIZE, Grown(style, 0.3, 0.5, 20.0), 5)
    assert float(field.min()) == pytest.approx(0.0, abs=0.02)
    assert float(field.max()) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("shape", COMPACT)
def test_distance_to_a_shape_is_one_on_its_outline(shape: str) -> None:
    points = outline(shape).astype(np.float32)
    far = np.hypot(points[:, 0], points[:, 1])
    outer = far > 0.7 * far.max()
    found = shape_distance(shape, points[None, outer, 0], points[None, outer, 1])
    assert np.median(found) == pytest.approx(1.0, abs=0.08)


def test_a_picture_half_uncovered_has_alpha_where_it_is_covered() -> None:
    params = matte.Params(style="sweep", amount=0.5, softness=0.01)
    alpha = matte.apply(chart(*SIZE, "before"), params, MOMENT).rgba[..., 3]
    assert 0.3 < (alpha > 127).mean() < 0.7


def test_grains_leave_what_has_not_left_yet_untouched() -> None:
    scene = chart(*SIZE, "before")
    drawn = disperse.apply(scene, disperse.Params(amount=0.3, angle=0.0), MOMENT).rgba
    assert np.array_equal(drawn[:, 120:, 3], np.full((90, 40), 255))
    gone = disperse.apply(scene, disperse.Params(amount=1.0), MOMENT).rgba
    assert (gone[..., 3] > 0).mean() < 0.02


def test_copies_of_a_stack_appear_one_by_one() -> None:
    scene = chart(*SIZE, "before")
    covered = []
    for progress in (0.02, 0.2, 0.9):
        moment = Moment(progress, progress, 1.0, 0, 3)
        drawn = stack.apply(scene, stack.Params(style="line", angle=0.0), moment)
        covered.append(float((drawn.rgba[..., 3] > 127).mean()))
    assert covered[0] < covered[1] < covered[2]


@pytest.mark.parametrize("name", ICONS)
def test_every_drawing_fills_its_square_and_has_a_white_rim(name: str) -> None:
    sprite = icon(name)
    rows, columns = np.nonzero(sprite[..., 3] > 127)
    assert min(np.ptp(rows), np.ptp(columns)) > 0.45 * sprite.shape[0]
    assert rows.min() > 0
    assert rows.max() < sprite.shape[0] - 1
    assert (sprite[..., :3].astype(int) <= sprite[..., 3:].astype(int) + 1).all()
    first = sprite[rows.min() + 1, columns[rows == rows.min() + 1][0], :3]
    assert first.min() > 90


@pytest.mark.parametrize("size", [3.0, 30.0, 300.0])
def test_a_drawing_is_stamped_about_its_place_at_any_size(size: float) -> None:
    canvas = np.zeros((120, 120, 4), np.uint8)
    stamp(canvas, icon("coin"), (60.0, 60.0), size, 30.0)
    assert canvas[60, 60, 3] > 200
    stamp(canvas, icon("coin"), (-500.0, 60.0), size, 0.0)


def test_a_transition_may_not_wear_what_does_not_exist() -> None:
    with pytest.raises(KeyError, match="no-such-effect"):
        worn(chart(*SIZE, "before"), "no-such-effect", MOMENT)


@pytest.mark.parametrize(
    ("effect", "phase"), [("assemble", "in"), ("uncover", "in"), ("parade", "group")]
)
def test_a_rendered_clip_comes_out_of_nothing_over_what_lies_below(effect: str, phase: str) -> None:
    span = MotionSpan(effect, phase, (), 0, 20)  # type: ignore[arg-type]
    film = layers(whole(RED), box(WHITE, Size(200, 120), motions=(span,)))
    shares = [float((render_still(film, frame).planes.y > 200).mean()) for frame in (0, 5, 12, 24)]
    assert shares[0] == 0.0
    assert 0.0 < shares[1] < shares[3]
    assert shares[3] == pytest.approx(200 * 120 / (320 * 240), abs=0.01)
