"""Both pictures stand in a deep dark space; the camera flies from one to the other."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK
from cutroom.effects.easing import EASINGS, eased, hump
from cutroom.effects.placing import Stand, paste
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid

_WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Params:
    """The flight."""

    way: str = choice("left", tuple(_WAYS), "where the old picture goes")
    depth: float = number(0.9, 0.0, 4.0, "how far the camera backs off, in heights")
    tilt: float = number(38.0, -80.0, 80.0, "how far the pictures turn in the middle, degrees")
    turn: float = number(0.0, -360.0, 360.0, "degrees the whole turns in the middle of the flight")
    easing: str = choice("in-out", EASINGS, "how it flies")
    gap: float = number(0.12, 0.0, 1.0, "gap between them in canvas sizes")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Side by side, turned towards each other, then straight again."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    at, mid = eased(params.easing, t), hump(t)
    across, down = _WAYS[params.way]
    step = 1.0 + params.gap
    drawn = solid(width, height, BLACK)
    for picture, place in ((before, at), (after, at - 1.0)):
        stand = Stand(
            x=across * place * step,
            y=down * place * step,
            tilt_y=params.tilt * mid * across * -1.0,
            tilt_x=params.tilt * mid * down,
            spin=params.turn * place * (1.0 if abs(place) < 1.0 else 1.0 / abs(place)),
            away=params.depth * mid,
        )
        drawn = paste(drawn, picture, stand.matrix(width, height))
    return drawn


EFFECT = Transition(
    "space", Params, apply, "The camera flies through dark space to the next picture."
)
