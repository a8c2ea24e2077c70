"""Both pictures are pulled like rubber along the way they go."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.placing import spun
from cutroom.effects.smear import line_smeared
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import scaling, translation
from cutroom.picture.sampling import mix, warp

_SIDES = {"left": (1.0, 0.0), "right": (-1.0, 0.0), "up": (0.0, 1.0), "down": (0.0, -1.0)}


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how far."""

    way: str = choice("left", tuple(_SIDES), "where they are pulled to")
    amount: float = number(3.0, 0.2, 12.0, "stretch at the change")
    lean: float = number(0.0, -90.0, 90.0, "degrees it leans at the change")
    blur: float = number(0.15, 0.0, 1.0, "blur along the way in short sides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old one stretches away from its far edge, the new one settles back to its shape."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    share = smooth(0.4, 0.6, t)
    drawn = None
    if share < 1.0:
        drawn = _pulled(before, params, eased("in", t * 1.1), 1.0)
    if share > 0.0:
        other = _pulled(after, params, 1.0 - eased("strong-out", (t - 0.2) / 0.8), -1.0)
        drawn = other if drawn is None else mix(drawn, other, share)
    assert drawn is not None
    angle = 0.0 if params.way in ("left", "right") else 90.0
    return line_smeared(drawn, params.blur * hump(t), angle)


def _pulled(picture: Picture, params: Params, amount: float, side: float) -> Picture:
    across, down = _SIDES[params.way]
    stretch = 1.0 + params.amount * max(0.0, amount)
    width, height = picture.width, picture.height
    at_x = width * (0.5 + 0.5 * across * side)
    at_y = height * (0.5 + 0.5 * down * side)
    lean = spun(width, height, params.lean * max(0.0, min(1.0, amount)) * side)
    matrix = (
        lean
        @ translation(at_x, at_y)
        @ scaling(stretch if across else 1.0, stretch if down else 1.0)
    )
    return warp(picture, matrix @ translation(-at_x, -at_y), width, height)


EFFECT = Transition("stretch", Params, apply, "Both pictures are pulled like rubber.")
