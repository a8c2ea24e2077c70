"""A tube television switched on or off."""

from __future__ import annotations

from dataclasses import dataclass

from cutroom.core.color import BLACK, WHITE
from cutroom.effects.easing import eased, window
from cutroom.effects.overlays import darkness, lit, tinted
from cutroom.effects.particles import aspect_of, shine
from cutroom.effects.placing import paste
from cutroom.effects.spec import Filter, Moment, choice, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import scaling, translation
from cutroom.picture.sampling import flatten, solid


@dataclass(frozen=True, slots=True)
class Params:
    """On or off, and how long it takes."""

    way: str = choice("off", ("off", "on"), "which switch is thrown")
    time: float = number(
        0.5, 0.05, 1.0, "part of the span it takes: the first for on, the last for off"
    )


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """The picture collapses to a line, the line to a dot that dies away; on is off backwards."""
    if params.way == "off":
        at = window(moment.progress, 1.0 - params.time, 1.0)
    else:
        at = 1.0 - window(moment.progress, 0.0, params.time)
    if at <= 0.0:
        return picture
    width, height = picture.width, picture.height
    flat = max(0.012, 1.0 - eased("in", window(at, 0.0, 0.5)))
    narrow = max(0.004, 1.0 - eased("in", window(at, 0.45, 0.85)))
    hot = window(at, 0.15, 0.5)
    source = tinted(flatten(picture, BLACK), WHITE, hot)
    matrix = (
        translation(width / 2, height / 2)
        @ scaling(narrow, flat)
        @ translation(-width / 2, -height / 2)
    )
    drawn = (
        paste(solid(width, height, BLACK), source, matrix)
        if at < 0.9
        else solid(width, height, BLACK)
    )
    light = darkness(picture, 270)
    unit, aspect = min(light.shape[:2]), aspect_of(width, height)
    glow = hot * (1.0 - window(at, 0.85, 1.0))
    centre = (aspect[0] / 2 * unit, aspect[1] / 2 * unit)
    shine(light, *centre, unit * (0.05 + 0.25 * narrow), (glow * 0.7, glow * 0.8, glow))
    return lit(drawn, light)


EFFECT = Filter("tv-power", Params, apply, "A tube television switched on or off.")
