"""Laws of keyframed curves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutroom.core.curves import Curve, Key, bezier_parameter, ease, flat

TIMES = st.floats(-100, 1000)
VALUES = st.floats(-1000, 1000)
FRACTIONS = st.floats(0, 1)
PLAIN_KEYS = st.lists(st.builds(Key, TIMES, VALUES), min_size=1, max_size=8)
BENT_KEYS = st.lists(
    st.builds(Key, TIMES, VALUES, TIMES, VALUES, TIMES, VALUES), min_size=1, max_size=8
)


def curve_of(keys: list[Key]) -> Curve:
    return Curve(tuple(sorted(keys, key=lambda key: key.time_s)))


@given(PLAIN_KEYS, TIMES)
def test_straight_spans_stay_between_their_keys(keys: list[Key], time_s: float) -> None:
    values = [key.value for key in keys]
    margin = 1e-9 * (1 + max(map(abs, values)))
    assert min(values) - margin <= curve_of(keys).at(time_s) <= max(values) + margin


@given(BENT_KEYS, st.floats(0, 50))
def test_a_curve_holds_before_its_first_and_after_its_last_key(
    keys: list[Key], away: float
) -> None:
    curve = curve_of(keys)
    first, last = curve.keys[0], curve.keys[-1]
    # Of keys at one time the last one counts from there on.
    assert curve.at(first.time_s - away - 1) == first.value
    assert curve.at(last.time_s + away + 1) == last.value


@given(BENT_KEYS, TIMES)
def test_handles_keep_values_within_the_hull_of_their_controls(
    keys: list[Key], time_s: float
) -> None:
    curve = curve_of(keys)
    controls = [
        value
        for key in keys
        for value in (key.value, key.value + key.out_value, key.value + key.in_value)
    ]
    margin = 1e-6 * (1 + max(map(abs, controls)))
    assert min(controls) - margin <= curve.at(time_s) <= max(controls) + margin


@given(
    st.lists(
        st.builds(Key, st.integers(0, 50).map(float), VALUES),
        min_size=2,
        max_size=6,
        unique_by=lambda k: k.time_s,
    )
)
def test_a_curve_passes_through_its_keys(keys: list[Key]) -> None:
    curve = curve_of(keys)
    for key in keys:
        assert curve.at(key.time_s) == pytest.approx(key.value, abs=1e-6)


def test_a_straight_span_is_halfway_in_the_middle() -> None:
    assert Curve((Key(1.0, 10.0), Key(3.0, 20.0))).at(2.0) == 15.0


def test_symmetric_handles_ease_both_ends() -> None:
    curve = Curve((Key(0.0, 0.0, out_s=0.5), Key(1.0, 1.0, in_s=-0.5)))
    assert curve.at(0.5) == pytest.approx(0.5, abs=1e-6)
    assert curve.at(0.1) < 0.1
    assert curve.at(0.9) > 0.9


def test_a_curve_of_equal_keys_is_constant_unless_a_handle_bends_it() -> None:
    assert flat(2.0).constant
    assert Curve((Key(0.0, 2.0), Key(1.0, 2.0))).constant
    assert not Curve((Key(0.0, 2.0, out_s=0.3, out_value=1.0), Key(1.0, 2.0))).constant


@given(FRACTIONS, FRACTIONS, FRACTIONS)
def test_the_parameter_of_a_bezier_reaches_its_x(x1: float, x2: float, x: float) -> None:
    u = bezier_parameter(x1, x2, x)
    v = 1 - u
    assert 3 * v * v * u * x1 + 3 * v * u * u * x2 + u**3 == pytest.approx(x, abs=1e-6)


@given(FRACTIONS, FRACTIONS, st.floats(-1, 2))
def test_easing_begins_at_0_and_ends_at_1(x1: float, x2: float, progress: float) -> None:
    eased = ease(x1, 0.0, x2, 1.0, progress)
    assert 0.0 <= eased <= 1.0
    if progress <= 0:
        assert eased == 0.0
    if progress >= 1:
        assert eased == 1.0
