"""The picture breaks into grains that the wind carries off, one after another."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.effects.grains import Wind, grains
from cutroom.effects.overlays import Canvas, sketch
from cutroom.effects.spec import Filter, Moment, colour, number
from cutroom.picture.convert import half_plane
from cutroom.picture.picture import Picture, Plane


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
    kept = grains(canvas, picture, wind, params.amount, moment.seed, planar=True)
    return _over(picture, kept, canvas, size)


def _over(picture: Picture, kept: Plane, canvas: Canvas, size: tuple[int, int]) -> Picture:
    """Grains (Y, U, V, alpha, any resolution) over what is kept of a picture, alpha included."""
    luma, u, v, cover = cv2.split(canvas)
    half_size = (-(-size[0] // 2), -(-size[1] // 2))
    flying, over = (_grown(plane, size) for plane in (luma, cover))
    rest = np.asarray(cv2.bitwise_and(kept, cv2.bitwise_not(over)), np.uint8)
    half_rest = half_plane(rest)
    flying_chroma = [_grown(plane, half_size) for plane in (u, v)]
    half_over = _grown(np.asarray(cover, np.uint8), half_size)
    y, *chroma = picture.planes[:3]
    drawn = _added(y, rest, flying)
    tints = [
        _added(plane, half_rest, grain) for plane, grain in zip(chroma, flying_chroma, strict=True)
    ]
    alpha, half = picture.alpha, picture.chroma_alpha
    if alpha is None or half is None:
        covered, half_covered = cv2.add(rest, over), cv2.add(half_rest, half_over)
    else:
        # Grains do not leave the alpha they come with: a cut-out keeps its outline.
        covered = cv2.min(_added(alpha, rest, over), alpha)
        half_covered = cv2.min(_added(half, half_rest, half_over), half)
        drawn = np.asarray(cv2.min(drawn, covered), np.uint8)
        tints = [np.asarray(cv2.min(plane, half_covered), np.uint8) for plane in tints]
    return Picture.from_planes(
        drawn, tints[0], tints[1], np.asarray(covered, np.uint8), np.asarray(half_covered, np.uint8)
    )


def _grown(plane: Plane, size: tuple[int, int]) -> Plane:
    # Shrunk by averages: luma and chroma must see the same grains.
    way = cv2.INTER_LINEAR if size[0] >= plane.shape[1] else cv2.INTER_AREA
    return np.asarray(cv2.resize(plane, size, interpolation=way), np.uint8)


def _added(plane: Plane, rest: Plane, grain: Plane) -> Plane:
    return np.asarray(cv2.add(cv2.multiply(plane, rest, scale=1 / 255), grain), np.uint8)


EFFECT = Filter("disperse", Params, apply, "The picture blows away in grains.")
