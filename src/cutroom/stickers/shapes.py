"""What vector stickers are made of: outlines, ink and words, in units of a canvas 720 wide.

The origin is the middle of the sticker, x to the right, y down. Nothing here draws: outlines are numbers, and
the same at every size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Literal

from cutroom.core.color import WHITE, Color

Point = tuple[float, float]
Verb = Literal["move", "line", "curve", "close"]
_KAPPA = 0.5522847498
"""Length of the handles of a quarter circle of radius 1."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Steps of a path: to a point, along a cubic curve over two handles to a point, or back to the start."""

    steps: tuple[tuple[Verb, tuple[Point, ...]], ...]

    def __add__(self, other: Outline) -> Outline:
        return Outline(self.steps + other.steps)

    def moved(self, dx: float, dy: float) -> Outline:
        """Shifted."""
        return self._mapped((1.0, 0.0, 0.0, 1.0), (dx, dy))

    def scaled(self, across: float, down: float | None = None) -> Outline:
        """Larger or smaller around the origin."""
        return self._mapped((across, 0.0, 0.0, across if down is None else down), (0.0, 0.0))

    def turned(self, degrees: float) -> Outline:
        """Turned clockwise around the origin."""
        c, s = cos(radians(degrees)), sin(radians(degrees))
        return self._mapped((c, -s, s, c), (0.0, 0.0))

    def _mapped(self, m: tuple[float, float, float, float], to: Point) -> Outline:
        a, b, c, d = m
        return Outline(
            tuple(
                (verb, tuple((a * x + b * y + to[0], c * x + d * y + to[1]) for x, y in points))
                for verb, points in self.steps
            )
        )


