"""The camera rushes into the old picture and out of it into the new one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import WHITE
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.fringes import channels_zoomed
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import mirrored, spun
from cutroom.effects.smear import reduced, zoom_smeared
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, resize


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how far."""

    way: str = choice("in", ("in", "out"), "towards the picture, or away from it")
    amount: float = number(1.2, 0.0, 6.0, "extra size at the change")
    blur: float = number(0.4, 0.0, 2.0, "radial blur at full speed")
    turn: float = number(0.0, -720.0, 720.0, "degrees each picture turns")
    fringe: float = number(0.0, 0.0, 0.2, "colour fringes at full speed")
    light: float = number(0.0, 0.0, 1.0, "brightness at the change")
    overlap: float = number(0.2, 0.0, 1.0, "part of the time in which both show")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old one grows (in) or shrinks among its reflections (out); the new one ends at its size."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    share = smooth(0.5 - params.overlap / 2 - 0.01, 0.5 + params.overlap / 2 + 0.01, t)
    size, speed = (before.width, before.height), hump(t)
    before, after = (reduced(picture, params.blur * speed / 2) for picture in (before, after))
    drawn = None
    if share < 1.0:
        drawn = _moved(before, params, eased("in", t), 1.0)
    if share > 0.0:
        arriving = _moved(after, params, 1.0 - eased("strong-out", t), -1.0)
        drawn = arriving if drawn is None else mix(drawn, arriving, share)
    assert drawn is not None
    smeared = zoom_smeared(drawn, params.blur * speed)
    if params.fringe:
        smeared = channels_zoomed(smeared, params.fringe * speed)
    return resize(tinted(smeared, WHITE, params.light * speed**2), *size)


def _moved(picture: Picture, params: Params, away: float, side: float) -> Picture:
    """``away`` 0 is the picture itself. Going in, the old one grows and the new one grows into place."""
    grow = (1.0 + params.amount) ** away
    nearer = (side > 0) == (params.way == "in")
    scale = grow if nearer else 1.0 / grow
    degrees = params.turn * away * side
    matrix = spun(picture.width, picture.height, degrees, scale)
    return mirrored(picture, matrix)


EFFECT = Transition("zoom", Params, apply, "The camera rushes into the picture, or away from it.")
