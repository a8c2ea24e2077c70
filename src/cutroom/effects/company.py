"""Small shapes around characters: the ones that ride on them, and the ones that drift by."""

from __future__ import annotations

from math import cos, floor, pi, sin

from cutroom.core.color import Color
from cutroom.core.typography import ORNAMENT_SHAPES, OrnamentShape
from cutroom.effects.chance import chance
from cutroom.effects.palettes import PALETTES, color_at, color_of
from cutroom.effects.spec import Ornament, Part

RIDERS = ("none", *ORNAMENT_SHAPES)
"""What may ride on a character."""
HUES = ("own", *PALETTES)
"""Colours of a shape: its own parameter, or a palette."""
WAYS = ("fall", "rise", "twinkle", "orbit")


def rider(shape: str, color: Color, part: Part, lift: float, alpha: float) -> tuple[Ornament, ...]:
    """What rides on a character that is ``lift`` em above its place; plates lie behind it."""
    if shape == "none" or alpha <= 0.0 or part.white:
        return ()
    if shape == "plate":
        return (
            Ornament("plate", color, y=-lift, size=1.12, alpha=alpha, behind=True),
        )  # fmt: skip
    if shape == "hat":
        return (
            Ornament("hat", color, x=0.12, y=-0.62 - lift, size=0.55, rotation=12.0, alpha=alpha),
        )
    turn = 24.0 * (2.0 * chance(part.index, 91) - 1.0)
    return (Ornament(_shape(shape), color, y=-0.92 - lift, size=0.42, rotation=turn, alpha=alpha),)


def drifting(shape: str, palette: str, way: str, part: Part, time_s: float) -> tuple[Ornament, ...]:
    """Two shapes beside a character that drift, blink or circle; ``time_s`` moves them on."""
    found = []
    for number in range(2):
        key = part.index * 2 + number
        turns = time_s * (0.5 + 0.5 * chance(key, 1)) + chance(key, 2)
        at = turns - floor(turns)
        x, y, size, alpha = _drift(way, key, at)
        color = color_of(palette, key) if palette in PALETTES else color_at("gold", 0.0)
        spin = 360.0 * at * (chance(key, 3) - 0.5) if way in ("fall", "rise") else 0.0
        found.append(Ornament(_shape(shape), color, x, y, size, spin, alpha))
    return tuple(found)


def _drift(way: str, key: int, at: float) -> tuple[float, float, float, float]:
    side = 1.1 * (chance(key, 4) - 0.5)
    size = 0.2 + 0.2 * chance(key, 5)
    fade = min(1.0, 4.0 * at, 4.0 * (1.0 - at))
    if way == "twinkle":
        up = 1.1 * (chance(key, 6) - 0.5)
        return side, up, (size + 0.12) * fade, fade
    if way == "orbit":
        angle = 2 * pi * at
        return 0.75 * cos(angle), 0.75 * sin(angle), size, 1.0
    sway = 0.12 * sin(2 * pi * (at * 2 + chance(key, 7)))
    way_down = -1.0 + 2.0 * at
    return side + sway, way_down if way == "fall" else -way_down, size, fade


def _shape(shape: str) -> OrnamentShape:
    return next(each for each in ORNAMENT_SHAPES if each == shape)
