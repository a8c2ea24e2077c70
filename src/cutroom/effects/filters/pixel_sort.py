"""Rows or columns of pixels sorted by brightness, in patches that come and go."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.chance import chance, tick
from cutroom.effects.overlays import enlarged
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by, resize

_SHORT = 240


@dataclass(frozen=True, slots=True)
class Params:
    """What is sorted."""

    way: str = choice("down", ("down", "across"), "along columns or rows")
    amount: float = number(0.6, 0.0, 1.0, "share of the picture that is sorted")
    run: float = number(0.4, 0.05, 1.0, "length of a sorted run in short sides")
    rate: float = number(6.0, 0.2, 30.0, "changes a second")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The runs are found at a reduced size and enlarged without smoothing."""
    if params.amount == 0.0 or min(picture.width, picture.height) < 8:
        return picture
    by = max(1.0, min(picture.width, picture.height) / _SHORT)
    small = resize(picture, max(4, round(picture.width / by)), max(4, round(picture.height / by)))
    rgba = small.rgba if params.way == "across" else small.rgba.transpose(1, 0, 2)
    key = moment.seed + tick(moment.time_s, params.rate)
    run = max(4, round(params.run * min(small.width, small.height)))
    streaks = _sorted(np.ascontiguousarray(rgba), run, int(chance(key, 1) * run))
    patches = _patches(rgba.shape[0], rgba.shape[1], params.amount, key)
    if params.way == "down":
        streaks, patches = streaks.transpose(1, 0, 2), patches.T
    size = (picture.width, picture.height)
    mask = cv2.resize(np.ascontiguousarray(patches), size, interpolation=cv2.INTER_NEAREST)
    rgb = np.ascontiguousarray(streaks[..., :3])
    if picture.opaque:
        return mix_by(picture, enlarged(rgb, *size, smooth=False), np.asarray(mask, np.uint8))
    grown = cv2.resize(np.ascontiguousarray(streaks), size, interpolation=cv2.INTER_NEAREST)
    return mix_by(
        picture, Picture.from_rgba(np.asarray(grown, np.uint8)), np.asarray(mask, np.uint8)
    )


def _sorted(rgba: NDArray[np.uint8], run: int, start: int) -> NDArray[np.uint8]:
    height, width = rgba.shape[:2]
    whole = np.roll(rgba, -start, axis=1)
    pad = -width % run
    padded = np.pad(whole, ((0, 0), (0, pad), (0, 0)), mode="edge").reshape(height, -1, run, 4)
    luma = padded[..., :3].astype(np.uint16) @ np.array([54, 183, 19], np.uint16)
    order = np.argsort(luma, axis=2, kind="stable")
    done = np.take_along_axis(padded, order[..., None], axis=2)
    return np.roll(done.reshape(height, width + pad, 4)[:, :width], start, axis=1)


def _patches(lines: int, length: int, amount: float, key: int) -> NDArray[np.uint8]:
    """255 where lines are sorted: bands of a few lines, each along a part of its length."""
    mask = np.zeros((lines, length), np.uint8)
    line = index = 0
    while line < lines:
        index += 1
        band = 1 + int(chance(key, 2, index) ** 2 * lines * 0.09)
        if chance(key, 3, index) < amount:
            first = int(chance(key, 4, index) * length * 0.5)
            last = first + int((0.3 + 0.7 * chance(key, 5, index)) * length)
            mask[line : line + band, first:last] = 255
        line += band
    return mask


EFFECT = Filter("pixel-sort", Params, apply, "Pixels sorted by brightness in patches.")
