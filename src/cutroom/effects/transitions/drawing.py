"""The picture becomes a pencil drawing, and the drawing the next picture."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import smooth
from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """The drawing."""

    shade: float = number(0.4, 0.0, 1.0, "hatching of dark parts")
    width: float = number(0.006, 0.001, 0.03, "width of a line in short sides")
    keep: float = number(0.0, 0.0, 1.0, "how much of the picture's own colour stays")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Colour drains out of it, then comes back."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    share = smooth(0.0, 0.3, t) * (1.0 - smooth(0.7, 1.0, t))
    return mix(
        shown,
        worn(
            shown,
            "sketch",
            Moment(t, t * 2.0, 2.0, 0, moment.seed),
            shade=params.shade,
            width=params.width,
            keep=params.keep,
        ),
        share,
    )


EFFECT = Transition("drawing", Params, apply, "A pencil drawing becomes the next picture.")
