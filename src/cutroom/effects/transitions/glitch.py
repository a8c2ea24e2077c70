"""The signal breaks up and comes back as the next picture."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.bending import bulged, waved
from cutroom.effects.breakup import broken
from cutroom.effects.chance import chance
from cutroom.effects.easing import hump
from cutroom.effects.overlays import tinted
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import blur


@dataclass(frozen=True, slots=True)
class Params:
    """How hard it breaks."""

    amount: float = number(1.0, 0.0, 1.0, "how hard it breaks in the middle")
    fringe: float = number(0.05, 0.0, 0.3, "distance of red and blue in short sides")
    blocks: float = number(0.8, 0.0, 1.0, "stray blocks")
    bend: float = number(0.0, -1.0, 1.0, "a lens in the middle; below 0 waves across")
    blur: float = number(0.0, 0.0, 0.1, "blur in the middle in short sides")
    flash: float = number(0.0, 0.0, 1.0, "brightness of the frames that flash")
    steps: int = number(12, 3, 60, "patterns over the time")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Near the middle the patterns jump between both pictures."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    step = int(t * int(params.steps))
    key = moment.seed * 1013 + step
    shown = before if t < 0.5 else after
    if 0.3 < t < 0.7 and chance(key, 91) < 0.5 - abs(t - 0.5):
        shown = after if shown is before else before
    mid = hump(t)
    if params.bend > 0.0:
        shown = bulged(shown, 0.8 * params.bend * mid, 1.9)
    elif params.bend < 0.0:
        shown = waved(shown, (-0.25 * params.bend * mid, 0.0), 1.5, 2.0 * t)
    if params.blur > 0.0:
        shown = blur(shown, params.blur * mid * min(shown.width, shown.height))
    drawn = broken(shown, params.amount * (0.25 + 0.75 * mid), params.fringe, params.blocks, key)
    flashes = params.flash > 0.0 and chance(key, 92) < 0.35 * mid + 0.1
    return tinted(drawn, WHITE if step % 2 else BLACK, params.flash) if flashes else drawn


EFFECT = Transition(
    "glitch", Params, apply, "The signal breaks up and comes back as the next picture."
)
