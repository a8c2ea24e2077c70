"""Fading copies trail the picture, like an echo or a double exposure."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.colour import chroma_scaled
from cutroom.effects.easing import hump, smooth
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import mix, resize


@dataclass(frozen=True, slots=True)
class Params:
    """How many and where."""

    style: str = choice(
        "zoom", ("zoom", "line", "orbit"), "copies grow, lie along a line, or circle"
    )
    count: int = number(3, 1, 6, "copies")
    reach: float = number(0.28, 0.0, 1.0, "how far the last is away or how much it grows")
    angle: float = number(0.0, -360.0, 360.0, "direction of the line, degrees clockwise from right")
    faded: bool = flag(False, "pale colours, as of an old print")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Copies swell out of the old picture and gather in the next one."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    size = hump(t)
    drawn = shown = mix(before, after, smooth(0.3, 0.7, t))
    width, height = before.width, before.height
    # Copies are seen through each other: half the resolution loses nothing that shows.
    small = (
        resize(shown, max(2, width // 2), max(2, height // 2))
        if min(width, height) > 240
        else shown
    )
    for copy in range(1, int(params.count) + 1):
        share = params.reach * copy / int(params.count) * size
        matrix = zoomed(small.width, small.height, 1.0 + share)
        if params.style != "zoom":
            angle = radians(
                params.angle + (360.0 * (t + copy / params.count)) * (params.style == "orbit")
            )
            way = share * min(small.width, small.height)
            matrix = translation(cos(angle) * way, sin(angle) * way)
        ghost = resize(mirrored(small, matrix), width, height)
        drawn = mix(drawn, ghost, size * 0.8 / (copy + 1))
    return chroma_scaled(drawn, 1.0 - 0.6 * size) if params.faded else drawn


EFFECT = Transition("ghosts", Params, apply, "Fading copies trail the picture like an echo.")
