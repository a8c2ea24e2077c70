"""The picture folds up in strips, like a paper screen, and opens as the next one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.easing import eased
from cutroom.effects.overlays import painted
from cutroom.effects.placing import paste
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import scaling, translation


@dataclass(frozen=True, slots=True)
class Params:
    """How many folds, towards which side."""

    folds: int = number(4, 1, 16, "strips")
    side: str = choice("left", ("left", "right", "top", "bottom"), "the side it folds to")
    shade: float = number(0.6, 0.0, 1.0, "darkness of the folds")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old picture narrows towards one side, every second strip in shadow, over the new one."""
    at = eased("in-out", moment.progress)
    if moment.progress <= 0.0 or moment.progress >= 1.0:
        return after if moment.progress else before
    width, height = before.width, before.height
    across = params.side in ("left", "right")
    steep = min(1.0, at * 1.6)
    shaded = painted(
        before,
        BLACK,
        _strips(width, height, int(params.folds), across, params.shade * steep),
    )
    left = max(0.001, 1.0 - at)
    far = 0.0 if params.side in ("left", "top") else float(width if across else height)
    squeeze = scaling(left, 1.0) if across else scaling(1.0, left)
    to = (far, 0.0) if across else (0.0, far)
    matrix = translation(*to) @ squeeze @ translation(-to[0], -to[1])
    return paste(after, shaded, matrix)


def _strips(width: int, height: int, folds: int, across: bool, strength: float) -> Plane:
    """Zigzag of light: each strip runs from bright to dark, every second one the other way."""
    length = width if across else height
    along = (np.arange(length) + 0.5) / length * folds
    inside = along - np.floor(along)
    odd = np.floor(along) % 2 == 1
    dark = np.rint(np.where(odd, 0.35 + 0.65 * inside, 0.25 * inside) * (255 * strength))
    line = dark.astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(line if across else line[:, None], (height, width)))


EFFECT = Transition("fold", Params, apply, "The picture folds up in strips over the next one.")
