"""The picture breaks into grains that the wind carries off, one after another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.grains import Wind, grains
from cutroom.effects.overlays import sketch
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha


@dataclass(frozen=True, slots=True)
class Params:
    """How much is gone and where it blows to."""

    amount: float = number(0.5, 0.0, 1.0, "how much is gone")
    angle: float = number(
        -25.0, -360.0, 360.0, "direction of the wind, degrees clockwise from right"
    )
    distance: float = number(0.6, 0.0, 3.0, "how far grains get in short sides")
    wild: float = number(0.6, 0.0, 2.0, "how much they scatter")
    tint: float = number(0.0, 0.0, 1.0, "how far they take on a colour")
    color: Color = colour(Color(1.0, 0.8, 0.35), "that colour")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """What has left is transparent; its grains fly over the rest."""
    if params.amount <= 0.0:
        return picture
    size = (picture.width, picture.height)
    wind = Wind(params.angle, params.distance, params.wild, params.tint, params.color)
    canvas = sketch(picture)
    kept = grains(canvas, picture, wind, params.amount, moment.seed)
    packed = Picture.from_rgba(picture.rgba, opaque=picture.opaque)
    still = multiply_alpha(packed, kept).rgba
    flying = cv2.resize(canvas, size, interpolation=cv2.INTER_LINEAR)
    rest = cv2.merge([cv2.bitwise_not(np.ascontiguousarray(flying[..., 3]))] * 4)
    drawn = cv2.add(cv2.multiply(still, rest, scale=1 / 255), flying)
    if picture.alpha is not None:
        # Grains do not leave the alpha they come with: a cut-out keeps its outline.
        drawn = np.minimum(drawn, picture.rgba[..., 3:])
    return Picture.from_rgba(np.asarray(drawn, np.uint8))


EFFECT = Filter("disperse", Params, apply, "The picture blows away in grains.")
