"""Characters come with small shapes that fall, rise, blink or circle, and that leave them at rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cutroom.core.typography import ORNAMENT_SHAPES
from cutroom.effects.company import WAYS, drifting
from cutroom.effects.easing import window
from cutroom.effects.order import ORDERS, place_of
from cutroom.effects.palettes import PALETTES
from cutroom.effects.spec import Moment, Motion, Part, Pose, choice, flag, number


@dataclass(frozen=True, slots=True)
class Params:
    """Which shapes, and how the characters come."""

    leaving: bool = flag(False, "leave instead of arrive")
    order: str = choice("random", ORDERS, "which character comes first")
    shape: str = choice("star", ORNAMENT_SHAPES, "the small shapes")
    palette: str = choice("gold", PALETTES, "their colours")
    way: str = choice("fall", WAYS, "what they do")
    pace: float = number(1.6, 0.1, 10.0, "rounds a second")
    dy: float = number(0.0, -5.0, 5.0, "start of a character below its place, in em")
    blur: float = number(0.0, 0.0, 0.1, "blur at the start, a fraction of the short side")
    flicker: bool = flag(False, "characters blink until they stay")


def pose(params: Params, moment: Moment, part: Part) -> Pose:
    """Shapes are strongest in the middle and gone at both ends."""
    way = 1.0 - moment.progress if params.leaving else moment.progress
    last = max(part.count - 1, 1)
    start = 0.5 * place_of(params.order, part, moment.seed) / last
    own = window(way, start, start + 0.4)
    strength = min(1.0, 4.0 * way, 4.0 * (1.0 - way))
    alpha = own
    if params.flicker and own < 1.0:
        alpha = own * (0.25 if (moment.time_s * 11.0 + part.index * 0.37) % 1.0 < 0.4 else 1.0)
    beside = () if strength <= 0.0 or part.white else drifting(
        params.shape, params.palette, params.way, part, moment.time_s * params.pace
    )  # fmt: skip
    return Pose(
        own_y=params.dy * (1.0 - own) ** 2,
        alpha=alpha,
        blur=params.blur * (1.0 - own),
        ornaments=tuple(replace(each, alpha=each.alpha * strength) for each in beside),
    )


EFFECT = Motion(
    "company-in", Params, pose, "Characters come with small shapes about them.", per="character"
)
