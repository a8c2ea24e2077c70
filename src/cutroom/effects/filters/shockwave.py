"""Rings that run outwards and bend what they pass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import WHITE, Color
from cutroom.effects.bending import bent
from cutroom.effects.fields import distance
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """The wave."""

    amount: float = number(0.08, 0.0, 0.5, "how far it bends, in half short sides")
    width: float = number(0.22, 0.02, 1.0, "width of the ring in half short sides")
    rate: float = number(0.9, 0.05, 6.0, "waves a second")
    glow: float = number(0.35, 0.0, 1.0, "brightness of the ring")
    color: Color = colour(WHITE, "colour of the ring")
    shape: str = choice("round", ("round", "square"), "shape of the ring")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A new wave starts when the last has left."""
    part = (moment.time_s * params.rate) % 1.0
    far = max(picture.width, picture.height) / min(picture.width, picture.height) + params.width
    reach, fade = part * (far + 0.4), 1 - part**2
    square = params.shape == "square"

    def displacement(
        x: NDArray[np.float32],
        y: NDArray[np.float32],
    ) -> tuple[NDArray[np.float32], ...]:
        gap = np.maximum(np.abs(x), np.abs(y)) if square else np.hypot(x, y)
        safe = np.maximum(np.hypot(x, y), np.float32(1e-3))
        at = (gap - np.float32(reach)) / np.float32(params.width)
        push = -np.float32(params.amount * fade) * np.exp(-(at**2) * 4) * (1 - at)
        return push * x / safe, push * y / safe

    drawn = bent(picture, displacement)  # type: ignore[arg-type]
    if params.glow == 0.0 or square:
        return drawn
    corner = np.hypot(picture.width, picture.height) / min(picture.width, picture.height)
    gap = distance(picture.width, picture.height) * np.float32(corner) - np.float32(reach)
    ring = np.exp(-((gap / np.float32(0.22 * params.width)) ** 2)) * np.float32(
        255 * params.glow * fade
    )
    return painted(drawn, params.color, ring.astype(np.uint8))


EFFECT = Filter("shockwave", Params, apply, "Rings that run outwards and bend what they pass.")
