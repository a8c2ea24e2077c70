"""Rectangles that change at random: coloured, pixelated, inverted or of another place."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.effects.chance import chance, tick
from cutroom.effects.mosaic import mosaic
from cutroom.effects.overlays import tinted
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by, shift

_STYLES = ("colour", "mosaic", "moved")


@dataclass(frozen=True, slots=True)
class Params:
    """The rectangles."""

    style: str = choice("colour", _STYLES, "what a rectangle shows")
    share: float = number(0.3, 0.0, 1.0, "share of the picture they cover")
    size: float = number(0.16, 0.03, 1.0, "side of the grid in short sides")
    rate: float = number(6.0, 0.2, 30.0, "changes a second")
    opacity: float = number(0.75, 0.0, 1.0, "opacity of coloured ones")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The grid is laid out from the centre."""
    key = moment.seed + tick(moment.time_s, params.rate)
    if params.style == "colour":
        drawn = picture
        for layer in range(3):
            tint = _bright(chance(key, 9, layer))
            mask = _mask(picture, params, key * 4 + layer, params.share / 3)
            drawn = mix_by(drawn, tinted(drawn, tint, params.opacity), mask)
        return drawn
    mask = _mask(picture, params, key, params.share)
    if params.style == "mosaic":
        return mix_by(picture, mosaic(picture, params.size / 4), mask)
    short = min(picture.width, picture.height)
    away = ((chance(key, 1) - 0.5) * short, (chance(key, 2) - 0.5) * short)
    return mix_by(picture, shift(picture, *away), mask)


def _bright(key: float) -> Color:
    red, green, blue = (0.5 + 0.5 * cos(2 * pi * (key - apart)) for apart in (0, 1 / 3, 2 / 3))
    return Color(red, green, blue)


def _mask(picture: Picture, params: Params, key: int, share: float) -> NDArray[np.uint8]:
    step = max(params.size * min(picture.width, picture.height), 1.0)
    across, down = (
        np.floor((np.arange(n) + 0.5 - n / 2) / step).astype(np.intp)
        for n in (picture.width, picture.height)
    )
    columns, rows = across - across.min(), down - down.min()
    random = np.random.Generator(np.random.PCG64(key & 0xFFFFFFFF)).random(
        (rows.max() + 1, columns.max() + 1)
    )
    chosen = np.where(random < share, 255, 0).astype(np.uint8)
    return np.asarray(chosen[rows][:, columns], np.uint8)


EFFECT = Filter("blocks", Params, apply, "Rectangles that change at random.")
