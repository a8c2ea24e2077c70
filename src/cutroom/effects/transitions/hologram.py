"""The picture turns into a hologram, cold light and rows, and out of it as the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """The light."""

    color: Color = colour(Color(0.15, 0.75, 1.0), "colour of the light")
    amount: float = number(0.9, 0.0, 1.0, "how much of the picture's own colour is gone")
    glitch: float = number(0.4, 0.0, 1.0, "jumps of the signal")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The change happens while it is all light."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    share = smooth(0.0, 0.3, t) * (1.0 - smooth(0.7, 1.0, t))
    # The scan runs once from top to bottom and stays there.
    time_s = 1.98 * min(1.0, t / 0.35)
    return mix(
        shown,
        worn(
            shown,
            "hologram",
            Moment(t, time_s, 2.0, 0, moment.seed),
            color=params.color,
            rate=0.5,
            amount=params.amount,
            glitch=params.glitch,
        ),
        share,
    )


EFFECT = Transition(
    "hologram", Params, apply, "The picture becomes a hologram and then the next one."
)
