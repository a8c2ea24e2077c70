"""The camera moves: pushes in, pulls back, pulses, rocks, shakes or turns."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.chance import drift
from cutroom.effects.easing import EASINGS, eased, hump, wave
from cutroom.effects.placing import mirrored, spun
from cutroom.effects.smear import zoom_smeared
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import warp

_STYLES = ("push", "pull", "pulse", "beat", "rock", "shake", "turn", "float")


@dataclass(frozen=True, slots=True)
class Params:
    """The move and its size."""

    style: str = choice(
        "push", _STYLES, "the move; push and pull run over the span, the others repeat"
    )
    amount: float = number(0.2, 0.0, 3.0, "enlargement at the most")
    reach: float = number(0.03, 0.0, 0.5, "way of shakes and floating in short sides")
    degrees: float = number(4.0, 0.0, 360.0, "reach of rocking and shaking turns")
    rate: float = number(1.2, 0.02, 30.0, "moves a second of what repeats")
    easing: str = choice("in-out", EASINGS[:7], "how push and pull run")
    smear: float = number(0.0, 0.0, 1.0, "radial blur at full enlargement")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The picture stays enlarged enough that moves show little of the mirrored border."""
    scale, degrees, dx, dy = _move(params, moment)
    width, height = picture.width, picture.height
    short = min(width, height)
    matrix = translation(dx * short, dy * short) @ spun(width, height, degrees, scale)
    if scale == 1.0 and degrees == dx == dy == 0.0:
        return picture
    only_zoomed = scale >= 1.0 and degrees == dx == dy == 0.0
    drawn = warp(picture, matrix, width, height) if only_zoomed else mirrored(picture, matrix)
    return zoom_smeared(drawn, params.smear * abs(scale - 1.0)) if params.smear else drawn


def _move(params: Params, moment: Moment) -> tuple[float, float, float, float]:
    """Scale, degrees, and the shift in short sides."""
    time, rate = moment.time_s, params.rate
    grown = 1.0 + params.amount
    if params.style == "push":
        return 1.0 + params.amount * eased(params.easing, moment.progress), 0.0, 0.0, 0.0
    if params.style == "pull":
        return grown - params.amount * eased(params.easing, moment.progress), 0.0, 0.0, 0.0
    if params.style == "pulse":
        return 1.0 + params.amount * hump(time * rate % 1.0), 0.0, 0.0, 0.0
    if params.style == "beat":
        return 1.0 + params.amount * (1.0 - time * rate % 1.0) ** 2.5, 0.0, 0.0, 0.0
    if params.style == "rock":
        return grown, params.degrees * wave(rate * time), params.reach * wave(rate * time), 0.0
    if params.style == "turn":
        return grown, params.degrees * rate * time, 0.0, 0.0
    faster = 8.0 if params.style == "shake" else 1.0
    at = time * rate * faster
    key = moment.seed * 4
    turn = params.degrees * drift(key + 2, at)
    return grown, turn, params.reach * drift(key, at), params.reach * drift(key + 1, at)


EFFECT = Filter(
    "camera", Params, apply, "The camera pushes, pulls, pulses, rocks, shakes or turns."
)
