"""The picture turns into ever larger tiles, the next one comes out of them."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import hump, smooth
from cutroom.effects.mosaic import mosaic
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """How coarse it gets."""

    size: float = number(0.14, 0.01, 0.6, "largest tile in short sides")
    zoom: float = number(0.0, 0.0, 3.0, "extra size in the middle")
    overlap: float = number(0.25, 0.0, 1.0, "part of the time in which both show")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Tiles swell to the middle and shrink again."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    half = params.overlap / 2 + 0.01
    shown = mix(before, after, smooth(0.5 - half, 0.5 + half, t))
    if params.zoom > 0.0:
        scale = 1.0 + params.zoom * hump(t)
        shown = mirrored(shown, zoomed(shown.width, shown.height, scale))
    return mosaic(shown, params.size * hump(t) ** 1.5)


EFFECT = Transition("mosaic", Params, apply, "The picture turns into tiles and out of them.")
