"""Coloured panels sweep over the canvas and leave the next picture behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.chance import chances
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.fields import Field, ramp
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by

_STYLES = ("straight", "strips", "waves", "zigzag", "blobs")


@dataclass(frozen=True, slots=True)
class Params:
    """What sweeps over, in which colours."""

    style: str = choice("straight", _STYLES, "the panels' edge")
    color: Color = colour(Color(0.16, 0.42, 0.95), "the first panel")
    second: Color = colour(Color(1.0, 0.82, 0.2), "the second panel")
    third: Color = colour(Color(1.0, 1.0, 1.0), "the third panel")
    panels: int = number(3, 1, 3, "how many")
    angle: float = number(
        0.0, -360.0, 360.0, "direction of the sweep, degrees clockwise from right"
    )
    strips: int = number(7, 1, 40, "strips or waves along the edge")
    gap: float = number(0.16, 0.02, 0.5, "delay from one panel to the next")
    easing: str = choice("in-out", EASINGS[:7], "how they move")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each panel covers the one before it; the next picture comes last."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    field = _field(before, params, moment.seed)
    count = int(params.panels)
    run = 1.0 - count * params.gap if count * params.gap < 0.9 else 0.1
    gap = (1.0 - run) / count
    masks = []
    for layer in range(count + 1):
        own = min(1.0, max(0.0, (t - layer * gap) / run))
        masks.append(uncovered(field, eased(params.easing, own), 0.0))
    drawn = before
    for color, mask in zip(
        (params.color, params.second, params.third), masks[:count], strict=False
    ):
        drawn = painted(drawn, color, mask)
    return mix_by(drawn, after, masks[-1])


def _field(like: Picture, params: Params, seed: int) -> Field:
    width, height = like.width, like.height
    count = int(params.strips)
    if params.style in ("waves", "zigzag", "blobs"):
        style = {"waves": "wavy", "zigzag": "zigzag", "blobs": "scallop"}[params.style]
        rough = 1.0 if params.style == "blobs" else 0.5
        return matte(width, height, Matte(style, count, params.angle, rough=rough), seed)
    along = np.broadcast_to(ramp(width, height, params.angle % 360.0), (height, width))
    if params.style == "straight":
        return np.asarray(along, np.float32)
    across = ramp(width, height, (params.angle + 90.0) % 360.0)
    late = chances(seed + 61, count, 1)[:, 0].astype(np.float32) * np.float32(0.5)
    number = np.clip((across * np.float32(count)).astype(np.int32), 0, count - 1)
    return np.asarray((along + late[number]) / np.float32(1.5), np.float32)


EFFECT = Transition("panels", Params, apply, "Coloured panels sweep over to the next picture.")
