"""A colour look-up table from a .cube file, interpolated in three dimensions."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.effects.colour import recolour
from cutroom.effects.cube import apply_cube, load_cube
from cutroom.effects.spec import Filter, Moment, always, file
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Which table."""

    path: str = file("a .cube file (1-D or 3-D); without one nothing changes")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Raises MediaError when the file cannot be read or is no table."""
    if not params.path:
        return picture
    cube = load_cube(params.path)
    return recolour(picture, lambda rgb: apply_cube(rgb, cube))


EFFECT = Filter("lut", Params, apply, "A colour look-up table from a .cube file.", timeless=always)
