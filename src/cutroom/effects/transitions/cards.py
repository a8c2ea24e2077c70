"""The pictures become cards: swiped like open apps, dealt like photos, or on a device's screen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cutroom.core.color import BLACK, WHITE, Color
from cutroom.effects.board import Board, rectangle, rounded, through
from cutroom.effects.easing import EASINGS, eased, smooth
from cutroom.effects.overlays import tinted
from cutroom.effects.placing import Stand
from cutroom.effects.spec import Moment, Transition, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import blur, resize, solid

_WAYS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}


@dataclass(frozen=True, slots=True)
class Params:
    """What the cards look like and where they go."""

    style: str = choice(
        "swipe", ("swipe", "deal", "device"), "side by side, laid on top, or shown on a device"
    )
    way: str = choice("left", tuple(_WAYS), "where they move to")
    size: float = number(0.62, 0.2, 0.95, "size of a card in canvas sizes")
    round: float = number(0.05, 0.0, 0.3, "radius of the corners in short sides")
    border: float = number(0.0, 0.0, 0.1, "width of the border in short sides")
    color: Color = colour(WHITE, "colour of the border")
    turn: float = number(0.0, -45.0, 45.0, "degrees a dealt card lies askew")
    easing: str = choice("strong-in-out", EASINGS, "how the cards change")


def apply(before: Picture, after: Picture, params: Params, moment: Moment) -> Picture:
    """The old picture shrinks to a card, cards change, the new one grows; behind it all is a blur."""
    t = moment.progress
    if t <= 0.0 or t >= 1.0:
        return after if t else before
    small = smooth(0.0, 0.32, t) * (1.0 - smooth(0.68, 1.0, t))
    scale = 1.0 + (params.size - 1.0) * small
    at = eased(params.easing, (t - 0.24) / 0.52)
    across, down = _WAYS[params.way]
    step = params.size + 0.08
    if params.style == "device":
        return _device((before, after), params, (scale, small), at)
    board = Board(_behind(before if t < 0.5 else after))
    old = Stand(x=across * at * step, y=down * at * step, scale_x=scale, scale_y=scale)
    new = Stand(x=across * (at - 1) * step, y=down * (at - 1) * step, scale_x=scale, scale_y=scale)
    if params.style == "deal":
        far = 1.3
        old = Stand(scale_x=scale, scale_y=scale)
        new = Stand(
            x=across * (at - 1) * far,
            y=down * (at - 1) * far,
            scale_x=scale,
            scale_y=scale,
            spin=params.turn * small,
        )
    _lay(board, before, old, params, small)
    if t > 0.24:
        _lay(board, after, new, params, small)
    return board.picture


def _device(
    pair: tuple[Picture, Picture], params: Params, stand: tuple[float, float], at: float
) -> Picture:
    """A phone held sideways; the pictures change on its screen."""
    width, height = pair[0].width, pair[0].height
    short = min(width, height)
    scale, small = stand
    matrix = Stand(scale_x=scale, scale_y=scale).matrix(width, height)
    board = Board(solid(width, height, Color(0.16, 0.17, 0.21)))
    edge, corner = 0.05 * short * small, params.round * short * small
    body = (-edge * 2.6, -edge, width + edge * 2.6, height + edge)
    for grow, ink in ((0.25 * edge, Color(0.45, 0.46, 0.5)), (0.0, BLACK)):
        box = (body[0] - grow, body[1] - grow, body[2] + grow, body[3] + grow)
        board.paint(ink, through(matrix, rounded(box, corner + edge + grow)))
    screen = through(matrix, rounded((0.0, 0.0, width, height), corner))
    across, down = _WAYS[params.way]
    for picture, place in ((pair[0], at), (pair[1], at - 1.0)):
        moved = matrix @ translation(across * place * width, down * place * height)
        inside = through(moved, rectangle(0, 0, width, height))
        low, high = screen.min(axis=0), screen.max(axis=0)
        clipped = np.clip(inside, low, high)
        if (np.ptp(clipped, axis=0) > 0.5).all():
            board.put(picture, moved, screen if abs(place) < 1e-3 else clipped)
    return board.picture


def _behind(picture: Picture) -> Picture:
    """A dim blur of a picture, computed small."""
    by = max(1, min(picture.width, picture.height) // 180)
    small = resize(picture, max(2, picture.width // by), max(2, picture.height // by))
    soft = blur(small, 0.06 * min(small.width, small.height))
    return resize(tinted(soft, BLACK, 0.45), picture.width, picture.height)


def _lay(board: Board, picture: Picture, stand: Stand, params: Params, small: float) -> None:
    """A card with its border; both vanish as it fills the canvas."""
    width, height = picture.width, picture.height
    short = min(width, height)
    matrix = stand.matrix(width, height)
    corner = params.round * short * small
    edge = params.border * short * small
    if edge > 0.3:
        box = (-edge, -edge, width + edge, height + edge)
        board.paint(params.color, through(matrix, rounded(box, corner + edge)))
    inside = (
        rounded((0.0, 0.0, width, height), corner)
        if corner > 0.3
        else rectangle(0, 0, width, height)
    )
    board.put(picture, matrix, through(matrix, inside))


EFFECT = Transition("cards", Params, apply, "The pictures become cards that are swiped or dealt.")
