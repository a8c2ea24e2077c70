"""The canvas is cut into tiles that turn over, fly or shrink to show the next picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import BLACK
from cutroom.effects.chance import chances
from cutroom.effects.easing import eased
from cutroom.effects.spec import Moment, Transition, choice, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import scaling, transform_plane
from cutroom.picture.sampling import solid

_STYLES = ("turn", "shrink", "drop")


@dataclass(frozen=True, slots=True)
class Params:
    """How many, and what they do."""

    columns: int = number(6, 1, 24, "tiles side by side")
    rows: int = number(4, 1, 24, "tiles one above the other")
    style: str = choice("turn", _STYLES, "turn over, shrink away, or drop")
    order: str = choice("diagonal", ("diagonal", "random", "centre"), "which go first")
    spread: float = number(0.5, 0.0, 0.9, "delay from the first to the last")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """Each tile has its own clock."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    # A tile has at least two pixels a side, so that it has chroma of its own.
    columns = max(1, min(int(params.columns), before.width // 2))
    rows = max(1, min(int(params.rows), before.height // 2))
    late = _delays(columns, rows, params.order, moment.seed)
    under = solid(before.width, before.height, BLACK) if params.style == "turn" else after
    planes = [np.array(plane) for plane in under.planes[:3]]
    x = [round(before.width * k / columns / 2) * 2 for k in range(columns)] + [before.width]
    y = [round(before.height * k / rows / 2) * 2 for k in range(rows)] + [before.height]
    for row in range(rows):
        for column in range(columns):
            own = (t - params.spread * late[row, column]) / (1.0 - params.spread)
            box = (x[column], y[row], x[column + 1], y[row + 1])
            _tile(planes, (before, after), box, eased("in-out", own), params.style)
    return Picture.from_planes(planes[0], planes[1], planes[2])


def _delays(columns: int, rows: int, order: str, seed: int) -> NDArray[np.float64]:
    down, across = np.indices((rows, columns))
    if order == "random":
        return chances(seed + 91, rows * columns, 1).reshape(rows, columns)
    if order == "centre":
        far = np.hypot(down - (rows - 1) / 2, across - (columns - 1) / 2)
        return np.asarray(far / max(float(far.max()), 1e-6))
    return np.asarray((down + across) / max(1, rows + columns - 2))


def _tile(
    planes: list[Plane],
    pair: tuple[Picture, Picture],
    box: tuple[int, int, int, int],
    at: float,
    style: str,
) -> None:
    """Draw one tile at its own progress onto what lies below."""
    picture, share = pair[0], 1.0 - at
    if style == "turn":
        picture, share = (pair[0], 1.0 - 2.0 * at) if at < 0.5 else (pair[1], 2.0 * at - 1.0)
    if share <= 0.02:
        return
    for plane, source, by in zip(planes, picture.planes[:3], (1, 2, 2), strict=True):
        left, top, right, bottom = box[0] // by, box[1] // by, -(-box[2] // by), -(-box[3] // by)
        wide, tall = right - left, bottom - top
        part = source[top:bottom, left:right]
        if share >= 0.999:
            plane[top:bottom, left:right] = part
            continue
        w = max(1, round(wide * (1.0 if style == "drop" else share)))
        h = max(1, round(tall * (share if style != "turn" else 1.0)))
        small = transform_plane(np.ascontiguousarray(part), scaling(w / wide, h / tall), w, h)
        x0 = left + (wide - w) // 2
        y0 = top + (tall - h if style == "drop" else (tall - h) // 2)
        plane[y0 : y0 + h, x0 : x0 + w] = small


EFFECT = Transition(
    "tiles", Params, apply, "Tiles turn over, shrink or drop to show the next picture."
)
