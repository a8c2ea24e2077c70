"""The next picture drops in and bounces, or pops up from the middle."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.core.color import WHITE
from cutroom.effects.easing import bounce, eased
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import paste, zoomed
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation


@dataclass(frozen=True, slots=True)
class Params:
    """From where."""

    style: str = choice(
        "drop", ("drop", "pop", "push"), "falls over the old one, pops up, or pushes it"
    )
    light: float = number(0.0, 0.0, 1.0, "brightness of the next picture as it comes")
    angle: float = number(
        90.0, -360.0, 360.0, "direction of the fall, degrees clockwise from right"
    )


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Ends at rest in its place."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    after = tinted(after, WHITE, params.light * (1.0 - t) ** 2)
    if params.style == "pop":
        scale = eased("spring", t)
        return paste(before, after, zoomed(width, height, max(scale, 0.001)))
    left = 1.0 - bounce(t)
    across, down = cos(radians(params.angle)) * width, sin(radians(params.angle)) * height
    below = before
    if params.style == "push":
        gone = 1.0 - left
        pushed = translation(across * gone, down * gone)
        below = paste(after, before, pushed)
    return paste(below, after, translation(-across * left, -down * left))


EFFECT = Transition("bounce", Params, apply, "The next picture drops in and bounces.")
