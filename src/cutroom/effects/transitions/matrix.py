"""Columns of glowing characters rain down, cover the picture, and clear to the next one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.chance import chances
from cutroom.effects.easing import hump, smooth
from cutroom.effects.overlays import lit, tinted
from cutroom.effects.spec import Moment, Transition, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix

_SIGNS = "0123456789ABCDEFXZ+*<>%$"
_CELL = 14


@dataclass(frozen=True, slots=True)
class Params:
    """The rain."""

    color: Color = colour(Color(0.25, 1.0, 0.4), "its colour")
    rows: int = number(26, 8, 60, "characters on the short side")
    speed: float = number(1.6, 0.2, 6.0, "falls from top to bottom over the time")
    dark: float = number(0.92, 0.0, 1.0, "darkness in the middle")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each column falls at its own pace with a fading tail; characters change as they shine."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    shown = mix(before, after, smooth(0.42, 0.58, t))
    night = tinted(shown, BLACK, params.dark * min(1.0, 1.3 * hump(t)))
    short = min(before.width, before.height)
    rows = int(params.rows)
    columns = max(1, round(before.width / short * rows))
    lines = max(1, round(before.height / short * rows))
    random = chances(moment.seed + 107, columns, 3)
    head = (random[:, 0] + params.speed * t * (0.6 + 0.8 * random[:, 1])) % 1.0 * 1.5 * lines
    gap = head[None, :] - np.arange(lines)[:, None]
    tail = 5 + 12 * random[:, 2]
    shine = np.where(gap >= 0, np.clip(1 - gap / tail, 0, 1), 0).astype(np.float32)
    signs = chances(moment.seed + 109 + int(t * 20), lines * columns, 1)[:, 0]
    text = _written(tuple((signs * len(_SIGNS)).astype(int).tolist()), columns)
    level = cv2.resize(shine, (columns * _CELL, lines * _CELL), interpolation=cv2.INTER_NEAREST)
    first = cv2.resize(
        (gap >= 0).astype(np.float32) * (gap < 1),
        (level.shape[1], level.shape[0]),
        interpolation=cv2.INTER_NEAREST,
    )
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    glow = text.astype(np.float32) / 255 * level
    light = glow[..., None] * tint * 1.5 + (glow * first)[..., None]
    return lit(night, np.asarray(light * np.float32(min(1.0, 1.6 * hump(t))), np.float32))


@lru_cache(maxsize=2)
def _written(signs: tuple[int, ...], columns: int) -> Plane:
    """Rows of characters, one a cell."""
    rows = [
        np.hstack([_sign(sign) for sign in signs[start : start + columns]])
        for start in range(0, len(signs), columns)
    ]
    return np.vstack(rows)


@lru_cache(maxsize=64)
def _sign(index: int) -> Plane:
    cell = np.zeros((_CELL, _CELL), np.uint8)
    cv2.putText(cell, _SIGNS[index], (2, 11), cv2.FONT_HERSHEY_PLAIN, 0.85, 255, 1, cv2.LINE_AA)
    return cell


EFFECT = Transition("matrix", Params, apply, "Glowing characters rain down to the next picture.")
