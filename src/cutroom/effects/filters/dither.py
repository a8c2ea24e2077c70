"""A screen of few colours: large pixels, an ordered pattern of dots, a short palette."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import find_color
from cutroom.effects.colour import through_opaque
from cutroom.effects.overlays import enlarged
from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize

_PALETTES = {
    "green": ("#0f381f", "#306230", "#8bac0f", "#cfe08a"),
    "amber": ("#1a0d00", "#6b3800", "#d98200", "#ffd27a"),
    "mono": ("#101014", "#55555c", "#a9a9ad", "#f2f2ee"),
    "pink": ("#2b1040", "#7a2f86", "#e55fa8", "#ffd8ec"),
}
_BAYER = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) + 0.5
) / 16 - 0.5


@dataclass(frozen=True, slots=True)
class Params:
    """The screen."""

    palette: str = choice(
        "vivid", (*_PALETTES, "vivid"), "its colours; vivid has four levels a channel"
    )
    size: float = number(0.008, 0.002, 0.1, "side of a pixel in short sides")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Ordered dither with a 4×4 matrix."""
    return through_opaque(picture, lambda opaque: _drawn(opaque, params))


def _drawn(picture: Picture, params: Params) -> Picture:
    by = params.size * min(picture.width, picture.height)
    width, height = (max(2, round(n / max(by, 1.0))) for n in (picture.width, picture.height))
    rgb = resize(picture, width, height).rgba[..., :3].astype(np.float32) / 255
    pattern = np.tile(_BAYER, (-(-height // 4), -(-width // 4)))[:height, :width, None]
    if params.palette == "vivid":
        coded = np.clip(np.rint((rgb + pattern / 3) * 3), 0, 3) * 85
    else:
        luma = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
        level = np.clip(np.rint(luma * 3 + pattern[..., 0] * 0.9), 0, 3).astype(np.intp)
        coded = _table(params.palette)[level]
    return enlarged(coded.astype(np.uint8), picture.width, picture.height, smooth=False)


def _table(palette: str) -> NDArray[np.uint8]:
    colors = [find_color(text) for text in _PALETTES[palette]]
    return np.array([color.as_bytes()[:3] for color in colors if color is not None], np.uint8)


EFFECT = Filter("dither", Params, apply, "Large pixels of few colours.", timeless=always)
