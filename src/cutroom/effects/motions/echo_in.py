"""Copies of the text close in on it until they are one."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.spec import Echo, Moment, Motion, Part, Pose, choice, flag, number

STYLES = ("waves", "stack", "trail")


@dataclass(frozen=True, slots=True)
class Params:
    """Which copies, and how far away they begin."""

    leaving: bool = flag(False, "leave instead of arrive")
    style: str = choice("waves", STYLES, "copies around it, under it, or behind it")
    reach: float = number(1.0, 0.0, 6.0, "how far away they begin, in their usual way")
    easing: str = choice("strong-out", EASINGS, "how they move")


def pose(params: Params, moment: Moment, _part: Part) -> Pose:
    """Four copies, the farther the fainter; at rest there is only the text."""
    own = 1.0 - moment.progress if params.leaving else moment.progress
    away = 1.0 - eased(params.easing, own)
    alpha = min(1.0, own * 2.5)
    if own >= 1.0:
        return Pose()
    copies = []
    for step in range(4, 0, -1):
        far = params.reach * away * step
        fade = 0.7 * (1.0 - step / 5)
        if params.style == "waves":
            copies.append(Echo(scale=max(0.05, 1.0 + 0.6 * far), alpha=fade))
        elif params.style == "stack":
            copies.append(Echo(0.0, 0.6 * far, alpha=fade))
        else:
            copies.append(Echo(-1.1 * far, 0.0, alpha=fade))
    return Pose(alpha=alpha, echoes=tuple(copies))


EFFECT = Motion("echo-in", Params, pose, "Copies of the text close in on it.", per="character")
