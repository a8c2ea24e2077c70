"""Where a clip stands on a frame: placement curves evaluated, a pose on top, and the matrix of both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin, tan

import numpy as np

from cutroom.core.geometry import Point, Size, place
from cutroom.effects.spec import REST, Pose
from cutroom.picture.resample import Matrix, matrix_of, scaling, translation
from cutroom.timeline.model import Clip, Placement

_EYE = 2.0
"""Distance of the eye from a tilted picture, in its longer side."""
_LEAST_SCALE = 1e-4
_MOST_SCALE = 1000.0
MOST_DRAWN_SCALE = 16.0
"""Texts and stickers are drawn at no more than this, and made larger from there."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A placement at a time. Centre in canvas pixels, angles in degrees clockwise.

    ``steady`` says that the placement never changes: then edges are put on whole pixels.
    """

    centre: Point
    scale_x: float
    scale_y: float
    rotation: float
    flip: Point
    alpha: float
    steady: bool


def stance_at(placement: Placement, time_s: float, canvas: Size) -> Stance:
    """``placement`` at seconds from the clip's nominal start."""
    curves = (placement.x, placement.y, placement.scale_x, placement.scale_y, placement.rotation)
    x, y, scale_x, scale_y, rotation = (curve.at(time_s) for curve in curves)
    return Stance(
        centre=Point(canvas.width / 2 * (1 + x), canvas.height / 2 * (1 - y)),
        scale_x=_bounded(scale_x),
        scale_y=_bounded(scale_y),
        rotation=rotation,
        flip=Point(
            -1.0 if placement.flip_horizontal else 1.0, -1.0 if placement.flip_vertical else 1.0
        ),
        alpha=min(max(placement.alpha.at(time_s), 0.0), 1.0),
        steady=all(curve.constant for curve in curves),
    )


@lru_cache(256)
def stance_matrix(stance: Stance, pose: Pose, natural: Size, source: Size, canvas: Size) -> Matrix:
    """From pixels of a ``source``-sized picture to canvas pixels.

    ``natural`` is the size of the clip at scale 1 in canvas pixels. A picture that stands still and
    upright has its edges rounded to whole pixels, so that it stays sharp. The same arguments give the same
    array, which must not be changed.
    """
    drawn = Size(natural.width * stance.scale_x, natural.height * stance.scale_y)
    if not moves(pose):
        placed = matrix_of(place(source, drawn, stance.centre, stance.rotation, stance.flip))
        return _snapped(placed, source) if stance.steady else placed
    shape = place(source, drawn, Point(0.0, 0.0), 0.0, stance.flip)
    turn = matrix_of(
        place(Size(2.0, 2.0), Size(2.0, 2.0), Point(0.0, 0.0), stance.rotation, Point(1.0, 1.0))
    ) @ translation(1.0, 1.0)
    hinge = (pose.anchor[0] * drawn.width / 2, pose.anchor[1] * drawn.height / 2)
    posed = translation(*hinge) @ _pose_matrix(pose, drawn) @ translation(-hinge[0], -hinge[1])
    move = translation(
        stance.centre.x + pose.x * canvas.width + pose.own_x * drawn.width,
        stance.centre.y + pose.y * canvas.height + pose.own_y * drawn.height,
    )
    matrix = move @ turn @ posed @ matrix_of(shape)
    return np.asarray(matrix / matrix[2, 2] if abs(matrix[2, 2]) > 1e-9 else matrix, np.float64)


def moves(pose: Pose) -> bool:
    """Whether a pose changes the geometry at all."""
    at_rest = (REST.x, REST.y, REST.own_x, REST.own_y, REST.scale_x, REST.scale_y)
    turned = (pose.rotation, pose.tilt_x, pose.tilt_y, pose.skew)
    return any(turned) or at_rest != (
        pose.x,
        pose.y,
        pose.own_x,
        pose.own_y,
        pose.scale_x,
        pose.scale_y,
    )


def _pose_matrix(pose: Pose, drawn: Size) -> Matrix:
    scale = scaling(_bounded(pose.scale_x), _bounded(pose.scale_y))
    skew = np.array(
        [[1.0, -tan(radians(min(max(pose.skew, -85.0), 85.0))), 0], [0, 1, 0], [0, 0, 1.0]]
    )
    spin = _turn(pose.rotation)
    if not (pose.tilt_x or pose.tilt_y):
        return np.asarray(spin @ skew @ scale, np.float64)
    cos_x, sin_x = cos(radians(pose.tilt_x)), sin(radians(pose.tilt_x))
    cos_y, sin_y = cos(radians(pose.tilt_y)), sin(radians(pose.tilt_y))
    eye = _EYE * max(drawn.width, drawn.height)
    # Rows: x, y and depth of a point of the picture after turning about x, then about y.
    depth = np.array([-sin_y, cos_y * sin_x]) / eye
    tilt = np.array([[cos_y, sin_y * sin_x, 0.0], [0.0, cos_x, 0.0], [depth[0], depth[1], 1.0]])
    return np.asarray(spin @ tilt @ skew @ scale, np.float64)


def _turn(degrees: float) -> Matrix:
    cosine, sine = cos(radians(degrees)), sin(radians(degrees))
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])


def _bounded(scale: float) -> float:
    """A scale kept away from zero and infinity, its sign kept."""
    size = min(max(abs(scale), _LEAST_SCALE), _MOST_SCALE)
    return -size if scale < 0 else size


def _snapped(matrix: Matrix, source: Size) -> Matrix:
    """The matrix with the edges of an upright or quarter-turned picture on whole pixels."""
    upright = matrix[0, 1] == matrix[1, 0] == 0.0
    quarter = matrix[0, 0] == matrix[1, 1] == 0.0
    if not (upright or quarter):
        return matrix
    snapped = matrix.copy()
    for row in (0, 1):
        column = row if upright else 1 - row
        extent = source.width if column == 0 else source.height
        start, end = matrix[row, 2], matrix[row, 2] + matrix[row, column] * extent
        first, last = round(start), round(end)
        if first == last:
            last += 1 if end > start else -1
        snapped[row, 2], snapped[row, column] = first, (last - first) / extent
    return snapped


def drawing_scale(clip: Clip) -> float:
    """The scale to draw texts and stickers at: exactly the clip's when it never changes, else its largest."""
    placement = clip.placement
    peak = max(
        (abs(key.value) for curve in (placement.scale_x, placement.scale_y) for key in curve.keys),
        default=1.0,
    )
    return min(max(peak, 1e-2), MOST_DRAWN_SCALE)
