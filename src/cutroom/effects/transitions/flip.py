"""The picture turns over in space; the next one is on its back."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK
from cutroom.effects.easing import EASINGS, eased, hump
from cutroom.effects.placing import Stand, paste
from cutroom.effects.spec import Moment, Transition, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import solid


@dataclass(frozen=True, slots=True)
class Params:
    """About which axis."""

    axis: str = choice("vertical", ("vertical", "horizontal", "both"), "the axis it turns about")
    turns: int = number(1, 1, 5, "half turns, always odd: even ones add another")
    backwards: bool = flag(False, "turn the other way")
    back_off: float = number(
        0.35, -0.9, 2.0, "how far it moves away in the middle, in heights; below 0 near"
    )
    easing: str = choice("in-out", EASINGS[:7], "how it turns")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The side towards the camera is drawn on black."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    width, height = before.width, before.height
    halves = int(params.turns) | 1
    degrees = 180.0 * halves * eased(params.easing, t)
    side = -1.0 if params.backwards else 1.0
    showing = before if (degrees + 90.0) // 180.0 % 2 == 0 else after
    # The back is the next picture, mirrored already, so both show at less than a quarter turn.
    facing = (degrees + 90.0) % 180.0 - 90.0
    stand = Stand(
        tilt_y=side * facing if params.axis != "horizontal" else 0.0,
        tilt_x=side * facing if params.axis != "vertical" else 0.0,
        away=params.back_off * hump(t),
    )
    if abs(abs(facing) - 90.0) < 0.5:
        return solid(width, height, BLACK)
    return paste(solid(width, height, BLACK), showing, stand.matrix(width, height))


EFFECT = Transition("flip", Params, apply, "The picture turns over; the next one is on its back.")
