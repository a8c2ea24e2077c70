"""A hand sweeps round, like a clock's; several hands make a windmill."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.effects import fields
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """Hands and direction."""

    hands: int = number(1, 1, 24, "how many hands sweep at once")
    start: float = number(-90.0, -360.0, 360.0, "where they start, degrees clockwise from right")
    backwards: bool = flag(False, "sweep anticlockwise")
    softness: float = number(0.01, 0.0, 0.5, "softness of the edge as a part of a sweep")
    easing: str = choice("linear", EASINGS[:7], "how they move")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The new picture shows where a hand has passed."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    field = fields.clock(before.width, before.height, params.start)
    if params.backwards:
        field = np.float32(1) - field
    hands = int(params.hands)
    if hands > 1:
        field = field * np.float32(hands)
        field = np.asarray(field - np.floor(field), np.float32)
    soft = max(params.softness, 0.001)
    return mix_by(before, after, fields.threshold(field, level, soft))


EFFECT = Transition("clock", Params, apply, "Hands sweep round, like a clock or a windmill.")
