"""The picture several times, each in two flat colours of its own."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import find_color
from cutroom.effects.chance import tick
from cutroom.effects.colour import through_opaque
from cutroom.effects.spec import Filter, Moment, choice, flag, number
from cutroom.picture.convert import TO_YUV, half_plane
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize

_PAIRS = (
    ("#2b1a6b", "#ff5fa2", "#ffe14d"), ("#0b4f6c", "#ff8a1f", "#fff2c6"), ("#7a1230", "#23b5d3", "#f7f76a"),
    ("#123524", "#ff4d4d", "#b8f2e6"), ("#301934", "#4dd964", "#ffd6f5"), ("#5a2a00", "#3d7dff", "#ffe9a8"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    """The tiles."""

    tiles: str = choice("4", ("1", "4", "9"), "how many")
    change: bool = flag(True, "colours move on from tile to tile")
    rate: float = number(2.0, 0.1, 15.0, "moves a second")
    hard: float = number(0.6, 0.0, 1.0, "how flat the colours are")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Three tones each: dark, middle, light."""
    step = tick(moment.time_s, params.rate) if params.change else 0
    return through_opaque(picture, lambda opaque: _drawn(opaque, params, step))


def _drawn(picture: Picture, params: Params, step: int) -> Picture:
    side = {"1": 1, "4": 2, "9": 3}[params.tiles]
    width, height = picture.width, picture.height
    lines = [round(width * i / side) for i in range(side + 1)]
    rows = [round(height * i / side) for i in range(side + 1)]
    small = resize(picture, max(2, lines[1]), max(2, rows[1])).planes.y
    planes = [np.zeros((height, width), np.uint8) for _ in range(3)]
    for row in range(side):
        for column in range(side):
            size = (lines[column + 1] - lines[column], rows[row + 1] - rows[row])
            if min(size) < 1:
                continue
            part = small if (small.shape[1], small.shape[0]) == size else cv2.resize(small, size)
            scale = _scale(_PAIRS[(row * side + column + step) % len(_PAIRS)], params.hard)
            for plane, table in zip(planes, scale, strict=True):
                place = plane[rows[row] : rows[row + 1], lines[column] : lines[column + 1]]
                place[...] = cv2.LUT(part, table)
    return Picture.from_planes(planes[0], half_plane(planes[1]), half_plane(planes[2]))


def _scale(names: tuple[str, ...], hard: float) -> NDArray[np.uint8]:
    """Y, U and V for every luma, from dark over middle to light: 3×256."""
    colors = [(c.red, c.green, c.blue, 1.0) for c in map(find_color, names) if c is not None]
    at = np.clip((np.arange(256) - 16) / 219, 0, 1) * 2
    share = at + (np.rint(at) - at) * hard
    rgb = [np.interp(share, [0, 1, 2], column) for column in zip(*colors, strict=True)]
    return np.asarray(np.clip(np.rint(TO_YUV @ np.stack(rgb) * 255), 0, 255), np.uint8)


EFFECT = Filter("pop-art", Params, apply, "The picture several times in flat colours.")
