"""Translucent copies of the picture that drift out of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from cutroom.effects.colour import chroma_scaled
from cutroom.effects.easing import wave
from cutroom.effects.placing import zoomed
from cutroom.effects.spec import Filter, Moment, choice, flag, number
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import mix, warp

_STYLES = ("soul", "side", "both", "trail", "sway")


@dataclass(frozen=True, slots=True)
class Params:
    """Where the copies go."""

    style: str = choice(
        "soul", _STYLES, "growing out, beside it, on both sides, a trail, or swaying"
    )
    distance: float = number(0.12, 0.0, 1.0, "how far the copies get, in short sides")
    opacity: float = number(0.45, 0.0, 1.0, "opacity of a copy")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    rate: float = number(1.0, 0.05, 10.0, "rounds a second")
    grey: bool = flag(False, "copies without colour")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Each copy is mixed in; farther ones are fainter."""
    source = chroma_scaled(picture, 0.0) if params.grey else picture
    drawn = picture
    for along, strength in _copies(params, moment):
        drawn = mix(drawn, _moved(source, params, along), params.opacity * strength)
    return drawn


def _copies(params: Params, moment: Moment) -> list[tuple[float, float]]:
    """(way as a part of the distance, strength) of each copy."""
    at = moment.time_s * params.rate % 1.0
    if params.style == "soul":
        return [(at, 1.0 - at)]
    if params.style == "side":
        return [(1.0, 1.0)]
    if params.style == "both":
        return [(-1.0, 0.8), (1.0, 1.0)]
    if params.style == "sway":
        swing = wave(moment.time_s * params.rate)
        return [(swing, 1.0), (-swing, 0.7)]
    return [(step / 4, 1.0 - step / 6) for step in (4, 3, 2, 1)]


def _moved(picture: Picture, params: Params, along: float) -> Picture:
    width, height = picture.width, picture.height
    reach = params.distance * along
    if params.style == "soul":
        matrix = zoomed(width, height, 1.0 + 2.0 * reach)
    else:
        short = min(width, height)
        matrix = translation(
            cos(radians(params.angle)) * reach * short, sin(radians(params.angle)) * reach * short
        )
    return warp(picture, matrix, width, height, "clamp" if picture.opaque else "transparent")


EFFECT = Filter("ghost", Params, apply, "Translucent copies that drift out of the picture.")
