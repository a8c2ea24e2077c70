"""The picture rolls up into a ball that spins and unrolls as the next one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK
from cutroom.effects.easing import eased, hump, smooth
from cutroom.effects.fields import Field, coarse_mask
from cutroom.effects.overlays import painted
from cutroom.effects.smear import reduced
from cutroom.effects.spec import Moment, Transition, number
from cutroom.effects.sphere import rolled
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import resize


@dataclass(frozen=True, slots=True)
class Params:
    """How large the ball is and how it turns."""

    radius: float = number(0.72, 0.2, 1.2, "radius of the ball in half short sides")
    turns: int = number(1, 1, 4, "pairs of pictures that pass over it")
    shade: float = number(0.75, 0.0, 1.0, "darkness of its rim and of the space around it")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Flat at both ends; in between, each point sees the sphere's surface straight on."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    round_ = smooth(0.0, 0.35, t) * (1.0 - smooth(0.65, 1.0, t))
    spin = eased("in-out", t)
    picture, way = (before, spin) if spin < 0.5 else (after, spin - 1.0)
    corner = float(np.hypot(width, height) / min(width, height))
    radius = corner + (params.radius - corner) * round_
    # Whole pairs of mirrored pictures pass, so both ends show the picture itself.
    gone = way * 4.0 * width / min(width, height) * int(params.turns)

    # It turns by more than a canvas in a few frames: half the resolution does not show.
    drawn = rolled(reduced(picture, 0.05 * hump(t)), radius, gone, round_)
    strength = np.float32(round_ * params.shade)
    dark = coarse_mask(width, height, lambda x, y: _night(x, y, radius) * strength, 360)
    return painted(resize(drawn, width, height), BLACK, dark)


def _night(x: Field, y: Field, radius: float) -> Field:
    """0 in the ball's middle, growing to its rim, 1 outside."""
    far = np.hypot(x, y) / np.float32(radius)
    rim = np.clip(far, 0, 1) ** 4 * np.float32(0.6)
    return np.asarray(
        np.where(far < 0.985, rim, np.clip((far - 0.985) / 0.015, 0, 1) * 0.45 + 0.55), np.float32
    )


EFFECT = Transition("globe", Params, apply, "The picture rolls up into a spinning ball.")
