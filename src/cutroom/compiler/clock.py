"""From the speed of a segment to the map from output time to source time.

Constant speed plays ``source.start + t · speed``. A speed curve holds points (x, y): x the position
in the used source range 0–1, y the speed there; between two points the speed runs linearly in output
time, so a stretch takes ``Δx · source duration / mean speed``.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from cutroom.compiler.scene import Use
from cutroom.core.facts import MediaFacts
from cutroom.core.time import MICROS, SpeedSpan, TimeMap, TimeRange, steady
from cutroom.draft import fields
from cutroom.draft.fields import Json
from cutroom.draft.references import path_key

SLOWEST, FASTEST = 0.01, 1000.0
# Durations of containers and of their streams differ by a few frames.
_SLACK_US = 100_000
MAX_SPEED_POINTS = 256
# Exact sums of arbitrary decimals would grow without bound; these steps are far below a frame.
SPEED_STEPS = 10**6
TIME_STEPS = 10**9


def exact(value: float) -> Fraction:
    """The decimal a writer meant: 1.1 is 11/10, not its binary neighbour."""
    return Fraction(int(value)) if value.is_integer() else Fraction(repr(value))


def source_range(use: Use) -> TimeRange:
    """The used range of the medium; a segment without one uses its target's length from 0."""
    return use.segment.source or TimeRange(0, use.segment.target.duration_us)


def speed_of(use: Use) -> Fraction:
    """The constant (or average) speed: the speed material's, else the segment's."""
    material = use.extra("speeds")
    speed = use.segment.speed
    if material is not None:
        speed = fields.number(material.raw, "speed", speed)
    if speed <= 0:
        return Fraction(1)
    return exact(min(max(speed, SLOWEST), FASTEST))


def media_of(use: Use) -> MediaFacts | None:
    """The file a segment plays: one reversed beforehand where there is one, else the material's own."""
    return _reversed_file(use) or (
        None if use.material is None else use.scene.session.facts_of(use.material.raw)
    )


def media_time(use: Use) -> TimeMap:
    """The time map of a video or audio segment over the file of :func:`media_of`."""
    if "time" not in use.memory:
        use.memory["time"] = _media_time(use)
    time: TimeMap = use.memory["time"]
    return time


def _media_time(use: Use) -> TimeMap:
    source = source_range(use)
    reverse = use.segment.reverse and _reversed_file(use) is None
    start_s = Fraction(source.start_us, MICROS)
    if use.material is not None and fields.mapping(use.material.raw, "freeze"):
        use.note(
            "freeze-assumed", "approximated",
            "the freeze of this clip is not documented; its first frame is held",
        )  # fmt: skip
        return steady(start_s, use.length_s, Fraction(0))
    points = _speed_points(use)
    if points:
        spans = _curve_spans(points, source.duration_us)
        return TimeMap(start_s, spans, reverse)
    speed = speed_of(use)
    if reverse and source.duration_us:
        # The last used instant is shown first, whatever the target's length was rounded to.
        length_s = Fraction(source.duration_us, MICROS) / speed
        return TimeMap(start_s, (SpeedSpan(length_s, speed, speed),), reverse=True)
    return TimeMap(start_s, (SpeedSpan(use.length_s, speed, speed),), reverse)


def _reversed_file(use: Use) -> MediaFacts | None:
    """A file that already plays backwards, when it is there and reaches as far as the range does."""
    if not use.segment.reverse or use.material is None:
        return None
    session = use.scene.session
    facts = session.facts.get(path_key(fields.text(use.material.raw, "reverse_path")))
    if facts is None or facts.duration_us + _SLACK_US < source_range(use).end_us:
        return None
    return facts


def _speed_points(use: Use) -> list[tuple[Fraction, Fraction]]:
    """The points of a speed curve from x = 0 to 1, ascending; empty for a constant speed."""
    material = use.extra("speeds")
    if material is None or fields.integer(material.raw, "mode", 1) == 0:
        return []
    curve = fields.mapping(material.raw, "curve_speed")
    raw = list(fields.mappings(curve, "speed_points"))[:MAX_SPEED_POINTS]
    if not raw or not source_range(use).duration_us:
        return []
    by_position = {_position(point): _speed(point) for point in raw}
    points = sorted(by_position.items())
    if points[0][0] > 0:
        points.insert(0, (Fraction(0), points[0][1]))
    if points[-1][0] < 1:
        points.append((Fraction(1), points[-1][1]))
    return points


def _position(point: Json) -> Fraction:
    return Fraction(round(fields.number(point, "x", 0.0, 0.0, 1.0) * TIME_STEPS), TIME_STEPS)


def _speed(point: Json) -> Fraction:
    speed = fields.number(point, "y", 1.0, SLOWEST, FASTEST)
    return Fraction(round(speed * SPEED_STEPS), SPEED_STEPS)


def _curve_spans(points: list[tuple[Fraction, Fraction]], source_us: int) -> tuple[SpeedSpan, ...]:
    spans = []
    for (x0, y0), (x1, y1) in pairwise(points):
        exact_s = (x1 - x0) * source_us / MICROS / ((y0 + y1) / 2)
        length_s = Fraction(round(exact_s * TIME_STEPS), TIME_STEPS)
        if length_s > 0:
            spans.append(SpeedSpan(length_s, y0, y1))
    return tuple(spans) or (SpeedSpan(Fraction(source_us, MICROS), Fraction(1), Fraction(1)),)
