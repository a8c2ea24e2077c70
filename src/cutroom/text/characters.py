"""How one character of a block stands apart from its place at rest."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians, sin, tan
from typing import Any

from cutroom.core.typography import Echo, Ornament, Tint
from cutroom.text.boxes import Box
from cutroom.text.engines import load_skia

VIEW_DISTANCE = 4.0
"""Distance of the eye for tilts, in heights of the character's cell."""
MAX_SKEW_DEGREES = 80.0


@dataclass(frozen=True, slots=True)
class CharacterState:
    """A character's departure from rest at one moment.

    ``dx_px``, ``dy_px`` and ``blur_px`` (a Gaussian sigma) are layout pixels, x right and y down.
    ``rotation`` and ``skew`` are degrees clockwise, ``tilt_x``/``tilt_y`` degrees about the
    horizontal/vertical axis in perspective. ``anchor_x``/``anchor_y`` name the point that stays
    fixed, in half cells from the cell's centre. ``hollow`` is the share of the fill that is missing
    within its outline. With ``shows`` ≥ 0 the glyphs of that character of the block stand in its
    place. ``ornaments`` stand by its place at rest. ``echoes`` are copies of the whole block; those of
    the first character that has some count.
    """

    dx_px: float = 0.0
    dy_px: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    rotation: float = 0.0
    skew: float = 0.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0
    alpha: float = 1.0
    blur_px: float = 0.0
    anchor_x: float = 0.0
    anchor_y: float = 0.0
    tint: Tint | None = None
    hollow: float = 0.0
    shows: int = -1
    ornaments: tuple[Ornament, ...] = ()
    echoes: tuple[Echo, ...] = ()

    @property
    def visible(self) -> bool:
        """Whether anything of the character can be seen."""
        return self.alpha > 0.0 and self.scale_x != 0.0 and self.scale_y != 0.0


AT_REST = CharacterState()


def matrix_of(state: CharacterState, cell: Box) -> Any:
    """The ``skia.Matrix`` from a character at rest to its state.

    Order: scale, skew, tilt, rotate, all about the anchor, then move.
    """
    skia = load_skia()
    x = cell.center_x + state.anchor_x * (cell.right - cell.left) / 2
    y = cell.center_y + state.anchor_y * (cell.bottom - cell.top) / 2
    matrix = skia.Matrix.Translate(-x, -y)
    if state.scale_x != 1.0 or state.scale_y != 1.0:
        matrix.postScale(state.scale_x, state.scale_y)
    if state.skew:
        bounded = min(max(state.skew, -MAX_SKEW_DEGREES), MAX_SKEW_DEGREES)
        matrix.postSkew(-tan(radians(bounded)), 0.0)
    if state.tilt_x or state.tilt_y:
        depth = VIEW_DISTANCE * max(cell.bottom - cell.top, 1.0)
        matrix.postConcat(_tilt(state.tilt_x, state.tilt_y, depth))
    if state.rotation:
        matrix.postRotate(state.rotation)
    matrix.postTranslate(x + state.dx_px, y + state.dy_px)
    return matrix


def is_sound(state: CharacterState) -> bool:
    """Whether every number of a state is finite: others would spread over the whole sprite."""
    numbers = [
        state.dx_px, state.dy_px, state.scale_x, state.scale_y, state.rotation, state.skew,
        state.tilt_x, state.tilt_y, state.alpha, state.blur_px, state.anchor_x, state.anchor_y,
        state.hollow,
    ]  # fmt: skip
    if state.tint is not None:
        numbers += [state.tint.amount, state.tint.reach]
    for ornament in state.ornaments:
        numbers += [ornament.x, ornament.y, ornament.size, ornament.rotation, ornament.alpha]
    for echo in state.echoes:
        numbers += [echo.dx, echo.dy, echo.scale, echo.rotation, echo.alpha]
    return all(map(isfinite, numbers))


def _tilt(about_x: float, about_y: float, depth: float) -> Any:
    """Rotation about the horizontal, then the vertical axis, seen from ``depth`` px away."""
    sin_x, cos_x = sin(radians(about_x)), cos(radians(about_x))
    sin_y, cos_y = sin(radians(about_y)), cos(radians(about_y))
    # A point (x, y, 0) goes to (x·cos_y + y·sin_x·sin_y, y·cos_x, z) and is divided by 1 + z/depth.
    z_x, z_y = -sin_y, sin_x * cos_y
    return load_skia().Matrix.MakeAll(
        cos_y, sin_x * sin_y, 0.0, 0.0, cos_x, 0.0, z_x / depth, z_y / depth, 1.0
    )
