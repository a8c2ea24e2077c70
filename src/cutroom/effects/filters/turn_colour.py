"""The picture changes its colours over its span."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.colour import chroma_scaled
from cutroom.effects.easing import smooth
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur


@dataclass(frozen=True, slots=True)
class Params:
    """What changes, and when."""

    way: str = choice(
        "to grey", ("to grey", "to colour", "to sharp", "to blurred"), "what it changes to"
    )
    start: float = number(0.25, 0.0, 1.0, "when it begins, as a part of the span")
    end: float = number(0.6, 0.0, 1.0, "when it is done")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A smooth change between ``start`` and ``end``."""
    at = smooth(params.start, max(params.end, params.start + 1e-3), moment.progress)
    if params.way == "to grey":
        return chroma_scaled(picture, 1.0 - at) if at > 0.0 else picture
    if params.way == "to colour":
        return chroma_scaled(picture, at) if at < 1.0 else picture
    share = 1.0 - at if params.way == "to sharp" else at
    return blur(picture, 0.03 * share * min(picture.width, picture.height))


EFFECT = Filter(
    "turn-colour", Params, apply, "Turns grey, coloured, sharp or blurred over its span."
)
