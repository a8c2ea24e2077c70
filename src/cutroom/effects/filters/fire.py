"""Flames that lick up from the bottom or in from the edges, with sparks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.fields import coarse
from cutroom.effects.overlays import lit
from cutroom.effects.particles import Swarm, aspect_of, shine, spots
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.effects.vapour import billows
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Where it burns and how high."""

    lies: str = choice("low", ("low", "edges"), "at the bottom, or all around")
    height: float = number(0.5, 0.05, 1.5, "height of the flames in short sides")
    speed: float = number(0.9, 0.0, 4.0, "short sides a second")
    hue: float = number(0.0, 0.0, 1.0, "0 natural fire, towards 1 blue fire")
    sparks: int = number(40, 0, 200, "flying sparks")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Rising noise thresholded by height: yellow where hot, red where it dies."""
    size = (picture.width, picture.height)
    up = params.speed * moment.time_s
    noise = 0.6 * billows(size, 0.3, (0.0, -up), moment.seed) + 0.4 * billows(
        size, 0.14, (0.1 * up, -1.5 * up), moment.seed + 3
    )
    height, width = noise.shape
    if params.lies == "low":
        share = (height - np.arange(height, dtype=np.float32)) / min(width, height) / params.height
        reach = np.repeat(share[:, None], width, axis=1)
    else:
        wide = np.float32(width / min(width, height))
        tall = np.float32(height / min(width, height))
        reach = coarse(
            width,
            height,
            lambda x, y: np.asarray(np.minimum(wide - np.abs(x), tall - np.abs(y)), np.float32),
        ) / np.float32(params.height)
    heat = np.clip(noise * 1.5 + 0.25 - reach * 1.25, 0, 1)
    warm = np.dstack(
        [
            np.clip(heat * 2.2, 0, 1),
            np.clip(heat * 1.9 - 0.55, 0, 1),
            np.clip(heat * 2.2 - 1.5, 0, 1),
        ]
    )
    cold = warm[..., ::-1] * np.array([1.0, 0.9, 1.0])
    light = np.ascontiguousarray(warm + (cold - warm) * params.hue, np.float32) * np.float32(1.15)
    unit = min(width, height)
    swarm = Swarm(int(params.sparks), params.speed * 0.6, 0.1, -0.99, 0.08, 0.8, 0.7)
    found = spots(swarm, aspect_of(*size), moment.time_s, moment.seed + 51)
    for i in range(len(found.x)):
        glow = float(found.key[i, 0])
        shine(
            light,
            found.x[i] * unit,
            found.y[i] * unit,
            unit * 0.008,
            (glow, glow * 0.6, glow * 0.2),
        )
    return lit(picture, light)


EFFECT = Filter("fire", Params, apply, "Flames and flying sparks.")
