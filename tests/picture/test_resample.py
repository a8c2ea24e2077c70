"""Moving and scaling planes."""

import cv2
import numpy as np
import pytest

from cutroom.picture.resample import coverage, scaling, transform_plane, translation

HALF = translation(0.5, 0.5)


def smooth_plane(width: int, height: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rough = rng.integers(0, 256, (height, width), dtype=np.uint8)
    return cv2.normalize(cv2.GaussianBlur(rough, (0, 0), 3), None, 0, 255, cv2.NORM_MINMAX)


def direct(plane: np.ndarray, matrix: np.ndarray, width: int, height: int) -> np.ndarray:
    """Bilinear look-up straight at the wanted positions."""
    indexed = np.linalg.inv(HALF) @ matrix @ HALF
    return cv2.warpAffine(
        plane, indexed[:2], (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


@pytest.mark.parametrize(
    ("scale", "dx", "dy"),
    [
        (0.83, 3.3, 7.7),
        (1.21, -40.7, 2.1),
        (0.6, -17.13, 0.4),
        (0.95, 5.21, -8.5),
        (2.5, -60.2, -33.3),
    ],
)
def test_a_zoom_matches_a_direct_look_up(scale: float, dx: float, dy: float) -> None:
    plane = smooth_plane(400, 300)
    matrix = translation(dx, dy) @ scaling(scale, scale)
    zoomed = transform_plane(plane, matrix, 380, 250)
    wrong = np.abs(zoomed.astype(int) - direct(plane, matrix, 380, 250))
    assert wrong.mean() < 1.0
    assert wrong.max() <= 5


def test_a_slow_zoom_moves_evenly() -> None:
    """The centroid of a dot follows the matrix to a twentieth of a pixel: no jitter."""
    plane = np.zeros((200, 200), np.uint8)
    cv2.circle(plane, (140, 90), 9, 255, -1, lineType=cv2.LINE_AA)
    xs = np.arange(200) + 0.5
    source = (plane.sum(axis=0) @ xs) / plane.sum()
    for step in range(40):
        scale = 0.8 + 0.002 * step
        moved = transform_plane(
            plane, translation(0.37 * step, 0) @ scaling(scale, scale), 200, 200
        )
        centre = (moved.sum(axis=0) @ xs) / moved.sum()
        assert centre == pytest.approx(source * scale + 0.37 * step, abs=0.05)


def test_a_move_by_whole_pixels_copies() -> None:
    plane = smooth_plane(64, 48)
    moved = transform_plane(plane, translation(5, -3), 64, 48)
    assert np.array_equal(moved[:45, 5:], plane[3:, :-5])


def test_flips_and_quarter_turns_are_exact() -> None:
    plane = smooth_plane(64, 48)
    mirrored = transform_plane(plane, translation(64, 0) @ scaling(-1, 1), 64, 48)
    assert np.array_equal(mirrored, plane[:, ::-1])
    quarter = np.array([[0.0, -1.0, 48.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert np.array_equal(transform_plane(plane, quarter, 48, 64), np.rot90(plane, -1))


def test_shrinking_averages_instead_of_dropping_lines() -> None:
    stripes = np.tile(np.array([0, 255], np.uint8), (100, 50))
    small = transform_plane(stripes, scaling(0.25, 0.25), 25, 25)
    assert np.abs(small.astype(int) - 128).max() <= 2


def test_extreme_scales_stay_within_memory() -> None:
    plane = smooth_plane(64, 48)
    for scale in (1e-4, 1e4):
        assert transform_plane(plane, scaling(scale, scale), 40, 30).shape == (30, 40)


@pytest.mark.parametrize("degrees", [0.0, 30.0])
def test_coverage_adds_up_to_the_drawn_area(degrees: float) -> None:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, -s, 80.3], [s, c, 20.6], [0, 0, 1]])
    covered = coverage((60, 40), turn @ scaling(1.3, 0.7), 200, 160)
    assert covered.sum() / 255 == pytest.approx(60 * 1.3 * 40 * 0.7, rel=0.003)


@pytest.mark.parametrize("tilt", [0.0, 4e-4])
def test_coverage_of_a_large_canvas_is_whole_inside_and_soft_at_the_edge(tilt: float) -> None:
    c, s = np.cos(0.4) * 0.9, np.sin(0.4) * 0.9
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [tilt, 0.0, 1.0]])
    matrix = translation(330, 260) @ turn @ translation(-250, -200)
    covered = coverage((500, 400), matrix, 640, 512)
    corners = np.array([[0, 0, 1], [500, 0, 1], [500, 400, 1], [0, 400, 1]]) @ matrix.T
    outline = corners[:, :2] / corners[:, 2:]
    sharp = np.zeros((512, 640), np.uint8)
    cv2.fillConvexPoly(sharp, np.rint((outline - 0.5) * 256).astype(np.int32), 255, cv2.LINE_8, 8)
    inside = cv2.erode(sharp, np.ones((9, 9), np.uint8)) == 255
    outside = cv2.dilate(sharp, np.ones((5, 5), np.uint8)) == 0
    assert (covered[inside] == 255).all()
    assert (covered[outside] == 0).all()
    area = cv2.contourArea(outline.astype(np.float32))
    assert covered.sum() / 255 == pytest.approx(area, rel=0.005)
