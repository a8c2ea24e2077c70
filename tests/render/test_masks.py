"""Mask planes against the formulas they follow, evaluated point by point."""

from math import cos, hypot, radians, sin

import numpy as np
import pytest

from cutroom.core.curves import flat
from cutroom.core.geometry import Size
from cutroom.render.engine import render_still
from cutroom.render.masks import MaskState, draw_mask
from cutroom.timeline.model import Mask, Placement
from tests.render.scenes import WHITE, box, layers, ramp

W, H = 200, 120


def state(shape: str, **fields: float | bool) -> MaskState:
    made = {
        "center_x": 0.0, "center_y": 0.0, "width": 0.5, "height": 0.5, "rotation": 0.0,
        "feather": 0.0, "round_corner": 0.0, "expansion": 0.0, "invert": False,
    }  # fmt: skip
    return MaskState(shape, **(made | fields))  # type: ignore[arg-type]


def smoothstep(low: float, high: float, x: float) -> float:
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)


def kappa(rotation: float) -> float:
    return max(0.0, 1 - ((rotation % 90) / 45 - 1) ** 2) ** 0.25


def line_distance(mask: MaskState, x: int, y: int) -> float:
    across = ((2 * (x + 0.5) / W - 1) - mask.center_x) * (W / H)
    up = (1 - 2 * (y + 0.5) / H) - mask.center_y
    r = radians(-mask.rotation)
    return -sin(r) * across + cos(r) * up


POINTS = [(x, y) for x in range(3, W, 13) for y in range(2, H, 11)]


@pytest.mark.parametrize("rotation", [0.0, 30.0, -70.0])
@pytest.mark.parametrize("feather", [0.1, 0.5])
def test_a_line_follows_its_formula(rotation: float, feather: float) -> None:
    mask = state("line", center_x=0.2, center_y=-0.1, rotation=rotation, feather=feather)
    plane = draw_mask(mask, W, H)
    low, high = -0.005 * kappa(rotation) - feather**2, feather**2
    for x, y in POINTS:
        assert plane[y, x] == pytest.approx(
            255 * smoothstep(low, high, line_distance(mask, x, y)), abs=1.5
        )


@pytest.mark.parametrize("rotation", [0.0, 40.0])
def test_a_mirror_keeps_what_is_between_two_lines(rotation: float) -> None:
    mask = state("mirror", height=0.4, rotation=rotation, feather=0.3)
    plane = draw_mask(mask, W, H)
    soft = 0.005 * kappa(rotation) + 0.09
    for x, y in POINTS:
        inside = 1 - smoothstep(0.4 - soft, 0.4 + soft, abs(line_distance(mask, x, y)))
        assert plane[y, x] == pytest.approx(255 * inside, abs=1.5)


@pytest.mark.parametrize("feather", [0.16, 0.26])
def test_an_ellipse_is_feathered_as_measured(feather: float) -> None:
    mask = state(
        "ellipse", center_x=0.1, center_y=0.2, width=0.6, height=0.5, rotation=25.0, feather=feather
    )
    plane = draw_mask(mask, W, H)
    half = 4.86 * feather**1.866
    c, s = cos(radians(25.0)), sin(radians(25.0))
    for x, y in POINTS:
        across, up = x + 0.5 - W / 2 * 1.1, H / 2 * 0.8 - (y + 0.5)
        own_x, own_y = across * c - up * s, across * s + up * c
        distance = hypot(own_x / (0.6 * W / 2), own_y / (0.5 * H / 2))
        wanted = 1 - smoothstep(1.025 - half, 1.025 + half, distance)
        assert plane[y, x] == pytest.approx(255 * wanted, abs=1.5)


def test_hard_shapes_have_their_areas() -> None:
    ellipse = draw_mask(state("ellipse", width=0.6, height=0.8), W, H)
    assert ellipse.sum() / 255 == pytest.approx(np.pi * 60 * 48, rel=0.01)
    rectangle = draw_mask(state("rectangle", width=0.5, height=0.5, rotation=20.0), W, H)
    assert rectangle.sum() / 255 == pytest.approx(100 * 60, rel=0.01)
    rounded = draw_mask(state("rectangle", width=0.5, height=0.5, round_corner=1.0), W, H)
    assert rounded.sum() / 255 == pytest.approx(100 * 60 - (4 - np.pi) * 30**2, rel=0.01)


@pytest.mark.parametrize("shape", ["heart", "star"])
def test_outlines_fill_their_box_and_turn(shape: str) -> None:
    upright = draw_mask(state(shape), W, H) > 127
    rows, columns = np.flatnonzero(upright.any(axis=1)), np.flatnonzero(upright.any(axis=0))
    assert len(columns) == pytest.approx(100, abs=2)
    assert len(rows) == pytest.approx(60, abs=2)
    half_turn = draw_mask(state(shape, rotation=180.0), W, H) > 127
    assert (half_turn != upright[::-1, ::-1]).mean() < 0.01
    assert (upright != upright[:, ::-1]).mean() < 0.01


@pytest.mark.parametrize("shape", ["line", "mirror", "ellipse", "rectangle", "heart", "star"])
def test_invert_keeps_the_rest(shape: str) -> None:
    kept = draw_mask(state(shape, feather=0.2, rotation=10.0), W, H).astype(int)
    rest = draw_mask(state(shape, feather=0.2, rotation=10.0, invert=True), W, H)
    assert (kept + rest == 255).all()


def test_expansion_grows_and_shrinks() -> None:
    areas = [draw_mask(state("ellipse", expansion=e), W, H).sum() for e in (-0.3, 0.0, 0.3)]
    assert areas[0] < areas[1] < areas[2]


def test_degenerate_masks_draw_without_failing() -> None:
    for shape in ("line", "mirror", "ellipse", "rectangle", "heart", "star"):
        for size in ((2, 2), (3, 500)):
            draw_mask(state(shape, width=1e-4, height=50.0, center_x=9.0), *size)


def test_a_mask_follows_its_clip() -> None:
    """Half a clip is kept; the clip is moved, scaled and turned by ninety degrees."""
    keep_upper = Mask("line", flat(0), flat(0), flat(1), flat(1), flat(0), flat(0))
    placement = Placement(flat(0.25), flat(0), flat(1.5), flat(1.5), flat(90.0))
    clip = box(WHITE, Size(80, 60), mask=keep_upper, placement=placement)
    luma = render_still(layers(clip), 0).planes.y
    # The upper half turned clockwise is the right half: 45 px wide from the centre (200, 120).
    assert luma[120, 210] == 235
    assert luma[120, 190] == 16
    assert luma[120, 250] == 16


def test_a_moving_mask_is_drawn_anew() -> None:
    mask = Mask("line", flat(0), ramp((0, -1.0), (1, 1.0)), flat(1), flat(1), flat(0), flat(0))
    timeline = layers(box(WHITE, Size(200, 200), mask=mask))
    shares = [
        (render_still(timeline, frame).planes.y > 125).sum() / 200**2 for frame in (0, 15, 29)
    ]
    assert shares == pytest.approx([1.0, 0.5, 1 / 30], abs=0.02)
