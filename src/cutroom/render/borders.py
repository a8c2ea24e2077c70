"""Lines around clips and the shadows they throw, made from what is visible of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, radians, sin

import cv2
import numpy as np

from cutroom.core.color import Color
from cutroom.picture.over import Canvas, Sprite
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.resample import transform_plane, translation
from cutroom.picture.sampling import blur_plane, multiply_alpha, solid, warp
from cutroom.timeline.model import DropShadow, Outline

_MOST_PX = 1024
"""How far a border may reach beyond its clip: a huge one must not make a huge picture."""


@dataclass(frozen=True, slots=True)
class Border:
    """Outline and shadow of a clip whose shorter side is drawn ``side_px`` long."""

    outline: Outline | None
    shadow: DropShadow | None
    side_px: float

    @property
    def line_px(self) -> float:
        """Width of the outline."""
        width = 0.0 if self.outline is None else self.outline.width
        return min(max(width * self.side_px, 0.0), _MOST_PX / 4)


def bordered(sprite: Sprite, border: Border) -> Sprite:
    """The sprite over its outline over the shadow of both."""
    pad = _reach(border)
    picture = sprite.picture
    width, height = picture.width + 2 * pad, picture.height + 2 * pad
    roomy = warp(picture, translation(pad, pad), width, height, "transparent")
    alpha = roomy.alpha
    shape = np.full((height, width), 255, np.uint8) if alpha is None else alpha
    if border.outline is not None:
        shape = _grown(shape, border.line_px)
    canvas = Canvas(width, height)
    if border.shadow is not None:
        canvas.draw(Sprite(_shade(shape, border.shadow, border.side_px), 0, 0))
    if border.outline is not None:
        canvas.draw(Sprite(_flat(border.outline.color, shape), 0, 0))
    canvas.draw(Sprite(roomy, 0, 0))
    return Sprite(canvas.picture(), sprite.left - pad, sprite.top - pad)


def _reach(border: Border) -> int:
    """Even pixels that the border needs on every side."""
    shadow = border.shadow
    away = 0.0 if shadow is None else (abs(shadow.distance) + 3 * shadow.blur) * border.side_px
    return 2 * ceil(min(border.line_px + away + 2, _MOST_PX) / 2)


def _grown(shape: Plane, width_px: float) -> Plane:
    """Coverage of everything not farther than ``width_px`` from the shape."""
    outside = np.where(shape >= 128, 0, 255).astype(np.uint8)
    if not (outside == 0).any():
        return shape
    away = cv2.distanceTransform(outside, cv2.DIST_L2, 5)
    # A pixel next to the shape is one away, centre to centre, and half away from its edge.
    near = np.clip(np.float32(width_px + 1.0) - away, 0, 1) * np.float32(255)
    return np.asarray(np.maximum(shape, np.rint(near)), np.uint8)


def _shade(shape: Plane, shadow: DropShadow, side_px: float) -> Picture:
    away = min(shadow.distance * side_px, _MOST_PX / 2)
    angle = radians(shadow.angle)
    move = translation(away * cos(angle), away * sin(angle))
    height, width = shape.shape
    framed = np.asarray(
        cv2.copyMakeBorder(shape, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0), np.uint8
    )
    moved = transform_plane(framed, move @ translation(-1, -1), width, height)
    sigma = min(shadow.blur * side_px, _MOST_PX / 6)
    return _flat(shadow.color, blur_plane(moved, sigma, sigma) if sigma > 0.05 else moved)


def _flat(color: Color, shape: Plane) -> Picture:
    ground = solid(shape.shape[1], shape.shape[0], Color(color.red, color.green, color.blue))
    weight = shape if color.alpha >= 1.0 else cv2.convertScaleAbs(shape, alpha=color.alpha)
    return multiply_alpha(ground, np.asarray(weight, np.uint8))
