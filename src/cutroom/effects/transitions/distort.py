"""The picture is bent away and the next one comes out of it: swirl, ripple, waves, lens."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects import bending
from cutroom.effects.easing import hump, smooth
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_STYLES = ("swirl", "ripple", "waves", "upright waves", "lens", "pinch")


@dataclass(frozen=True, slots=True)
class Params:
    """How it is bent."""

    style: str = choice("swirl", _STYLES, "what bends it")
    amount: float = number(1.0, 0.0, 3.0, "strength")
    waves: float = number(3.0, 0.5, 20.0, "waves per half short side")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A dissolve in the middle of a bend that swells and falls."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.3, 0.7, t))
    size = params.amount * hump(t)
    if size < 1e-3:
        return shown
    if params.style == "swirl":
        return bending.swirled(shown, 540.0 * size, 1.9)
    if params.style == "ripple":
        return bending.rippled(shown, 0.16 * size, params.waves, 3.0 * t, 0.35)
    if params.style in ("waves", "upright waves"):
        reach = (0.0, 0.2 * size) if params.style == "upright waves" else (0.2 * size, 0.0)
        return bending.waved(shown, reach, params.waves / 2, 2.0 * t)
    return bending.bulged(
        shown, 0.85 * min(1.15, size) * (1 if params.style == "lens" else -1), 1.9
    )


EFFECT = Transition(
    "distort", Params, apply, "The picture is bent away: swirl, ripple, waves, lens."
)
