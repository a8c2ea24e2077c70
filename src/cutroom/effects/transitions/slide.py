"""The next picture slides in: pushing the old one, covering it, or uncovered by it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.placing import over_black
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur


@dataclass(frozen=True, slots=True)
class Params:
    """Which way, and which picture moves."""

    angle: float = number(180.0, -360.0, 360.0, "direction of travel, degrees clockwise from right")
    style: str = choice("push", ("push", "cover", "reveal"), "which of the two pictures moves")
    easing: str = choice("in-out", EASINGS, "how it moves")
    blur: float = number(0.0, 0.0, 0.2, "motion blur at full speed, a fraction of the short side")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Both move by the canvas size along the direction."""
    here = eased(params.easing, moment.progress)
    if moment.progress <= 0.0 or moment.progress >= 1.0:
        return after if moment.progress else before
    width, height = before.width, before.height
    across, down = cos(radians(params.angle)), sin(radians(params.angle))
    # A slanted move must still carry a picture wholly off the canvas.
    reach = 1.0 / max(abs(across), abs(down))
    step_x, step_y = across * reach * width, down * reach * height
    moved_before = (step_x * here, step_y * here) if params.style != "cover" else (0.0, 0.0)
    gone = here - 1.0
    moved_after = (step_x * gone, step_y * gone) if params.style != "reveal" else (0.0, 0.0)
    stack = [(before, moved_before), (after, moved_after)]
    if params.style == "reveal":
        stack.reverse()
    drawn = over_black(width, height, stack)
    if params.blur == 0.0:
        return drawn
    speed = eased(params.easing, min(1.0, moment.progress + 0.05)) - eased(
        params.easing, max(0.0, moment.progress - 0.05)
    )
    sigma = params.blur * min(width, height) * min(1.0, speed / 0.2)
    return blur(drawn, sigma * abs(across), sigma * abs(down))


EFFECT = Transition("slide", Params, apply, "The next picture slides in, pushing or covering.")
