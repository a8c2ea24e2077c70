"""One picture fades into the next."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.spec import Moment, Transition, choice
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix


@dataclass(frozen=True, slots=True)
class Params:
    """How to mix."""

    easing: str = choice("linear", EASINGS[:7], "how the mix runs")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """``before·(1 − t) + after·t``."""
    return mix(before, after, eased(params.easing, moment.progress))


EFFECT = Transition("dissolve", Params, apply, "One picture fades into the next.")
