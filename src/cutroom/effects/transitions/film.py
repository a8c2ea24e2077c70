"""A film runs on: the pictures are frames of a strip that jumps, flickers and is scratched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.chance import chance
from cutroom.effects.displays import film_strip
from cutroom.effects.easing import eased, hump
from cutroom.effects.filmstock import scratched
from cutroom.effects.overlays import laid_over, lit, sketch
from cutroom.effects.placing import over_black
from cutroom.effects.spec import Moment, Transition, choice, colour, flag, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How the strip runs."""

    way: str = choice("up", ("up", "left"), "where the strip runs to")
    frames: int = number(2, 1, 8, "frames that run by")
    strip: bool = flag(True, "show the perforated edges while it runs")
    burn: float = number(0.8, 0.0, 2.0, "burnt light")
    color: Color = colour(Color(1.0, 0.6, 0.25), "colour of that light")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Frames of the old picture run out, those of the new one run in."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    run = eased("strong-in-out", t) * int(params.frames)
    number, part = int(run), run - int(run)
    half = int(params.frames) / 2
    first = before if number < half else after
    second = before if number + 1 < half else after
    gap = 1.06
    ways = [(-part * gap, first), ((1.0 - part) * gap, second)]
    up = params.way == "up"
    moved = [(p, (0.0, w * height) if up else (w * width, 0.0)) for w, p in ways]
    drawn = over_black(width, height, moved) if part > 0.0 else first
    mid = hump(t)
    if params.strip and 0.05 < t < 0.95:
        canvas = sketch(drawn)
        film_strip(canvas, WHITE, Moment(t, t * 2.0, 1.0, 0, moment.seed))
        drawn = laid_over(drawn, np.asarray(canvas * min(1.0, mid * 3.0), np.uint8))
    key = moment.seed * 97 + int(t * 14)
    drawn = scratched(drawn, 1.2 * mid, key, moment.seed)
    glow = params.burn * mid * (0.4 + 0.6 * chance(key, 5))
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    return lit(drawn, np.full((2, 2, 3), np.float32(0.5 * glow)) * tint)


EFFECT = Transition("film", Params, apply, "A film strip runs on to the next picture.")