@dataclass(frozen=True, slots=True)
class Ink:
    """An outline filled, lined, or both; ``shade`` is the fill's colour at its lower end.

    ``drawn`` is the share of the line that is there yet, ``rim`` whether the sticker's white
    rim surrounds it.
    """

    outline: Outline
    fill: Color | None = None
    shade: Color | None = None
    line: Color | None = None
    width: float = 0.0
    drawn: float = 1.0
    alpha: float = 1.0
    rim: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text around a point; ``height`` is that of its line box."""

    text: str
    x: float
    y: float
    height: float
    color: Color = WHITE
    degrees: float = 0.0
    alpha: float = 1.0


Item = Ink | Words


def hexed(notation: str) -> Color:
    """The colour ``rrggbb``."""
    return Color(*(int(notation[i : i + 2], 16) / 255 for i in (0, 2, 4)))


def lines(*points: Point) -> Outline:
    """Straight lines from point to point."""
    head: tuple[Verb, tuple[Point, ...]] = ("move", points[:1])
    return Outline((head, *(("line", (point,)) for point in points[1:])))


def polygon(*points: Point) -> Outline:
    """A closed outline of straight sides."""
    return Outline((*lines(*points).steps, ("close", ())))


def curve(start: Point, *rest: tuple[Point, Point, Point]) -> Outline:
    """Cubic curves, each two handles and an end."""
    return Outline((("move", (start,)), *(("curve", each) for each in rest)))


def closed(outline: Outline) -> Outline:
    """The outline led back to its start."""
    return Outline((*outline.steps, ("close", ())))


def ellipse(x: float, y: float, across: float, down: float | None = None) -> Outline:
    """An ellipse by its centre and radii, from the top clockwise."""
    return closed(arc(x, y, across, -90.0, 270.0, down))


def arc(
    x: float, y: float, across: float, start: float, end: float, down: float | None = None
) -> Outline:
    """Part of an ellipse between two angles, degrees clockwise from the right."""
    radii = (across, across if down is None else down)
    count = max(1, round(abs(end - start) / 45.0))
    step = radians(end - start) / count
    handle = 4 / 3 * (sin(step / 2) / (1 + cos(step / 2)))

    def at(angle: float, forward: float) -> Point:
        c, s = cos(angle), sin(angle)
        return x + radii[0] * (c - forward * s), y + radii[1] * (s + forward * c)

    pieces = []
    for index in range(count):
        first = radians(start) + index * step
        pieces.append((at(first, handle), at(first + step, -handle), at(first + step, 0.0)))
    return curve(at(radians(start), 0.0), *pieces)


def panel(x: float, y: float, width: float, height: float, corner: float = 0.0) -> Outline:
    """A rectangle around a point, its corners round."""
    r = min(corner, width / 2, height / 2)
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    if r <= 0.0:
        return polygon((left, top), (right, top), (right, bottom), (left, bottom))
    k = r * (1 - _KAPPA)
    return Outline(
        (
            ("move", ((left + r, top),)),
            ("line", ((right - r, top),)),
            ("curve", ((right - k, top), (right, top + k), (right, top + r))),
            ("line", ((right, bottom - r),)),
            ("curve", ((right, bottom - k), (right - k, bottom), (right - r, bottom))),
            ("line", ((left + r, bottom),)),
            ("curve", ((left + k, bottom), (left, bottom - k), (left, bottom - r))),
            ("line", ((left, top + r),)),
            ("curve", ((left, top + k), (left + k, top), (left + r, top))),
            ("close", ()),
        )
    )


def star(points: int, outer: float, inner: float, turn: float = 0.0) -> Outline:
    """A star around the origin, its first point up."""
    return polygon(
        *(
            _polar(outer if index % 2 == 0 else inner, turn + index * 180.0 / points)
            for index in range(2 * points)
        )
    )


def twinkle(size: float, waist: float = 0.16) -> Outline:
    """A four-pointed sparkle around the origin with hollow sides."""
    tips = [_polar(size, index * 90.0) for index in range(4)]
    pieces = []
    for index in range(4):
        here, there = tips[index], tips[(index + 1) % 4]
        near = (here[0] * waist, here[1] * waist)
        far = (there[0] * waist, there[1] * waist)
        pieces.append((near, far, there))
    return closed(curve(tips[0], *pieces))


def heart(size: float) -> Outline:
    """A heart around the origin, ``size`` from side to side."""
    s = size / 2
    left = (
        ((-0.18 * s, -0.92 * s), (-s, -0.98 * s), (-s, -0.28 * s)),
        ((-s, 0.25 * s), (-0.35 * s, 0.58 * s), (0.0, 0.92 * s)),
    )
    right = (
        ((0.35 * s, 0.58 * s), (s, 0.25 * s), (s, -0.28 * s)),
        ((s, -0.98 * s), (0.18 * s, -0.92 * s), (0.0, -0.5 * s)),
    )
    return closed(curve((0.0, -0.5 * s), *left, *right))


def wave(width: float, height: float, count: int) -> Outline:
    """A wavy line of ``count`` waves around the origin."""
    step = width / count / 2
    pieces = []
    x, side = -width / 2, -1.0
    for _ in range(2 * count):
        reach = side * height * 2 / 3
        pieces.append(((x + step * 0.36, reach), (x + step * 0.64, reach), (x + step, 0.0)))
        x, side = x + step, -side
    return curve((-width / 2, 0.0), *pieces)


def smooth(points: Iterable[Point]) -> Outline:
    """A curve through all points (Catmull–Rom)."""
    given = list(points)
    padded = [given[0], *given, given[-1]]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(
            (
                (b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6),
                (c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6),
                c,
            )
        )
    return curve(given[0], *pieces)


def swing(phase: float, turns: float = 1.0) -> float:
    """−1…1 and back, smoothly, ``turns`` times a loop."""
    return sin(2 * pi * phase * turns)


def _polar(radius: float, degrees: float) -> Point:
    """A point by its distance and its angle clockwise from the top."""
    return radius * sin(radians(degrees)), -radius * cos(radians(degrees))
