"""Torn rows, split colours and stray blocks of a broken signal."""

from __future__ import annotations

import numpy as np

from cutroom.effects.chance import chance
from cutroom.effects.fringes import channels_moved
from cutroom.picture.picture import Picture, Plane

_BANDS = 9


def broken(picture: Picture, amount: float, fringe: float, blocks: float, key: int) -> Picture:
    """``amount`` 0–1 scales everything; ``key`` picks the pattern."""
    short = min(picture.width, picture.height)
    apart = fringe * short * amount * (0.4 + 1.2 * chance(key, 1))
    split = channels_moved(picture, apart, apart * 0.3 * (chance(key, 2) - 0.5))
    rgba = _torn(split.rgba, amount, key)
    for number in range(int(10 * blocks * amount + 0.5)):
        _stray(rgba, number, key)
    return Picture.from_rgba(rgba, opaque=picture.opaque)


def _torn(rgba: Plane, amount: float, key: int) -> Plane:
    """Bands of rows moved sideways; what leaves one side enters at the other."""
    height, width = rgba.shape[:2]
    torn = rgba.copy()
    for band in range(_BANDS):
        if chance(key, 10, band) > 0.35 + 0.4 * amount:
            continue
        top = int(chance(key, 11, band) * height)
        bottom = min(height, top + 1 + int(chance(key, 12, band) ** 2 * 0.22 * height))
        shift = round((chance(key, 13, band) - 0.5) * 0.3 * amount * width)
        torn[top:bottom] = np.roll(rgba[top:bottom], shift, axis=1)
    return torn


def _stray(rgba: Plane, number: int, key: int) -> None:
    """A rectangle shows another part of the picture, or loses a channel."""
    height, width = rgba.shape[:2]
    wide, tall = (0.04 + 0.2 * chance(key, 20, number), 0.01 + 0.06 * chance(key, 21, number))
    w, h = max(1, round(wide * width)), max(1, round(tall * height))
    x, y = _corner(width - w, height - h, 22, number, key)
    x2, y2 = _corner(width - w, height - h, 24, number, key)
    part = rgba[y2 : y2 + h, x2 : x2 + w].copy()
    kind = chance(key, 26, number)
    if kind > 0.5:
        # Swapped channels stay within premultiplied alpha; an inverted one would not.
        part = part[..., [2, 0, 1, 3]] if kind > 0.75 else part[..., [1, 2, 0, 3]]
    rgba[y : y + h, x : x + w] = part


def _corner(room_x: int, room_y: int, stream: int, number: int, key: int) -> tuple[int, int]:
    across, down = chance(key, stream, number), chance(key, stream + 1, number)
    return round(across * room_x), round(down * room_y)
