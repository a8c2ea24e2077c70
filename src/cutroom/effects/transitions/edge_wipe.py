"""A wipe whose edge is shaped: waves, zigzag, scallops, running paint."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.easing import EASINGS, eased
from cutroom.effects.mattes import Matte, matte, uncovered
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import mix_by


@dataclass(frozen=True, slots=True)
class Params:
    """The edge and its way."""

    style: str = choice("wavy", ("wavy", "zigzag", "scallop", "drips"), "what the edge looks like")
    angle: float = number(
        90.0, -360.0, 360.0, "direction of the sweep, degrees clockwise from right"
    )
    count: int = number(5, 1, 40, "waves along the edge")
    height: float = number(0.5, 0.0, 1.0, "how high they are")
    band: float = number(0.0, 0.0, 0.6, "width of a coloured band ahead, as a part of the run")
    color: Color = colour(WHITE, "colour of that band")
    easing: str = choice("in-out", EASINGS[:7], "how it moves")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The band runs ahead of the next picture by its own width."""
    level = eased(params.easing, moment.progress)
    if level <= 0.0 or level >= 1.0:
        return after if level else before
    kind = Matte(params.style, int(params.count), params.angle, rough=params.height)
    field = matte(before.width, before.height, kind, moment.seed)
    # The run is longer by the band, which leaves the canvas before the end.
    reach = level * (1.0 + params.band)
    shown = uncovered(field, min(1.0, max(0.0, reach - params.band)), 0.0)
    drawn = mix_by(before, after, shown)
    if params.band == 0.0:
        return drawn
    ahead = uncovered(field, min(1.0, reach), 0.0)
    return painted(drawn, params.color, np.asarray(cv2.subtract(ahead, shown), np.uint8))


EFFECT = Transition("edge-wipe", Params, apply, "A wipe with a shaped edge: waves, zigzag, drips.")
