"""The old picture is turned over like a page, curling round a cylinder."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.fields import Field, ramp
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Moment, Transition, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import mix_by, remap


@dataclass(frozen=True, slots=True)
class Params:
    """Which corner or edge is lifted, and how tightly it curls."""

    angle: float = number(
        200.0, -360.0, 360.0, "direction the page travels in, degrees clockwise from right"
    )
    radius: float = number(0.16, 0.02, 0.6, "radius of the curl in short sides")
    paper: float = number(0.72, 0.0, 1.0, "how far the back of the page is white")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The page lies flat before the curl, goes half round it, and lies on top, back side up.

    With s the distance ahead of the curl's axis along the direction of travel (in units of its
    radius r): a point of the screen sees the page at arc r·asin(s) in front or r·(π − asin s) behind.
    """
    at = moment.progress
    if at <= 0.0 or at >= 1.0:
        return after if at else before
    width, height = before.width, before.height
    short = min(width, height)
    # The unit vector against the travel: the page still lies flat on its far side.
    c, s = np.cos(np.radians(params.angle)), np.sin(np.radians(params.angle))
    run = (abs(c) * width + abs(s) * height) / short
    radius = params.radius
    along = ramp(width, height, params.angle % 360.0) * np.float32(run)
    axis = np.float32(run + radius - (run + radius * (1 + pi)) * at)
    ahead = np.ascontiguousarray(
        np.broadcast_to((along - axis) / np.float32(radius), (height, width))
    )
    angle = np.arcsin(np.clip(ahead, -1, 1))
    front = np.where(ahead < 0, ahead, angle) * np.float32(radius)
    back = np.where(ahead < 0, np.float32(pi) - ahead, np.float32(pi) - angle) * np.float32(radius)
    drawn = painted(after, BLACK, _shadow(ahead))
    flat = _looked_up(before, along, axis + front, (c, s))
    lit = painted(flat, BLACK, _shade(ahead))
    drawn = mix_by(drawn, lit, _page(ahead < 1, axis + front, run, short))
    turned = _looked_up(before, along, axis + back, (c, s))
    pale = painted(turned, WHITE, np.full((height, width), round(255 * params.paper), np.uint8))
    pale = painted(pale, BLACK, _shade(ahead))
    return mix_by(drawn, pale, _page(ahead < 1, axis + back, run, short))


def _looked_up(picture: Picture, along: Field, page: Field, way: tuple[float, float]) -> Picture:
    """Each screen point sees the page point that is farther along by the difference."""
    short = np.float32(min(picture.width, picture.height))
    push = (page - along) * short
    x = np.arange(picture.width, dtype=np.float32) + np.float32(0.5)
    y = (np.arange(picture.height, dtype=np.float32) + np.float32(0.5))[:, None]
    map_x, map_y = push * np.float32(way[0]) + x, push * np.float32(way[1]) + y
    return remap(picture, np.ascontiguousarray(map_x), np.ascontiguousarray(map_y))


def _page(seen: NDArray[np.bool_], at: Field, run: float, short: int) -> Plane:
    """Where the page exists: within its own length and on the visible side of the curl."""
    inside = np.minimum(at, np.float32(run) - at) * np.float32(short) + np.float32(0.5)
    covered = np.clip(inside, 0, 1) * np.where(seen, 255, 0)
    return np.asarray(np.rint(covered), np.uint8)


def _shade(ahead: Field) -> Plane:
    """The curl darkens towards its far side."""
    return np.rint(np.clip(ahead, 0, 1) ** 3 * 120).astype(np.uint8)


def _shadow(ahead: Field) -> Plane:
    """The page throws a soft shadow on what lies below."""
    near = np.clip(1.0 - (ahead - 1.0) / 1.2, 0, 1) ** 2
    return np.asarray(np.rint(near * np.where(ahead > 0, 110, 0)), np.uint8)


EFFECT = Transition("page-turn", Params, apply, "The old picture is turned over like a page.")
