"""Draws a pose the way ``effects.spec.Pose`` defines it, for strips only.

The renderer has its own, faster way; this one is for seeing what a motion means.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.effects.binding import bind
from cutroom.effects.fields import clock, distance, ramp, threshold
from cutroom.effects.placing import Stand
from cutroom.effects.registry import find_filter
from cutroom.effects.spec import Moment, Pose, Wipe
from cutroom.picture.picture import Picture
from cutroom.picture.resample import translation
from cutroom.picture.sampling import blur, fade, mix, multiply_alpha, warp


def posed(
    thing: Picture, pose: Pose, rest: tuple[float, float], moment: Moment, canvas: Picture
) -> Picture:
    """``thing`` with its centre at ``rest`` (canvas pixels), posed, over ``canvas``."""
    for look in pose.looks:
        effect = find_filter(look.effect)
        assert effect is not None, look.effect
        changed = effect.apply(thing, bind(effect.params, look.params), moment)
        thing = mix(thing, changed, look.strength)
    if pose.wipe is not None:
        thing = multiply_alpha(thing, wiped(thing.width, thing.height, pose.wipe))
    width, height = canvas.width, canvas.height
    placed = _centred(thing, width, height)
    centre = (
        rest[0] / width - 0.5 + pose.x + pose.own_x * thing.width / width,
        rest[1] / height - 0.5 + pose.y + pose.own_y * thing.height / height,
    )
    stand = Stand(
        x=centre[0],
        y=centre[1],
        scale_x=pose.scale_x,
        scale_y=pose.scale_y,
        spin=pose.rotation,
        tilt_x=pose.tilt_x,
        tilt_y=pose.tilt_y,
        pivot=(pose.anchor[0] * thing.width / width, pose.anchor[1] * thing.height / height),
    )
    if abs(pose.scale_x * pose.scale_y) < 1e-4 or pose.alpha <= 0.0:
        return canvas
    matrix = stand.matrix(width, height) @ _sheared(pose.skew, width, height)
    moved = warp(placed, matrix, width, height, "transparent")
    if pose.blur:
        moved = blur(moved, pose.blur * min(width, height))
    return over(canvas, fade(moved, pose.alpha))


def over(below: Picture, above: Picture) -> Picture:
    """Premultiplied *over* on packed pixels."""
    rest = 255 - above.rgba[..., 3:].astype(np.int32)
    rgba = above.rgba.astype(np.int32) + (below.rgba.astype(np.int32) * rest + 127) // 255
    return Picture.from_rgba(np.clip(rgba, 0, 255).astype(np.uint8), opaque=below.opaque)


def wiped(width: int, height: int, wipe: Wipe) -> NDArray[np.uint8]:
    """The mask of what a wipe has uncovered."""
    soft = max(wipe.softness, 1.5 / max(width, height))
    if wipe.shape == "iris":
        return threshold(distance(width, height), wipe.amount, soft)
    if wipe.shape == "clock":
        return threshold(clock(width, height), wipe.amount, soft)
    along = ramp(width, height, wipe.angle)
    if wipe.shape == "split":
        return threshold(np.abs(along * 2 - 1).astype(np.float32), wipe.amount, soft)
    if wipe.shape == "blinds":
        strips = along * wipe.bands
        return threshold((strips - np.floor(strips)).astype(np.float32), wipe.amount, soft)
    return threshold(along, wipe.amount, soft)


def _centred(thing: Picture, width: int, height: int) -> Picture:
    if (thing.width, thing.height) == (width, height):
        return thing
    rgba = np.zeros((height, width, 4), np.uint8)
    left, top = (width - thing.width) // 2, (height - thing.height) // 2
    rgba[top : top + thing.height, left : left + thing.width] = thing.rgba
    return Picture.from_rgba(rgba)


def _sheared(degrees: float, width: int, height: int) -> NDArray[np.float64]:
    lean = np.array([[1.0, -np.tan(np.radians(degrees)), 0], [0, 1, 0], [0, 0, 1.0]])
    return np.asarray(
        translation(width / 2, height / 2) @ lean @ translation(-width / 2, -height / 2)
    )


def backdrop(width: int, height: int) -> Picture:
    """A dim checkerboard for things to be drawn on."""
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    step = max(1, height // 9)
    grey = np.where((x // step + y // step) % 2, 56, 44).astype(np.uint8)
    return Picture.from_rgba(
        np.asarray(cv2.merge([grey, grey, grey, np.full_like(grey, 255)])), opaque=True
    )
