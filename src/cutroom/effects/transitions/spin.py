"""Both pictures turn about the middle, blurred by their speed."""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.placing import mirrored, spun
from cutroom.effects.smear import reduced, spin_smeared
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, resize


@dataclass(frozen=True, slots=True)
class Params:
    """How far they turn."""

    degrees: float = number(180.0, -1080.0, 1080.0, "turn over the whole time")
    zoom: float = number(0.5, -0.8, 4.0, "extra size in the middle")
    blur: float = number(40.0, 0.0, 180.0, "length of the blur in degrees at full speed")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The new picture ends upright."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    at = eased("strong-in-out", t)
    scale = 1.0 + params.zoom * hump(t)
    share = smooth(0.42, 0.58, t)
    size = (before.width, before.height)
    arc = params.blur * hump(t) ** 1.5
    before, after = (reduced(picture, radians(arc) / 2) for picture in (before, after))
    drawn = None
    if share < 1.0:
        drawn = _turned(before, params.degrees * at, scale)
    if share > 0.0:
        other = _turned(after, params.degrees * (at - 1.0), scale)
        drawn = other if drawn is None else mix(drawn, other, share)
    assert drawn is not None
    return resize(spin_smeared(drawn, arc), *size)


def _turned(picture: Picture, degrees: float, scale: float) -> Picture:
    matrix = spun(picture.width, picture.height, degrees, scale)
    return mirrored(picture, matrix)


EFFECT = Transition("spin", Params, apply, "Both pictures turn, blurred by their speed.")
