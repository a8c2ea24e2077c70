"""Only part of the picture shows: what a growing pattern has uncovered."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import WHITE, Color
from cutroom.effects.fields import Field, threshold
from cutroom.effects.grown import GROWN, Grown, grown
from cutroom.effects.mattes import COMPACT, STYLES, Matte, matte, uncovered
from cutroom.effects.overlays import painted
from cutroom.effects.shape_field import shape_field
from cutroom.effects.spec import Filter, Moment, choice, colour, number
from cutroom.picture.picture import Picture
from cutroom.picture.sampling import multiply_alpha

_ALL = ("shape", *GROWN, *STYLES)


@dataclass(frozen=True, slots=True)
class Params:
    """The pattern, how far it has grown, and its edge."""

    style: str = choice("shapes", _ALL, "one shape, noise, or a pattern of many parts")
    amount: float = number(0.5, 0.0, 1.0, "how much is uncovered")
    shape: str = choice("circle", COMPACT, "the shape of one or of many")
    count: int = number(8, 1, 60, "shapes along the long side, strokes, rays or waves")
    scale: float = number(0.3, 0.01, 3.0, "size of patches of noise in short sides")
    angle: float = number(0.0, -360.0, 360.0, "direction, degrees clockwise from right")
    rough: float = number(0.5, 0.0, 1.0, "unevenness")
    softness: float = number(0.02, 0.0, 1.0, "softness of the edge")
    band: float = number(0.0, 0.0, 0.5, "width of a coloured edge as a part of the growth")
    color: Color = colour(WHITE, "colour of that edge")


def apply(picture: Picture, params: Params, moment: Moment) -> Picture:
    """Alpha is multiplied by the pattern; the coloured edge lies inside it."""
    if params.amount >= 1.0:
        return picture
    field = _field(picture, params, moment.seed)
    # The growth is longer by the edge, so that it is gone when all is uncovered.
    reach = params.amount * (1.0 + params.band)
    kept = uncovered(field, min(1.0, reach), params.softness)
    drawn = picture
    if params.band > 0.0:
        plain = threshold(field, min(1.0, max(0.0, reach - params.band)), params.band * 0.5 + 0.01)
        drawn = painted(drawn, params.color, np.asarray(cv2.bitwise_not(plain), np.uint8))
    return multiply_alpha(drawn, kept)


def _field(picture: Picture, params: Params, seed: int) -> Field:
    width, height = picture.width, picture.height
    if params.style == "shape":
        return shape_field(width, height, params.shape)
    if params.style in GROWN:
        kind = Grown(params.style, params.scale, params.rough, params.angle)
        return grown((width, height), kind, seed)
    many = Matte(
        params.style, int(params.count), params.angle, rough=params.rough, shape=params.shape
    )
    return matte(width, height, many, seed)


EFFECT = Filter("matte", Params, apply, "Only what a growing pattern has uncovered shows.")
