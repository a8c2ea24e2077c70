"""The camera whips round to the next picture, blurred on the way."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.core.color import WHITE
from cutroom.effects.colour import chroma_scaled
from cutroom.effects.easing import eased, hump
from cutroom.effects.fringes import channels_moved
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import mirrored, slid, zoomed
from cutroom.effects.smear import line_smeared
from cutroom.effects.spec import Moment, Transition, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how wild."""

    angle: float = number(180.0, -360.0, 360.0, "direction of travel, degrees clockwise from right")
    distance: float = number(1.6, 0.1, 4.0, "way in canvas sizes")
    blur: float = number(0.5, 0.0, 2.0, "length of the blur in short sides at full speed")
    zoom: float = number(0.0, -0.6, 2.0, "extra size half way")
    light: float = number(0.0, 0.0, 1.0, "brightness half way")
    fringe: float = number(0.0, 0.0, 0.1, "distance of red and blue in short sides")
    grey: bool = flag(False, "without colour half way")
    overshoot: float = number(0.0, 0.0, 0.3, "how far it swings beyond, in canvas sizes")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """One strip of mirrored pictures rushes by; the new one takes over in the middle."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    at = eased("strong-in-out", t)
    swing = params.overshoot * hump(max(0.0, (t - 0.6) / 0.4))
    across, down = cos(radians(params.angle)), sin(radians(params.angle))
    # A way of whole mirrored pairs ends upright: both ends of the strip are the picture itself.
    gone = params.distance * at
    come = params.distance * (at - 1.0) + swing
    picture, way = (before, gone) if at < 0.5 else (after, come)
    moved = slid(picture, across * way * before.width, down * way * before.height)
    if 0.42 < at < 0.58:
        other, rest = (after, come) if at < 0.5 else (before, gone)
        beside = slid(other, across * rest * before.width, down * rest * before.height)
        share = 0.5 - abs(at - 0.5) / 0.16
        moved = mix(moved, beside, max(0.0, share))
    if params.zoom != 0.0:
        moved = mirrored(moved, zoomed(moved.width, moved.height, 1.0 + params.zoom * hump(t)))
    smeared = line_smeared(moved, params.blur * hump(t) ** 1.5, params.angle)
    if params.grey:
        smeared = chroma_scaled(smeared, 1.0 - min(1.0, 1.6 * hump(t)))
    lighted = tinted(smeared, WHITE, params.light * hump(t) ** 2)
    reach = params.fringe * min(before.width, before.height) * hump(t)
    return channels_moved(lighted, across * reach, down * reach) if reach > 0.0 else lighted


EFFECT = Transition("whip", Params, apply, "The camera whips round, blurred on the way.")
