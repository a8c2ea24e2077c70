"""Microseconds, frames, samples, and the map from output time to source time.

The only module that rounds times. A draft speaks integer microseconds; a timeline speaks integer
output frames and exact source positions in seconds (``Fraction``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor, isqrt, lcm

MICROS = 1_000_000
SAMPLE_RATE = 48_000


def round_half_up(value: Fraction) -> int:
    """Nearest integer, halves upwards (Python's own ``round`` goes to even)."""
    return floor(value + Fraction(1, 2))


def _ratio(numerator: int, denominator: int) -> int:
    """``round_half_up`` of a quotient in whole numbers: a draft asks thousands of times."""
    return (2 * numerator + denominator) // (2 * denominator)


def frames_from_us(time_us: int, fps: Fraction) -> int:
    """The frame nearest to a time: ``round(time · fps)``."""
    return _ratio(time_us * fps.numerator, MICROS * fps.denominator)


def us_from_frames(frames: int, fps: Fraction) -> int:
    """The time of a frame, rounded to whole microseconds."""
    return _ratio(frames * MICROS * fps.denominator, fps.numerator)


def samples_from_us(time_us: int) -> int:
    """The 48 kHz sample nearest to a time."""
    return _ratio(time_us * SAMPLE_RATE, MICROS)


def samples_from_frames(frames: int, fps: Fraction) -> int:
    """The 48 kHz sample nearest to the start of a frame."""
    return _ratio(frames * SAMPLE_RATE * fps.denominator, fps.numerator)


def exact_fps(fps: float) -> Fraction:
    """A frame rate as drafts write it (30, 29.97, 23.976) as the exact rate that is meant."""
    nominal = round(fps)
    if nominal > 0 and abs(fps - nominal * 1000 / 1001) < 0.005:
        return Fraction(nominal * 1000, 1001)
    return Fraction(fps).limit_denominator(1001)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A half-open range in microseconds."""

    start_us: int
    duration_us: int

    @property
    def end_us(self) -> int:
        """First microsecond after the range."""
        return self.start_us + self.duration_us


@dataclass(frozen=True, slots=True)
class SpeedSpan:
    """A stretch of output time over which the speed runs linearly from one value to another.

    ``length_s`` is output seconds; speeds are source seconds per output second, ≥ 0 (0 freezes).
    """

    length_s: Fraction
    speed_start: Fraction
    speed_end: Fraction

    def travel(self, time_s: Fraction) -> Fraction:
        """Source seconds travelled after ``time_s`` of this span.

        ``y0·τ + (y1−y0)·τ²/2T``: speed linear in output time gives the span duration
        ``Δx·D/((y0+y1)/2)`` that JianYing writes for curve speed.
        """
        if self.length_s == 0:
            return Fraction(0)
        slope = (self.speed_end - self.speed_start) / self.length_s
        return self.speed_start * time_s + slope * time_s * time_s / 2

    @property
    def source_length_s(self) -> Fraction:
        """Source seconds travelled over the whole span."""
        return self.travel(self.length_s)


@dataclass(frozen=True, slots=True)
class TimeMap:
    """Output seconds since a clip's nominal start → seconds of source media.

    Outside the spans the map goes on with the first or last speed, so transition handles read the
    media beside the used range; the reader clamps to what the media has.
    """

    source_start_s: Fraction
    spans: tuple[SpeedSpan, ...]
    reverse: bool = False

    @property
    def length_s(self) -> Fraction:
        """Output seconds covered."""
        return sum((span.length_s for span in self.spans), Fraction(0))

    @property
    def source_length_s(self) -> Fraction:
        """Source seconds covered."""
        return sum((span.source_length_s for span in self.spans), Fraction(0))

    @property
    def constant_speed(self) -> Fraction | None:
        """The speed if it never changes, else None."""
        first = self.spans[0].speed_start
        same = all(s.speed_start == first and s.speed_end == first for s in self.spans)
        return first if same else None

    def travel(self, time_s: Fraction) -> Fraction:
        """Source seconds played after ``time_s`` output seconds (negative before the start)."""
        if time_s < 0:
            return time_s * self.spans[0].speed_start
        done = Fraction(0)
        for span in self.spans:
            if time_s <= span.length_s:
                return done + span.travel(time_s)
            time_s -= span.length_s
            done += span.source_length_s
        return done + time_s * self.spans[-1].speed_end

    def source_at(self, frame: int, fps: Fraction) -> Fraction:
        """Source second shown by the ``frame``-th output frame of the clip.

        A reversed frame shows the source instant its own duration ends at, so that a 1:1 reversal
        shows every source frame once, last first.
        """
        if not self.reverse:
            return self.source_start_s + self.travel(Fraction(frame) / fps)
        end_s = self.source_start_s + self.source_length_s
        return end_s - self.travel(Fraction(frame + 1) / fps)

    def sources_at(self, frames: range, fps: Fraction) -> Iterator[Fraction]:
        """:meth:`source_at` of frames that follow each other, in a tenth of the time at one speed."""
        speed = self.constant_speed
        if speed is None or self.reverse:
            yield from (self.source_at(frame, fps) for frame in frames)
            return
        step = speed / fps
        base = lcm(self.source_start_s.denominator, step.denominator)
        start, by = int(self.source_start_s * base), int(step * base)
        yield from (Fraction(start + frame * by, base) for frame in frames)

    def output_at(self, travel_s: Fraction) -> float:
        """Output second at which ``travel_s`` source seconds have been played (inverse of travel)."""
        if travel_s < 0:
            first = self.spans[0].speed_start
            return float(travel_s / first) if first else 0.0
        at_s = Fraction(0)
        for span in self.spans:
            if travel_s <= span.source_length_s:
                return float(at_s) + _time_in_span(span, travel_s)
            travel_s -= span.source_length_s
            at_s += span.length_s
        last = self.spans[-1].speed_end
        return float(at_s + (travel_s / last if last else 0))


def _time_in_span(span: SpeedSpan, travel_s: Fraction) -> float:
    """Solve ``travel(τ) = travel_s`` inside one span."""
    if span.speed_start == span.speed_end:
        return float(travel_s / span.speed_start) if span.speed_start else 0.0
    slope = (span.speed_end - span.speed_start) / span.length_s
    square = span.speed_start * span.speed_start + 2 * slope * travel_s
    scale = 10**24
    root = Fraction(isqrt(max(0, int(square * scale))), 10**12)
    return float((root - span.speed_start) / slope)


def steady(source_start_s: Fraction, length_s: Fraction, speed: Fraction) -> TimeMap:
    """A map that plays at one speed."""
    return TimeMap(source_start_s, (SpeedSpan(length_s, speed, speed),))
