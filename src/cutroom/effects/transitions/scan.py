"""A bright bar scans across; behind it is the next picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import Color
from cutroom.effects.breakup import broken
from cutroom.effects.easing import EASINGS, eased, hump
from cutroom.effects.fields import hair, ramp, threshold
from cutroom.effects.overlays import lit
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """The bar."""

    angle: float = number(
        90.0, -360.0, 360.0, "direction of the scan, degrees clockwise from right"
    )
    color: Color = colour(Color(0.3, 0.8, 1.0), "colour of the bar")
    width: float = number(0.05, 0.005, 0.4, "width of its light as a part of the run")
    amount: float = number(1.4, 0.0, 4.0, "its brightness")
    glitch: float = number(0.0, 0.0, 1.0, "how broken the signal is about the bar")
    easing: str = choice("in-out", EASINGS[:7], "how it moves")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The light trails off behind the bar."""
    t = moment.progress
    level = eased(params.easing, t)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    width, height = before.width, before.height
    field = ramp(width, height, params.angle % 360.0)
    old, new = before, after
    if params.glitch > 0.0:
        key = moment.seed * 41 + int(t * 14)
        new = broken(after, params.glitch * hump(t), 0.04, 0.5, key)
    # The bar itself starts before the canvas and ends behind it.
    at = level * (1.0 + 2.0 * params.width) - params.width
    shown = threshold(field, min(1.0, max(0.0, at)), 3 * hair(width, height))
    drawn = mix_by(old, new, shown)
    by = max(1, min(width, height) // 180)
    along = np.broadcast_to(field, (height, width))[::by, ::by] - np.float32(at)
    core = np.exp(-((along / np.float32(params.width * 0.25)) ** 2))
    trail = np.exp(np.minimum(along, 0) / np.float32(params.width * 2)) * (along < 0) * 0.5
    tint = np.array([params.color.red, params.color.green, params.color.blue], np.float32)
    light = core[..., None] * (0.5 + 0.5 * tint) + trail[..., None] * tint
    shine = params.amount * min(1.0, 8.0 * t, 8.0 * (1.0 - t))
    return lit(drawn, np.asarray(light * shine, np.float32))


EFFECT = Transition("scan", Params, apply, "A bright bar scans across to the next picture.")
