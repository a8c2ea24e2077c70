"""The picture several times side by side."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK
from cutroom.effects.colour import chroma_scaled
from cutroom.effects.spec import Filter, Moment, choice, flag, number
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import flatten, flip, resize, solid

_LAYOUTS = {
    "2": (2, 1), "3": (3, 1), "2 rows": (1, 2), "3 rows": (1, 3), "4": (2, 2), "6": (3, 2), "9": (3, 3),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Params:
    """How many and how they differ."""

    layout: str = choice("3 rows", tuple(_LAYOUTS), "how many side by side")
    mirrored: bool = flag(False, "mirror every second one")
    grey: bool = flag(False, "leave colour only to the middle one")
    gap: float = number(0.0, 0.0, 0.1, "gap between them in short sides")
    stagger: float = number(0.0, 0.0, 1.0, "part of the span over which they appear one by one")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Cells are filled; what does not fit is cut off evenly."""
    columns, rows = _LAYOUTS[params.layout]
    width, height = picture.width, picture.height
    whole = flatten(picture, BLACK)
    planes = list(solid(width, height, BLACK).planes[:3])
    edges_x = [round(width * k / columns / 2) * 2 for k in range(columns)] + [width]
    edges_y = [round(height * k / rows / 2) * 2 for k in range(rows)] + [height]
    gap = round(params.gap * min(width, height) / 4) * 2  # even, for the chroma planes
    for place in range(columns * rows):
        if params.stagger and moment.progress < params.stagger * place / (columns * rows):
            continue
        column, row = place % columns, place // columns
        box = (edges_x[column], edges_y[row], edges_x[column + 1], edges_y[row + 1])
        inner = (box[0] + gap, box[1] + gap, box[2] - gap, box[3] - gap)
        if inner[2] - inner[0] < 4 or inner[3] - inner[1] < 4:
            inner = box
        _place(planes, _cell(whole, params, inner, (place, columns * rows)), inner)
    return Picture.from_planes(planes[0], planes[1], planes[2])


def _cell(
    whole: Picture, params: Params, box: tuple[int, int, int, int], place: tuple[int, int]
) -> Picture:
    wide, tall = box[2] - box[0], box[3] - box[1]
    scale = max(wide / whole.width, tall / whole.height)
    size = (max(wide, round(whole.width * scale)), max(tall, round(whole.height * scale)))
    drawn = resize(whole, *size)
    if params.mirrored and place[0] % 2:
        drawn = flip(drawn, horizontal=True)
    if params.grey and place[0] != place[1] // 2:
        drawn = chroma_scaled(drawn, 0.0)
    return drawn


def _place(planes: list[Plane], cell: Picture, box: tuple[int, int, int, int]) -> None:
    """The middle of ``cell`` into a box with even corners."""
    left, top = (
        (cell.width - (box[2] - box[0])) // 4 * 2,
        (cell.height - (box[3] - box[1])) // 4 * 2,
    )
    for plane, source, by in zip(planes, cell.planes[:3], (1, 2, 2), strict=True):
        target = plane[box[1] // by : -(-box[3] // by), box[0] // by : -(-box[2] // by)]
        tall, wide = target.shape
        target[...] = source[top // by : top // by + tall, left // by : left // by + wide]


EFFECT = Filter("split-screen", Params, apply, "The picture several times side by side.")
