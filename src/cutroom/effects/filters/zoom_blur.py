"""Blur that streams out from a point."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.smear import spin_smeared, zoom_smeared
from cutroom.effects.spec import Filter, Moment, always, choice, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How long and about which point."""

    amount: float = number(0.25, 0.0, 2.0, "length: 1 reaches twice the distance from the point")
    style: str = choice("zoom", ("zoom", "spin"), "outwards or around")
    center_x: float = number(0.0, -1.0, 1.0, "half widths right of the centre")
    center_y: float = number(0.0, -1.0, 1.0, "half heights below the centre")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Average along lines through the point, or arcs of up to 60 degrees about the centre."""
    if params.style == "spin":
        return spin_smeared(picture, 60.0 * params.amount)
    return zoom_smeared(picture, params.amount, params.center_x, params.center_y)


EFFECT = Filter(
    "zoom-blur", Params, apply, "Blur that streams out from a point, or around it.", timeless=always
)
