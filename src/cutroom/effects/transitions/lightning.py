"""Lightning strikes: bolts and their flashes hide the change."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import hump, smooth
from cutroom.effects.overlays import tinted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """How many strikes, what colour."""

    strikes: int = number(3, 1, 8, "bolts over the time")
    color: Color = colour(Color(0.62, 0.72, 1.0), "colour of the light")
    flash: float = number(1.1, 0.0, 2.0, "light thrown on the picture")
    dark: float = number(0.5, 0.0, 1.0, "darkness between the strikes")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """It darkens, lightning strikes, and in its light the next picture has come."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.47, 0.53, t))
    night = tinted(shown, BLACK, params.dark * hump(t) ** 0.5)
    # Strikes last a third of a second each whatever the rate: time runs so that they fill the span.
    at = (0.12 + t) * int(params.strikes) / 1.12
    struck = worn(
        night,
        "lightning",
        Moment(t, at / 2.0, 1.0, 0, moment.seed),
        rate=2.0,
        color=params.color,
        flash=params.flash,
    )
    return mix(shown, struck, smooth(0.0, 0.06, t) * (1.0 - smooth(0.92, 1.0, t)))


EFFECT = Transition(
    "lightning", Params, apply, "Lightning bolts and their flashes hide the change."
)
