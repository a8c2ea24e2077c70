"""Cutting, lengthening and chaining maps from output time to source time."""

from __future__ import annotations

from fractions import Fraction

from cutroom.core.time import SpeedSpan, TimeMap


def speed_at(time: TimeMap, time_s: Fraction) -> Fraction:
    """Source seconds per output second at an output time."""
    if time_s <= 0:
        return time.spans[0].speed_start
    for span in time.spans:
        if time_s < span.length_s:
            return _speed_inside(span, time_s)
        time_s -= span.length_s
    return time.spans[-1].speed_end


def part(time: TimeMap, start_s: Fraction, end_s: Fraction) -> TimeMap:
    """The map of the output seconds [start_s, end_s), which may reach beyond the map's own spans."""
    speed = time.constant_speed
    if speed is not None and not time.reverse:
        whole = SpeedSpan(end_s - start_s, speed, speed)
        return TimeMap(time.source_start_s + start_s * speed, (whole,))
    spans = tuple(_cut(time, start_s, end_s))
    played = time.travel(end_s) - time.travel(start_s)
    if time.reverse:
        source_end_s = time.source_start_s + time.source_length_s - time.travel(start_s)
        return TimeMap(source_end_s - played, spans, reverse=True)
    return TimeMap(time.source_start_s + time.travel(start_s), spans)


def chained(outer: TimeMap, inner: TimeMap) -> TimeMap:
    """Output → source through a nested timeline: ``inner`` is what is played of it by ``outer``.

    ``outer`` maps output to nested time, ``inner`` nested time to the source, over the same stretch of
    nested time. Exact unless both change speed; then the inner one plays at its average.
    """
    reverse = outer.reverse != inner.reverse
    inner_speed, outer_speed = inner.constant_speed, outer.constant_speed
    if inner_speed is None and outer_speed:
        order = reversed(inner.spans) if outer.reverse else iter(inner.spans)
        spans = tuple(_quickened(span, outer_speed, outer.reverse) for span in order)
        return TimeMap(inner.source_start_s, spans, reverse)
    if inner_speed is None:
        inner_speed = inner.source_length_s / inner.length_s if inner.length_s else Fraction(1)
    spans = tuple(
        SpeedSpan(s.length_s, s.speed_start * inner_speed, s.speed_end * inner_speed)
        for s in outer.spans
    )
    return TimeMap(inner.source_start_s, spans, reverse)


def is_exact(outer: TimeMap, inner: TimeMap) -> bool:
    """Whether :func:`chained` of the two is exact."""
    return inner.constant_speed is not None or bool(outer.constant_speed)


def _quickened(span: SpeedSpan, speed: Fraction, backwards: bool) -> SpeedSpan:
    first, last = span.speed_start * speed, span.speed_end * speed
    if backwards:
        first, last = last, first
    return SpeedSpan(span.length_s / speed, first, last)


def _speed_inside(span: SpeedSpan, time_s: Fraction) -> Fraction:
    if span.length_s == 0 or span.speed_start == span.speed_end:
        return span.speed_start
    return span.speed_start + (span.speed_end - span.speed_start) * time_s / span.length_s


def _cut(time: TimeMap, start_s: Fraction, end_s: Fraction) -> list[SpeedSpan]:
    found: list[SpeedSpan] = []
    if start_s < 0:
        first = time.spans[0].speed_start
        found.append(SpeedSpan(min(end_s, Fraction(0)) - start_s, first, first))
    at_s = Fraction(0)
    for span in time.spans:
        low, high = max(start_s - at_s, Fraction(0)), min(end_s - at_s, span.length_s)
        if low < high:
            found.append(SpeedSpan(high - low, _speed_inside(span, low), _speed_inside(span, high)))
        at_s += span.length_s
    if end_s > at_s:
        last = time.spans[-1].speed_end
        found.append(SpeedSpan(end_s - max(start_s, at_s), last, last))
    return found
