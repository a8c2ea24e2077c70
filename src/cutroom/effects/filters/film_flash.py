"""Film cuts that flash: burnt frames, jumps of the gate, warm light."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.fields import coarse
from cutroom.effects.filmstock import scratched
from cutroom.effects.grain import grained
from cutroom.effects.overlays import lit
from cutroom.effects.placing import mirrored, zoomed
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation


@dataclass(frozen=True, slots=True)
class Params:
    """How often and what colour."""

    rate: float = number(2.0, 0.2, 12.0, "cuts a second")
    flash: float = number(1.0, 0.0, 2.0, "strength of the burnt light")
    color: Color = colour(Color(1.0, 0.55, 0.18), "colour of the light")
    jump: float = number(0.06, 0.0, 0.3, "jump of the picture at a cut, in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Every cut flashes for about a fifth of a second, from a random side."""
    step = tick(moment.time_s, params.rate)
    since = moment.time_s - step / params.rate
    key = moment.seed * 7919 + step
    left = max(0.0, 1.0 - since / 0.22)
    drawn = picture
    if params.jump and left > 0.0:
        reach = params.jump * min(picture.width, picture.height) * left * left
        grow = zoomed(picture.width, picture.height, 1.0 + 0.1 * left * chance(key, 1))
        move = translation(reach * (chance(key, 2) - 0.5), reach * 2 * (chance(key, 3) - 0.5))
        drawn = mirrored(picture, move @ grow)
    frame = moment.seed * 7919 + tick(moment.time_s, 16)
    drawn = scratched(drawn, 0.8, frame, key)
    if left > 0.0 and params.flash:
        drawn = _burnt(drawn, params, key, left)
    return grained(drawn, 0.06, 1 / 500, frame)


def _burnt(picture: Picture, params: Params, key: int, left: float) -> Picture:
    """Light that is white at one side and the film's colour farther in."""
    angle = 2 * np.pi * chance(key, 5)
    across, down = np.float32(np.cos(angle)), np.float32(np.sin(angle))
    small = (max(2, picture.width // 16), max(2, picture.height // 16))
    side = coarse(
        *small, lambda x, y: np.asarray(np.clip(0.55 + 0.45 * (x * across + y * down), 0, 1.4))
    )
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    strength = np.float32(1.5 * params.flash * left)
    light = side[..., None] * tint * strength + (side[..., None] ** 3) * strength * np.float32(0.5)
    return lit(picture, np.asarray(light, np.float32))


EFFECT = Filter("film-flash", Params, apply, "Film cuts that flash with burnt, warm light.")
