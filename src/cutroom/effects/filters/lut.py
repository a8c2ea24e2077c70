"""A colour look-up table from a .cube file, interpolated in three dimensions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cutroom.effects.atlas import Atlas, bake, through
from cutroom.effects.colour import through_opaque
from cutroom.effects.cube import load_cube, looked_up
from cutroom.effects.spec import Filter, Moment, always, file
from cutroom.effects.toning import Tone, toned
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
    if cube.curves is not None:
        return toned(picture, Tone(None, cube.curves))
    atlas = _atlas(params.path)
    return through_opaque(picture, lambda opaque: through(opaque, atlas))


@lru_cache(maxsize=4)
def _atlas(path: str) -> Atlas:
    cube = load_cube(path)
    points = cube.points
    assert points is not None
    return bake(lambda rgb: looked_up(points, cube, rgb))


EFFECT = Filter("lut", Params, apply, "A colour look-up table from a .cube file.", timeless=always)
