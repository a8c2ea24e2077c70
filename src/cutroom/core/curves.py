"""Keyframed values: a curve of keys with cubic Bézier handles, sampled at a time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A value at a time, with handles relative to the key in (seconds, value).

    ``out_*`` leads towards the next key, ``in_*`` comes from the previous one. Handles of zero on
    both sides of a span make it linear.
    """

    time_s: float
    value: float
    out_s: float = 0.0
    out_value: float = 0.0
    in_s: float = 0.0
    in_value: float = 0.0


@dataclass(frozen=True, slots=True)
class Curve:
    """Keys in ascending time; holds the first value before them and the last one after.

    Times are seconds from the clip's nominal start and may be negative or beyond its end.
    """

    keys: tuple[Key, ...]

    @property
    def constant(self) -> bool:
        """Whether the curve never changes."""
        first = self.keys[0].value
        return all(k.value == first and k.out_value == 0.0 and k.in_value == 0.0 for k in self.keys)

    @property
    def first(self) -> float:
        """The value before and at the first key."""
        return self.keys[0].value

    def at(self, time_s: float) -> float:
        """The value at ``time_s``."""
        keys = self.keys
        if time_s <= keys[0].time_s:
            return keys[0].value
        if time_s >= keys[-1].time_s:
            return keys[-1].value
        index = bisect_right(keys, time_s, key=lambda key: key.time_s)
        return _between(keys[index - 1], keys[index], time_s)

    def peak(self) -> float:
        """The largest key value (handles may overshoot it a little)."""
        return max(key.value for key in self.keys)


def flat(value: float) -> Curve:
    """A curve that never changes."""
    return Curve((Key(0.0, value),))


def _between(left: Key, right: Key, time_s: float) -> float:
    span = right.time_s - left.time_s
    if span <= 0.0:
        return right.value
    if not (left.out_s or left.out_value or right.in_s or right.in_value):
        return left.value + (right.value - left.value) * (time_s - left.time_s) / span
    # x handles are kept inside the span so that the curve stays a function of time.
    x1 = min(max(left.out_s / span, 0.0), 1.0)
    x2 = min(max(1.0 + right.in_s / span, 0.0), 1.0)
    u = bezier_parameter(x1, x2, (time_s - left.time_s) / span)
    y1 = left.value + left.out_value
    y2 = right.value + right.in_value
    return _cubic(left.value, y1, y2, right.value, u)


def _cubic(p0: float, p1: float, p2: float, p3: float, u: float) -> float:
    v = 1.0 - u
    return v * v * v * p0 + 3 * v * v * u * p1 + 3 * v * u * u * p2 + u * u * u * p3


def bezier_parameter(x1: float, x2: float, x: float) -> float:
    """The parameter u at which a unit cubic Bézier with controls x1, x2 ∈ [0, 1] reaches x."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if _cubic(0.0, x1, x2, 1.0, middle) < x:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def ease(x1: float, y1: float, x2: float, y2: float, progress: float) -> float:
    """CSS-style cubic easing of a progress in [0, 1]."""
    if progress <= 0.0:
        return 0.0
    if progress >= 1.0:
        return 1.0
    return _cubic(0.0, y1, y2, 1.0, bezier_parameter(x1, x2, progress))
