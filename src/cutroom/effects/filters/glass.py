"""Seen through reeded or frosted glass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.fields import Field
from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur, mix, remap


@dataclass(frozen=True, slots=True)
class Params:
    """The glass."""

    style: str = choice(
        "reeded", ("reeded", "frosted", "tiles"), "ribs, a matt surface, or small lenses"
    )
    size: float = number(0.05, 0.005, 0.5, "width of a rib or lens in short sides")
    amount: float = number(0.6, 0.0, 1.0, "how strongly it bends, or how matt it is")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each rib shows the picture narrowed and shifted; frost is blur under a bright haze."""
    short = min(picture.width, picture.height)
    if params.style == "frosted":
        return mix(picture, blur(picture, params.amount * params.size * short), 0.92)
    pitch = params.size * short
    width, height = picture.width, picture.height
    x, y = np.arange(width, dtype=np.float32) + 0.5, np.arange(height, dtype=np.float32) + 0.5
    moved_x = _ribbed(x, width, pitch, params.amount)
    moved_y = _ribbed(y, height, pitch, params.amount) if params.style == "tiles" else y
    map_x = np.broadcast_to(moved_x, (height, width))
    map_y = np.broadcast_to(moved_y[:, None], (height, width))
    return remap(picture, np.ascontiguousarray(map_x), np.ascontiguousarray(map_y), "mirror")


def _ribbed(at: Field, length: int, pitch: float, amount: float) -> Field:
    inside = (at - length / 2) / pitch
    inside = inside - np.floor(inside) - 0.5
    return np.asarray(at + inside * np.float32(pitch * 2.5 * amount), np.float32)


EFFECT = Filter("glass", Params, apply, "Seen through reeded or frosted glass.", timeless=always)
