"""Coloured squares fill the canvas one by one and go again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects.chance import chances
from cutroom.effects.easing import hump, smooth
from cutroom.effects.mosaic import mosaic
from cutroom.effects.overlays import laid_over
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix

_PALETTES = {
    "bright": ((255, 66, 94), (255, 190, 46), (64, 200, 120), (52, 148, 255), (150, 84, 236)),
    "cyber": ((20, 240, 255), (255, 30, 190), (110, 60, 255), (16, 20, 60), (210, 255, 60)),
    "grey": ((20, 20, 20), (70, 70, 70), (130, 130, 130), (190, 190, 190), (245, 245, 245)),
    "pastel": ((255, 214, 110), (255, 168, 176), (166, 226, 190), (160, 208, 250), (214, 190, 250)),
}


@dataclass(frozen=True, slots=True)
class Params:
    """How fine and in which colours."""

    rows: int = number(12, 3, 60, "squares on the short side")
    palette: str = choice("bright", tuple(_PALETTES), "their colours")
    cover: float = number(0.85, 0.0, 1.0, "how much of the canvas they cover in the middle")
    coarse: float = number(0.5, 0.0, 1.0, "how far the pictures turn into squares themselves")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Every square has a colour and a turn of its own by chance."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    rows = int(params.rows)
    size = 1.0 / rows
    shown = mix(before, after, smooth(0.44, 0.56, t))
    drawn = mosaic(shown, size * params.coarse * hump(t))
    width, height = before.width, before.height
    pitch = min(width, height) / rows
    # The grid is centred, half a square beyond every edge where it does not fit.
    columns, lines = (int(np.ceil(n / pitch / 2 + 0.5)) * 2 for n in (width, height))
    random = chances(moment.seed + 67, columns * lines, 2).reshape(lines, columns, 2)
    shown_now = random[..., 0] < params.cover * min(1.0, 1.25 * hump(t))
    colors = np.array(_PALETTES[params.palette], np.uint8)
    inks = colors[(random[..., 1] * len(colors)).astype(int)]
    tiles = np.dstack([inks * shown_now[..., None], shown_now * np.uint8(255)]).astype(np.uint8)
    across = ((np.arange(width) + 0.5 - width / 2) / pitch + columns / 2).astype(int)
    down = ((np.arange(height) + 0.5 - height / 2) / pitch + lines / 2).astype(int)
    by = max(1, min(width, height) // 540)
    canvas = np.ascontiguousarray(tiles[down[by // 2 :: by]][:, across[by // 2 :: by]])
    return laid_over(drawn, canvas)


EFFECT = Transition("pixels", Params, apply, "Coloured squares fill the canvas and go again.")
