"""Poses of motions on top of a placement."""

from dataclasses import dataclass

import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.geometry import Point, Size
from cutroom.effects.registry import MOTIONS
from cutroom.effects.spec import Moment, Motion, Part, Pose, Wipe
from cutroom.picture.picture import Picture
from cutroom.render.engine import render_still
from cutroom.render.stance import Stance, stance_matrix
from cutroom.timeline.model import MotionPhase, MotionSpan, Placement
from tests.render.scenes import CANVAS, WHITE, box, extent, layers


@dataclass(frozen=True)
class NoParams:
    """Of a motion that has none."""


def posed(
    monkeypatch: pytest.MonkeyPatch, pose: Pose, phase: MotionPhase = "group"
) -> tuple[MotionSpan, ...]:
    """A motion that holds one pose over frames 0–29."""
    motion = Motion("test-pose", NoParams, lambda _params, _moment, _part: pose, "a pose")
    monkeypatch.setitem(MOTIONS.loaded, "test-pose", motion)
    return (MotionSpan("test-pose", phase, (), 0, 30),)


def rendered(
    monkeypatch: pytest.MonkeyPatch, pose: Pose, placement: Placement | None = None
) -> Picture:
    clip = box(
        WHITE, Size(80, 60), motions=posed(monkeypatch, pose), placement=placement or Placement()
    )
    return render_still(layers(clip), 0)


@pytest.mark.parametrize(
    ("pose", "wanted"),
    [
        (Pose(x=0.1, y=0.1), (152, 114, 232, 174)),
        (Pose(own_x=1.0, own_y=-0.5), (200, 60, 280, 120)),
        (Pose(scale_x=1.5, scale_y=0.5), (100, 105, 220, 135)),
        (Pose(scale_x=0.5, scale_y=0.5, anchor=(-1.0, -1.0)), (120, 90, 160, 120)),
        (Pose(rotation=90.0), (130, 80, 190, 160)),
        (Pose(rotation=180.0, anchor=(1.0, 0.0)), (200, 90, 280, 150)),
    ],
)
def test_a_pose_moves_scales_and_turns_about_its_anchor(
    pose: Pose, wanted: tuple[int, int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert extent(rendered(monkeypatch, pose).planes.y > 125) == pytest.approx(wanted, abs=1.0)


def test_alpha_multiplies(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = rendered(monkeypatch, Pose(alpha=0.5), Placement(alpha=flat(0.5)))
    assert picture.planes.y[120, 160] == pytest.approx(16 + 219 / 4, abs=1)


def test_a_tilt_makes_the_far_edge_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = rendered(monkeypatch, Pose(tilt_y=50.0)).planes.y > 125
    left, _top, right, _bottom = extent(drawn)
    heights = drawn[:, int(left) + 2].sum(), drawn[:, int(right) - 3].sum()
    assert right - left < 70
    assert abs(int(heights[0]) - int(heights[1])) > 8


def test_a_skew_moves_the_upper_edge_clockwise(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = rendered(monkeypatch, Pose(skew=30.0)).planes.y > 125
    upper, lower = (np.flatnonzero(drawn[row]).mean() for row in (92, 147))
    assert upper - lower == pytest.approx(55 * np.tan(np.radians(30)), abs=1.5)


@pytest.mark.parametrize("shape", ["linear", "iris", "blinds", "clock", "split"])
def test_wipes_uncover_half_way_and_ends(shape: str, monkeypatch: pytest.MonkeyPatch) -> None:
    areas = []
    for amount in (0.0, 0.5, 1.0):
        wipe = Wipe(amount, shape=shape, bands=4)  # type: ignore[arg-type]
        areas.append(int((rendered(monkeypatch, Pose(wipe=wipe)).planes.y > 125).sum()))
    assert areas[0] == 0
    assert areas[2] == 80 * 60
    assert areas[1] == pytest.approx(areas[2] / 2, rel=0.3)


def test_blur_softens_without_moving(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clip with alpha spreads when it is blurred, an opaque one keeps its edges."""
    picture = rendered(monkeypatch, Pose(blur=0.05)).planes.y
    assert extent(picture > 125) == pytest.approx((120, 90, 200, 150), abs=1.0)


def test_phases_hold_their_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def slide(_params: NoParams, moment: Moment, _part: Part) -> Pose:
        return Pose(x=moment.progress)

    monkeypatch.setitem(
        MOTIONS.loaded, "test-slide", Motion("test-slide", NoParams, slide, "a slide")
    )

    def left_edges(phase: MotionPhase, start: int) -> list[float]:
        span = (MotionSpan("test-slide", phase, (), start, 10),)
        clip = box(WHITE, Size(20, 240), motions=span, placement=Placement(x=flat(-0.75)))
        frames = [render_still(layers(clip), frame).planes.y > 125 for frame in (0, start + 5, 25)]
        return [extent(drawn)[0] if drawn.any() else -1.0 for drawn in frames]

    assert left_edges("in", 0) == pytest.approx([30, 190, 30], abs=1)
    assert left_edges("out", 10) == pytest.approx([30, 190, -1], abs=1)
    assert left_edges("loop", 5) == pytest.approx([30, 190, 30], abs=1)


def test_a_steady_stance_is_put_on_whole_pixels() -> None:
    stance = Stance(Point(160.3, 120.6), 1.0, 1.0, 0.0, Point(1.0, 1.0), 1.0, steady=True)
    matrix = stance_matrix(stance, Pose(), Size(81, 61), Size(81, 61), CANVAS)
    assert matrix[0, 2] == round(matrix[0, 2])
    assert matrix[1, 2] == round(matrix[1, 2])


def test_extreme_values_draw_something_or_nothing_but_do_not_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for pose in (
        Pose(scale_x=0.0, scale_y=0.0),
        Pose(scale_x=1e9, scale_y=1e9),
        Pose(tilt_x=90.0, tilt_y=90.0),
        Pose(tilt_y=179.0, scale_x=30.0),
        Pose(x=1e9, y=-1e9),
        Pose(skew=90.0),
        Pose(blur=100.0),
        Pose(rotation=1e7, scale_x=-3.0),
    ):
        rendered(monkeypatch, pose)
