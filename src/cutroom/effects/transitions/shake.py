"""The picture shakes; in the middle it has become the next one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE
from cutroom.effects.chance import drift
from cutroom.effects.easing import hump, smooth
from cutroom.effects.fringes import channels_moved
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import mirrored, spun
from cutroom.effects.smear import line_smeared
from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.worn import worn
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """How wild."""

    across: float = number(0.08, 0.0, 1.0, "reach sideways in short sides")
    down: float = number(0.08, 0.0, 1.0, "reach up and down in short sides")
    degrees: float = number(3.0, 0.0, 45.0, "reach in degrees")
    zoom: float = number(0.15, -0.6, 3.0, "extra size in the middle; below 0 it shrinks")
    shakes: float = number(9.0, 1.0, 40.0, "shakes over the time")
    blur: float = number(0.06, 0.0, 0.5, "blur along the way in short sides")
    flash: float = number(0.0, 0.0, 1.0, "brightness of a burst of light at the change")
    outline: float = number(0.0, 0.0, 3.0, "brightness of glowing outlines")
    fringe: float = number(0.0, 0.0, 0.1, "distance of red and blue in short sides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Random places under an envelope that is still at both ends."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    size = hump(t) ** 0.7
    short = min(before.width, before.height)
    at = t * params.shakes
    dx, dy, turn = (drift(moment.seed * 4 + axis, at) * size for axis in range(3))
    shown = mix(before, after, smooth(0.44, 0.56, t))
    move = translation(params.across * dx * short, params.down * dy * short)
    matrix = move @ spun(
        before.width, before.height, params.degrees * turn, 1.0 + params.zoom * size
    )
    moved = mirrored(shown, matrix)
    angle = 90.0 if params.down > params.across else 0.0
    smeared = line_smeared(moved, params.blur * size, angle)
    smeared = _lighted(smeared, params, moment)
    if params.fringe == 0.0:
        return smeared
    apart = params.fringe * short * size
    return channels_moved(smeared, apart * dx * 2, apart * dy * 2)


def _lighted(picture: Picture, params: Params, moment: Moment) -> Picture:
    t = moment.progress
    if params.outline > 0.0:
        picture = worn(
            picture, "edges", moment, amount=params.outline * hump(t), dark=0.5 * hump(t), rate=1.0
        )
    return tinted(picture, WHITE, params.flash * max(0.0, 1.0 - abs(t - 0.5) * 6.0))


EFFECT = Transition("shake", Params, apply, "The picture shakes and has become the next one.")
