"""The picture becomes a pencil drawing, and the drawing the next picture."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn_across
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The drawing."""

    shade: float = number(0.4, 0.0, 1.0, "hatching of dark parts")
    width: float = number(0.006, 0.001, 0.03, "width of a line in short sides")
    keep: float = number(0.0, 0.0, 1.0, "how much of the picture's own colour stays")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Colour drains out of it, then comes back."""
    return worn_across(
        before,
        after,
        "sketch",
        moment,
        shade=params.shade,
        width=params.width,
        keep=params.keep,
    )


EFFECT = Transition("drawing", Params, apply, "A pencil drawing becomes the next picture.")
