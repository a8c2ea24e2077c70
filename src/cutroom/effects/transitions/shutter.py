"""A shutter closes and opens again: an iris of blades, or a pair of eyelids."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, radians, sin

import cv2
import numpy as np

from cutroom.core.color import BLACK, Color
from cutroom.effects.easing import smooth
from cutroom.effects.outlines import fill
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import blur


@dataclass(frozen=True, slots=True)
class Params:
    """Blades or lids."""

    style: str = choice(
        "blades", ("blades", "eyelids"), "the blades of a lens, or an eye that blinks"
    )
    blades: int = number(7, 3, 16, "blades of the lens")
    turn: float = number(60.0, -360.0, 360.0, "degrees the blades turn while they close")
    blinks: int = number(1, 1, 4, "times it closes; the pictures change at the last")
    color: Color = colour(BLACK, "colour of the shutter")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Closed for a moment in the middle of the last round."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    rounds = int(params.blinks)
    at = t * rounds
    own = min(at - int(at), 1.0)
    last = int(at) >= rounds - 1
    shown = after if last and own >= 0.5 else before
    opened = smooth(0.04, 0.5, abs(own - 0.5))
    short = min(before.width, before.height)
    if params.style == "eyelids":
        shown = blur(shown, 0.03 * short * (1.0 - opened))
        mask = _lids(before, opened)
        return painted(shown, params.color, mask)
    mask, seams = _blades(before, params, opened)
    closed = painted(shown, params.color, mask)
    return painted(closed, Color(0.32, 0.33, 0.36), np.asarray(cv2.min(seams, mask), np.uint8))


def _lids(like: Picture, opened: float) -> Plane:
    """255 outside an almond that covers the canvas when it is open."""
    width, height = like.width, like.height
    mask = np.full((height, width), 255, np.uint8)
    if opened <= 0.0:
        return mask
    x = np.linspace(-0.2, 1.2, 64)
    high = (
        opened**1.4 * (1.05 * height + 0.35 * height * opened) * np.sin(pi * (x + 0.2) / 1.4) ** 0.7
    )
    upper = np.column_stack([x * width, height / 2 - high])
    lower = np.column_stack([x * width, height / 2 + high])[::-1]
    fill(mask, np.concatenate([upper, lower]), (0,))
    return mask


def _blades(like: Picture, params: Params, opened: float) -> tuple[Plane, Plane]:
    """255 where the blades are, and the lines along which they overlap."""
    width, height = like.width, like.height
    blades = int(params.blades)
    mask = np.full((height, width), 255, np.uint8)
    seams = np.zeros((height, width), np.uint8)
    reach = hypot(width, height) / 2
    radius = reach / cos(pi / blades) * opened
    turn = radians(params.turn) * (1.0 - opened)
    corner = np.array([width / 2, height / 2])
    angle = turn + 2 * pi * np.arange(blades) / blades
    points = corner + radius * np.column_stack([np.cos(angle), np.sin(angle)])
    if radius >= 1.0:
        fill(mask, points, (0,))
    thick = max(1, round(0.006 * min(width, height)))
    for k in range(blades):
        way = angle[k] + pi / 2 - pi / blades
        start = points[k]
        end = start + 2.2 * reach * np.array([cos(way), sin(way)])
        ends = [(round(float(p[0]) * 16), round(float(p[1]) * 16)) for p in (start, end)]
        cv2.line(seams, ends[0], ends[1], 255, thick, cv2.LINE_AA, 4)
    return mask, seams


EFFECT = Transition("shutter", Params, apply, "Shutter blades or eyelids close and open again.")
