"""The light goes out but for spotlights that search the canvas and open on the next picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chance
from cutroom.effects.easing import hump, smooth
from cutroom.effects.fields import coarse
from cutroom.effects.overlays import lit, painted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """The lights."""

    lights: int = number(1, 1, 5, "how many")
    size: float = number(0.5, 0.1, 2.0, "radius of a light in half short sides")
    softness: float = number(0.25, 0.02, 1.0, "softness of its rim")
    color: Color = colour(Color(1.0, 0.96, 0.86), "colour of the light")
    glow: float = number(0.3, 0.0, 1.5, "light the spots add")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Spots wander over the old picture, stand still, and widen over the next one."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    aspect = width / min(width, height), height / min(width, height)
    dark = smooth(0.0, 0.18, t) * (1.0 - smooth(0.8, 1.0, t))
    grown = params.size * (1.0 + 3.0 * smooth(0.6, 1.0, t))
    total = np.zeros((height, width), np.float32)
    for spot in range(int(params.lights)):
        swing = 2 * np.pi * (1.1 * t + chance(moment.seed, 7, spot))
        still = 1.0 - smooth(0.45, 0.8, t)
        x0 = np.float32(0.7 * aspect[0] * np.sin(swing) * still)
        y0 = np.float32(0.5 * aspect[1] * np.cos(1.3 * swing) * still)
        total = np.maximum(total, _disc(width, height, (x0, y0), (grown, params.softness)))
    shown = mix(before, after, smooth(0.4, 0.65, t))
    night = painted(
        shown, BLACK, np.rint((1 - total) * np.float32(255 * 0.94 * dark)).astype(np.uint8)
    )
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    by = max(1, min(width, height) // 180)
    glow = total[::by, ::by, None] * tint * np.float32(params.glow * hump(t) * dark)
    return lit(night, np.asarray(glow, np.float32))


def _disc(
    width: int, height: int, at: tuple[np.float32, np.float32], look: tuple[float, float]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """1 inside a radius, 0 outside, soft between; ``look`` is radius and softness."""
    return coarse(
        width,
        height,
        lambda x, y: np.asarray(
            np.clip((look[0] - np.hypot(x - at[0], y - at[1])) / np.float32(look[1]) + 0.5, 0, 1),
            np.float32,
        ),
    )


EFFECT = Transition("spotlight", Params, apply, "Spotlights search the dark for the next picture.")
