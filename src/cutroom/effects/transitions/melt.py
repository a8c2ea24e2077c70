"""The old picture melts and runs off in fingers, or flows along as if liquid."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.effects.bending import bent
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased, smooth
from cutroom.effects.fields import Field
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix, mix_by

_WAYS = {"down": 90.0, "up": 270.0, "right": 0.0, "left": 180.0}


@dataclass(frozen=True, slots=True)
class Params:
    """Which way and how."""

    style: str = choice(
        "melt", ("melt", "flow"), "runs off in fingers, or flows on with the next one"
    )
    way: str = choice("down", tuple(_WAYS), "where it runs to")
    fingers: int = number(12, 2, 40, "fingers side by side")
    amount: float = number(0.8, 0.0, 2.0, "how unevenly it runs, in half short sides")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Every column runs at its own pace; what has run off lets the next picture through."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    run = eased("in", t)
    if params.style == "flow":
        old = _run(before, params, 2.2 * run, moment.seed)
        new = _run(after, params, -2.2 * (1.0 - eased("out", t)), moment.seed)
        return mix(old, new, smooth(0.3, 0.7, t))
    melted = _run(before, params, 1.6 * run, moment.seed)
    kind = Matte("drips", int(params.fingers), _WAYS[params.way], rough=0.8)
    field = matte(before.width, before.height, kind, moment.seed)
    return mix_by(melted, after, uncovered(field, smooth(0.08, 1.0, t), 0.01))


def _run(picture: Picture, params: Params, way: float, seed: int) -> Picture:
    """Each column (or row) pushed on by ``way`` times its own pace, smoothly from one to the next."""
    count = int(params.fingers) * 2
    pace = chances(seed + 71, count + 4, 1)[:, 0].astype(np.float32)
    pace = cv2.GaussianBlur(pace[None, :], (3, 1), 0.8)[0]
    upright = params.way in ("down", "up")
    side = np.float32(1.0 if params.way in ("down", "right") else -1.0)
    wide = max(picture.width, picture.height) / min(picture.width, picture.height)

    def displacement(x: Field, y: Field) -> tuple[Field, Field]:
        across = (x if upright else y) / np.float32(2 * wide) + np.float32(0.5)
        at = np.clip(across * count, 0, count)
        low = np.floor(at).astype(np.int32)
        share = at - low
        own = pace[low] * (1 - share) + pace[low + 1] * share
        push = -side * np.float32(way) * (np.float32(0.25) + own * np.float32(params.amount))
        none = np.zeros_like(push)
        return (none, push) if upright else (push, none)

    return bent(picture, displacement, 180)


EFFECT = Transition("melt", Params, apply, "The old picture melts and runs off, or flows along.")
