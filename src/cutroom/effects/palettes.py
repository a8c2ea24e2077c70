"""Colours that go round: named lists that are mixed into each other."""

from __future__ import annotations

from math import floor

from cutroom.core.color import Color

_LISTS: dict[str, tuple[Color, ...]] = {
    "rainbow": (
        Color(1.0, 0.28, 0.3), Color(1.0, 0.62, 0.15), Color(1.0, 0.92, 0.25), Color(0.3, 0.85, 0.4),
        Color(0.2, 0.75, 1.0), Color(0.45, 0.45, 1.0), Color(0.9, 0.4, 0.95),
    ),
    "macaron": (
        Color(1.0, 0.72, 0.78), Color(1.0, 0.87, 0.68), Color(0.76, 0.93, 0.8), Color(0.68, 0.85, 0.98),
        Color(0.84, 0.76, 0.96),
    ),
    "love": (Color(1.0, 0.35, 0.5), Color(1.0, 0.7, 0.8), Color(0.95, 0.2, 0.35), Color(1.0, 0.9, 0.93)),
    "festive": (Color(0.95, 0.16, 0.14), Color(1.0, 0.84, 0.3), Color(1.0, 0.5, 0.15)),
    "fire": (Color(1.0, 0.92, 0.4), Color(1.0, 0.55, 0.1), Color(0.95, 0.2, 0.1), Color(1.0, 0.55, 0.1)),
    "blue-yellow": (Color(0.2, 0.5, 1.0), Color(1.0, 0.9, 0.2)),
    "chalk": (Color(0.96, 0.95, 0.9), Color(1.0, 0.85, 0.75), Color(0.8, 0.92, 1.0), Color(1.0, 0.97, 0.72)),
    "electric": (Color(0.55, 0.85, 1.0), Color(1.0, 1.0, 1.0), Color(0.7, 0.6, 1.0)),
    "gold": (Color(1.0, 0.85, 0.45), Color(0.95, 0.68, 0.2), Color(1.0, 0.95, 0.75)),
}  # fmt: skip
PALETTES = tuple(_LISTS)
"""Every palette an effect may be given."""


def color_at(palette: str, at: float) -> Color:
    """The colour ``at`` rounds through a palette; whole numbers are its first colour."""
    colors = _LISTS[palette]
    place = (at - floor(at)) * len(colors)
    index = min(int(place), len(colors) - 1)
    return colors[index].mixed(colors[(index + 1) % len(colors)], place - index)


def color_of(palette: str, number: int) -> Color:
    """One of a palette's own colours, in turn."""
    colors = _LISTS[palette]
    return colors[number % len(colors)]
