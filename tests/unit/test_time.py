"""Laws of frames, samples and the map from output time to source time."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutroom.core.time import (
    MICROS,
    SAMPLE_RATE,
    SpeedSpan,
    TimeMap,
    exact_fps,
    frames_from_us,
    round_half_up,
    samples_from_frames,
    samples_from_us,
    steady,
    us_from_frames,
)

RATES = st.sampled_from(
    [
        Fraction(24),
        Fraction(25),
        Fraction(30),
        Fraction(60),
        Fraction(30000, 1001),
        Fraction(24000, 1001),
    ]
)
TIMES_US = st.integers(-MICROS, 8 * 3600 * MICROS)
SPEEDS = st.fractions(Fraction(1, 10), 100, max_denominator=1000)
LENGTHS_S = st.fractions(Fraction(1, 100), 600, max_denominator=1000)
SPANS = st.lists(st.builds(SpeedSpan, LENGTHS_S, SPEEDS, SPEEDS), min_size=1, max_size=4).map(tuple)
MAPS = st.builds(TimeMap, st.fractions(0, 100, max_denominator=1000), SPANS, st.booleans())


@given(st.fractions(max_denominator=10**6))
def test_rounding_goes_to_the_nearest_and_halves_go_up(value: Fraction) -> None:
    rounded = round_half_up(value)
    assert -Fraction(1, 2) <= value - rounded < Fraction(1, 2)


@given(MAPS, st.integers(-100, 10**5), st.integers(0, 20), RATES)
def test_seconds_of_frames_that_follow_each_other_are_those_of_each(
    time: TimeMap, first: int, count: int, fps: Fraction
) -> None:
    frames = range(first, first + count)
    assert list(time.sources_at(frames, fps)) == [time.source_at(frame, fps) for frame in frames]


@given(SPEEDS, st.booleans(), st.integers(-100, 10**5), RATES)
def test_seconds_of_frames_at_one_speed_are_those_of_each(
    speed: Fraction, reverse: bool, first: int, fps: Fraction
) -> None:
    time = TimeMap(Fraction(1, 7), (SpeedSpan(Fraction(3), speed, speed),), reverse)
    frames = range(first, first + 5)
    assert list(time.sources_at(frames, fps)) == [time.source_at(frame, fps) for frame in frames]


@given(TIMES_US, RATES)
def test_the_frame_of_a_time_is_the_exact_product_rounded(time_us: int, fps: Fraction) -> None:
    assert frames_from_us(time_us, fps) == round_half_up(Fraction(time_us) * fps / MICROS)


@given(st.integers(-1000, 10**6), RATES)
def test_a_frame_survives_the_way_through_microseconds(frame: int, fps: Fraction) -> None:
    assert frames_from_us(us_from_frames(frame, fps), fps) == frame


@given(TIMES_US, TIMES_US, RATES)
def test_frames_keep_the_order_of_times(one: int, other: int, fps: Fraction) -> None:
    first, last = sorted((one, other))
    assert frames_from_us(first, fps) <= frames_from_us(last, fps)


@given(TIMES_US)
def test_the_sample_of_a_time_is_the_exact_product_rounded(time_us: int) -> None:
    assert samples_from_us(time_us) == round_half_up(Fraction(time_us) * SAMPLE_RATE / MICROS)


@given(st.integers(0, 10**6), RATES)
def test_the_sample_of_a_frame_is_within_half_a_sample_of_it(frame: int, fps: Fraction) -> None:
    exact = Fraction(frame) * SAMPLE_RATE / fps
    assert abs(samples_from_frames(frame, fps) - exact) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (29.97, Fraction(30000, 1001)),
        (23.976, Fraction(24000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (30.0, Fraction(30)),
        (12.5, Fraction(25, 2)),
    ],
)
def test_a_written_rate_is_the_rate_that_is_meant(written: float, meant: Fraction) -> None:
    assert exact_fps(written) == meant


@given(LENGTHS_S, SPEEDS, SPEEDS)
def test_a_span_travels_its_length_at_the_mean_of_its_speeds(
    length_s: Fraction, first: Fraction, last: Fraction
) -> None:
    assert SpeedSpan(length_s, first, last).source_length_s == length_s * (first + last) / 2


@settings(max_examples=30)
@given(MAPS, st.lists(st.fractions(-10, 4000, max_denominator=1000), min_size=2, max_size=10))
def test_a_map_never_goes_back(time: TimeMap, moments: list[Fraction]) -> None:
    travelled = [time.travel(moment) for moment in sorted(moments)]
    assert all(one <= other for one, other in pairwise(travelled))


@settings(max_examples=30)
@given(MAPS, st.fractions(-10, 4000, max_denominator=1000))
def test_the_way_back_through_a_map_leads_to_the_same_moment(
    time: TimeMap, moment: Fraction
) -> None:
    assert time.output_at(time.travel(moment)) == pytest.approx(float(moment), abs=1e-6)


@settings(max_examples=30)
@given(MAPS)
def test_a_map_travels_as_far_as_its_spans_together(time: TimeMap) -> None:
    assert time.travel(time.length_s) == time.source_length_s


@given(st.integers(1, 300), RATES)
def test_a_reversed_clip_shows_every_source_frame_once_last_first(
    length: int, fps: Fraction
) -> None:
    time = steady(Fraction(0), Fraction(length) / fps, Fraction(1))
    backwards = TimeMap(time.source_start_s, time.spans, reverse=True)
    shown = [backwards.source_at(frame, fps) for frame in range(length)]
    assert shown == [Fraction(length - 1 - frame) / fps for frame in range(length)]


def test_double_speed_shows_every_second_source_frame() -> None:
    time = steady(Fraction(1), Fraction(2), Fraction(2))
    fps = Fraction(30)
    assert [time.source_at(frame, fps) * fps for frame in range(4)] == [30, 32, 34, 36]


def test_the_published_curve_of_nine_seconds_takes_6_174419() -> None:
    """JianYing 11.4 wrote 185 frames for this curve over 9 s of source."""
    points = [(0, 1), (0.25, 1), (0.5, 4.375), (0.75, 1), (1, 1)]
    spans = tuple(
        SpeedSpan(
            (Fraction(x1) - Fraction(x0)) * 9 * 2 / (Fraction(y0) + Fraction(y1)),
            Fraction(y0),
            Fraction(y1),
        )
        for (x0, y0), (x1, y1) in pairwise(points)
    )
    time = TimeMap(Fraction(0), spans)
    assert float(time.length_s) == pytest.approx(6.174419, abs=1e-6)
    assert time.source_length_s == 9
    assert int(time.length_s * 30) == 185
