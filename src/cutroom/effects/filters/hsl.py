"""Hue, saturation and lightness of eight bands of colours, each on its own."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from cutroom.effects.hues import hues_changed
from cutroom.effects.spec import Filter, Moment, always, number
from cutroom.picture.picture import Picture


@dataclass(frozen=True, slots=True)
class Params:
    """Three sliders a band, −1 to 1; a full hue slider turns by 30°."""

    red_hue: float = number(0.0, -1.0, 1.0, "hue of reds")
    red_saturation: float = number(0.0, -1.0, 1.0, "saturation of reds")
    red_lightness: float = number(0.0, -1.0, 1.0, "lightness of reds")
    orange_hue: float = number(0.0, -1.0, 1.0, "hue of oranges")
    orange_saturation: float = number(0.0, -1.0, 1.0, "saturation of oranges")
    orange_lightness: float = number(0.0, -1.0, 1.0, "lightness of oranges")
    yellow_hue: float = number(0.0, -1.0, 1.0, "hue of yellows")
    yellow_saturation: float = number(0.0, -1.0, 1.0, "saturation of yellows")
    yellow_lightness: float = number(0.0, -1.0, 1.0, "lightness of yellows")
    green_hue: float = number(0.0, -1.0, 1.0, "hue of greens")
    green_saturation: float = number(0.0, -1.0, 1.0, "saturation of greens")
    green_lightness: float = number(0.0, -1.0, 1.0, "lightness of greens")
    cyan_hue: float = number(0.0, -1.0, 1.0, "hue of cyans")
    cyan_saturation: float = number(0.0, -1.0, 1.0, "saturation of cyans")
    cyan_lightness: float = number(0.0, -1.0, 1.0, "lightness of cyans")
    blue_hue: float = number(0.0, -1.0, 1.0, "hue of blues")
    blue_saturation: float = number(0.0, -1.0, 1.0, "saturation of blues")
    blue_lightness: float = number(0.0, -1.0, 1.0, "lightness of blues")
    purple_hue: float = number(0.0, -1.0, 1.0, "hue of purples")
    purple_saturation: float = number(0.0, -1.0, 1.0, "saturation of purples")
    purple_lightness: float = number(0.0, -1.0, 1.0, "lightness of purples")
    magenta_hue: float = number(0.0, -1.0, 1.0, "hue of magentas")
    magenta_saturation: float = number(0.0, -1.0, 1.0, "saturation of magentas")
    magenta_lightness: float = number(0.0, -1.0, 1.0, "lightness of magentas")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """A colour between two bands gets a share of both; greys stay."""
    values = astuple(params)
    if not any(values):
        return picture
    return hues_changed(picture, tuple(zip(values[::3], values[1::3], values[2::3], strict=True)))


EFFECT = Filter("hsl", Params, apply, "Hue, saturation and lightness by colour.", timeless=always)
