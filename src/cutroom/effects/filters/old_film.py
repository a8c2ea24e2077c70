"""An old film: faded to one tone, flickering, scratched and dusty."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.colour import chroma_scaled
from cutroom.effects.fields import corners_mask
from cutroom.effects.filmstock import scratched
from cutroom.effects.grain import grained
from cutroom.effects.overlays import painted, tinted
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import shift


@dataclass(frozen=True, slots=True)
class Params:
    """How old it is."""

    tone: Color = colour(Color(0.62, 0.47, 0.26), "the tone it has faded to")
    faded: float = number(1.0, 0.0, 1.0, "how much of its own colour is gone")
    wash: float = number(0.34, 0.0, 1.0, "strength of the tone")
    scratches: float = number(0.7, 0.0, 3.0, "scratches and dust")
    flicker: float = number(0.5, 0.0, 1.0, "uneven light")
    weave: float = number(0.4, 0.0, 3.0, "unsteady gate")
    grain: float = number(0.4, 0.0, 1.0, "grain")
    rate: float = number(16.0, 4.0, 30.0, "film frames a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Everything changes at the film's own frame rate."""
    step = tick(moment.time_s, params.rate)
    key = moment.seed * 7919 + step
    slow = moment.seed * 7919 + tick(moment.time_s, 2.5)
    drawn = _unsteady(picture, params, key)
    if params.faded:
        drawn = chroma_scaled(drawn, 1.0 - params.faded)
    if params.wash:
        drawn = tinted(drawn, params.tone, params.wash)
    flash = params.flicker * (chance(key, 4) - 0.6) * 0.22
    if flash:
        drawn = tinted(drawn, WHITE if flash > 0 else BLACK, abs(flash))
    drawn = painted(drawn, BLACK, corners_mask(picture.width, picture.height, 0.45, 0.67))
    if params.scratches:
        drawn = scratched(drawn, params.scratches, key, slow)
    return grained(drawn, 0.12 * params.grain, 1 / 500, key)


def _unsteady(picture: Picture, params: Params, key: int) -> Picture:
    reach = 0.004 * params.weave * min(picture.width, picture.height)
    if reach < 0.05:
        return picture
    return shift(picture, reach * (chance(key, 1) - 0.5), 2 * reach * (chance(key, 2) - 0.5))


EFFECT = Filter("old-film", Params, apply, "An old film: faded, flickering, scratched and dusty.")
