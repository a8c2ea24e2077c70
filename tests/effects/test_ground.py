"""What effects are built on: chance, easing, order, binding, shapes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutroom.core.color import WHITE, Color
from cutroom.core.errors import InvalidRequest, UnknownName
from cutroom.effects.binding import bind
from cutroom.effects.chance import chance, chances, drift, tick
from cutroom.effects.easing import EASINGS, eased, presence
from cutroom.effects.fields import Field, coarse, distance, ramp, threshold
from cutroom.effects.filters import flutter
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.outlines import SHAPES, outline
from cutroom.effects.placing import mirrored, slid
from cutroom.effects.spec import Part
from cutroom.picture.resample import translation
from tests.golden.chart import chart


@given(st.integers(-(2**70), 2**70), st.integers(-(2**70), 2**70))
def test_chance_is_repeatable_and_in_range(one: int, two: int) -> None:
    assert 0.0 <= chance(one, two) < 1.0
    assert chance(one, two) == chance(one, two)


def test_chance_is_spread_evenly() -> None:
    values = np.array([chance(7, k) for k in range(4000)])
    counts, _ = np.histogram(values, bins=10, range=(0, 1))
    assert counts.min() > 320
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 0.05


def test_more_particles_begin_with_the_same_ones() -> None:
    assert np.array_equal(chances(3, 50, 4)[:20], chances(3, 20, 4))


@given(st.integers(0, 999), st.floats(-100, 100))
def test_drift_is_smooth(seed: int, at: float) -> None:
    assert -1.0 <= drift(seed, at) <= 1.0
    assert abs(drift(seed, at + 1e-4) - drift(seed, at)) < 1e-3


def test_ticks_do_not_slip_at_their_own_rate() -> None:
    assert [tick(frame / 24, 24.0) for frame in range(200)] == list(range(200))


@pytest.mark.parametrize("easing", EASINGS)
def test_easings_start_at_nothing_and_end_at_all(easing: str) -> None:
    assert eased(easing, 0.0) == 0.0
    assert eased(easing, 1.0) == 1.0
    assert eased(easing, 1e-4) == pytest.approx(0.0, abs=0.03)
    assert eased(easing, 1 - 1e-4) == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("easing", EASINGS)
def test_leaving_is_arriving_backwards(easing: str) -> None:
    assert presence(0.3, True, easing) == presence(0.7, False, easing)


@pytest.mark.parametrize("order", [o for o in ORDERS if o not in ("together", "centre", "edges")])
def test_every_character_has_a_turn_of_its_own(order: str) -> None:
    places = [place_of(order, Part(index, 9), 5) for index in range(9)]
    assert sorted(places) == list(range(9))


@given(st.integers(1, 40), st.sampled_from(ORDERS))
def test_turns_lie_within_the_count(count: int, order: str) -> None:
    for index in range(count):
        assert 0.0 <= place_of(order, Part(index, count), 1) <= count - 1


def test_binding_fills_in_defaults_and_clamps_numbers() -> None:
    params = bind(flutter.Params, [("count", 1e9), ("color", WHITE)])
    assert params.count == 160
    assert params.color == WHITE
    assert params.shape == "petal"


@pytest.mark.parametrize(
    "value", [("shape", "anvil"), ("count", "many"), ("count", float("nan")), ("color", 3.0)]
)
def test_binding_refuses_what_does_not_fit(value: tuple[str, float | str | Color]) -> None:
    with pytest.raises(InvalidRequest, match=value[0]):
        bind(flutter.Params, [value])


def test_binding_suggests_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="Did you mean color"):
        bind(flutter.Params, [("colr", WHITE)])


@pytest.mark.parametrize("field", [ramp(80, 50, 30.0), distance(80, 50)])
def test_a_threshold_runs_from_nothing_to_all(field: Field) -> None:
    whole = np.broadcast_to(field, (50, 80)).astype(np.float32)
    for softness in (0.0, 0.2, 1.0):
        assert threshold(whole, 0.0, softness).max() == 0
        assert threshold(whole, 1.0, softness).min() == 255


@pytest.mark.parametrize(
    "build", [lambda x, y: x, lambda x, y: y, lambda x, y: x * y], ids=["x", "y", "xy"]
)
def test_a_coarse_field_is_right_up_to_the_border(build: Callable[[Field, Field], Field]) -> None:
    fine, rough = coarse(320, 180, build, 180), coarse(320, 180, build, 20)
    assert np.abs(fine - rough).max() < 0.01


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_are_centred_and_about_one_in_size(shape: str) -> None:
    points = outline(shape)
    assert np.isfinite(points).all()
    assert 0.6 < np.abs(points).max() <= 1.3
    assert np.abs(points.min(axis=0) + points.max(axis=0)).max() < 0.75


@pytest.mark.parametrize("way", [(0, 0), (14, -6), (-400, 0), (1002, 90)])
def test_sliding_reflects_as_a_warp_does(way: tuple[int, int]) -> None:
    scene = chart(160, 90, "before")
    quick, exact = slid(scene, *way), mirrored(scene, translation(*way))
    for one, two in zip(quick.planes[:3], exact.planes[:3], strict=True):
        assert np.abs(one.astype(int) - two.astype(int)).max() <= 1
