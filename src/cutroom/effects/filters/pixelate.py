"""Mosaic: the picture in square tiles of its mean colour."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.mosaic import mosaic
from cutroom.effects.spec import Filter, Moment, always, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """How coarse."""

    size: float = number(0.04, 0.0, 0.5, "side of a tile as a fraction of the short side")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Tiles are centred on the picture."""
    return mosaic(picture, params.size)


EFFECT = Filter("pixelate", Params, apply, "Mosaic of square tiles.", timeless=always)
