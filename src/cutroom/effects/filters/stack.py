"""Several copies of the picture, each smaller than the last, stacked askew or lined up."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.core.color import WHITE, Color
from cutroom.effects.board import Board, rectangle, through
from cutroom.effects.easing import eased
from cutroom.effects.placing import Stand
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import clear


@dataclass(frozen=True, slots=True)
class Params:
    """How many copies and how they lie."""

    style: str = choice("stairs", ("stairs", "fan", "nest", "line"), "how the copies lie")
    count: int = number(4, 1, 9, "copies")
    amount: float = number(1.0, 0.0, 1.0, "how far apart they are: 0 lie on each other")
    size: float = number(0.62, 0.1, 1.0, "size of a copy")
    angle: float = number(
        35.0, -360.0, 360.0, "direction of stairs and lines, degrees clockwise from right"
    )
    border: float = number(0.008, 0.0, 0.05, "width of a border in short sides")
    color: Color = colour(WHITE, "colour of the border")
    stagger: float = number(0.5, 0.0, 1.0, "part of the span over which they appear one by one")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The last copy lies on top."""
    width, height = picture.width, picture.height
    board = Board(clear(width, height))
    count = int(params.count)
    whole = rectangle(0, 0, width, height)
    edge = params.border * min(width, height)
    frame = rectangle(-edge, -edge, width + edge, height + edge)
    for copy in range(count):
        late = params.stagger * copy / count
        shown = 1.0 if params.stagger == 0.0 else (moment.progress - late) * count * 2.0
        if shown <= 0.0:
            continue
        place = (copy - (count - 1) / 2) / max(1, count - 1)
        matrix = _stand(params, place, min(1.0, eased("back", shown))).matrix(width, height)
        if edge > 0.3:
            board.paint(params.color, through(matrix, frame))
        board.put(picture, matrix, through(matrix, whole))
    return board.picture


def _stand(params: Params, place: float, shown: float) -> Stand:
    """Where a copy lies; ``place`` runs from −½ to ½ over the stack."""
    apart = place * params.amount
    size = params.size * shown
    right, down = cos(radians(params.angle)), sin(radians(params.angle))
    if params.style == "fan":
        return Stand(spin=apart * 60.0, pivot=(0.0, 1.4), scale_x=size, scale_y=size)
    if params.style == "nest":
        nested = max(0.02, (1.0 - (place + 0.5) * 0.8 * params.amount) * shown)
        return Stand(scale_x=nested, scale_y=nested, spin=(place + 0.5) * 18.0 * params.amount)
    reach = 0.62 if params.style == "stairs" else 1.5
    small = size if params.style == "stairs" else size * 0.6
    return Stand(x=apart * right * reach, y=apart * down * reach, scale_x=small, scale_y=small)


EFFECT = Filter("stack", Params, apply, "Several copies of the picture, stacked or lined up.")
