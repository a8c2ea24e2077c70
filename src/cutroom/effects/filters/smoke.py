"""Drifting fog or smoke."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import Color
from cutroom.effects.overlays import painted
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.effects.vapour import vapour
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Colour, density and drift."""

    color: Color = colour(Color(0.92, 0.93, 0.95), "colour of the fog")
    amount: float = number(0.7, 0.0, 1.0, "density")
    scale: float = number(0.6, 0.05, 3.0, "size of the billows in short sides")
    speed: float = number(0.12, 0.0, 3.0, "drift in short sides a second")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    lies: str = choice("everywhere", ("everywhere", "low", "edges"), "where it is")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Two layers of cloud noise that drift past each other."""
    weight = vapour(
        (picture.width, picture.height),
        params.scale,
        (params.angle, params.speed * moment.time_s),
        moment.seed,
        params.lies,
    )
    return painted(picture, params.color, weight(params.amount))


EFFECT = Filter("smoke", Params, apply, "Drifting fog or smoke.")
