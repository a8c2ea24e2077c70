"""The picture falls apart into a turning kaleidoscope and comes together as the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import hump, smooth
from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Mirrors and turn."""

    mirrors: int = number(6, 2, 24, "pairs of mirrored wedges")
    turns: float = number(0.5, -3.0, 3.0, "turns over the time")
    zoom: float = number(0.6, 0.0, 2.0, "how much nearer in the middle")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The mirrors fade in over the first quarter and out over the last."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.38, 0.62, t))
    share = smooth(0.04, 0.26, t) * (1.0 - smooth(0.74, 0.96, t))
    if share <= 0.0:
        return shown
    near = 1.0 + params.zoom * hump(t)
    turned = worn(
        shown,
        "kaleidoscope",
        Moment(t, t, 1.0, 0),
        mirrors=params.mirrors,
        rate=params.turns,
        zoom=near,
    )
    return mix(shown, turned, share)


EFFECT = Transition(
    "kaleidoscope", Params, apply, "A turning kaleidoscope becomes the next picture."
)
