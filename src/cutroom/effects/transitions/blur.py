"""The picture blurs away and the next one comes out of the blur."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, WHITE
from cutroom.effects import smear
from cutroom.effects.easing import hump, smooth
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, mix, solid


@dataclass(frozen=True, slots=True)
class Params:
    """How blurred, and which way."""

    style: str = choice(
        "even", ("even", "line", "zoom", "spin"), "all around, along a line, outwards, around"
    )
    amount: float = number(0.07, 0.0, 0.6, "at its most: sigma, length or reach in short sides")
    angle: float = number(
        90.0, -360.0, 360.0, "direction of the line, degrees clockwise from right"
    )
    light: float = number(0.0, -0.5, 0.5, "brighter, or darker, in the middle")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """A dissolve in the middle third under a blur that swells and falls."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.3, 0.7, t))
    size = params.amount * hump(t)
    if params.style == "line":
        drawn = smear.line_smeared(shown, size * 4.0, params.angle)
    elif params.style == "zoom":
        drawn = smear.zoom_smeared(shown, size * 6.0)
    elif params.style == "spin":
        drawn = smear.spin_smeared(shown, size * 500.0)
    else:
        drawn = blur(shown, size * min(before.width, before.height))
    if params.light == 0.0:
        return drawn
    goal = WHITE if params.light > 0 else BLACK
    return mix(drawn, solid(drawn.width, drawn.height, goal), abs(params.light) * hump(t))


EFFECT = Transition("blur", Params, apply, "The picture blurs away into the next one.")
