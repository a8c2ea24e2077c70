"""Mask shapes as coverage planes in the clip's own space.

Line, mirror and ellipse follow formulas measured on exported videos; rectangle, heart and star use
the ellipse's feathering on a distance of their own. Angles are degrees clockwise, v points up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.picture.picture import Plane
from cutroom.picture.resample import Matrix, scaling, transform_plane, translation
from cutroom.picture.sampling import blur_plane
from cutroom.timeline.model import Mask, TextContent

Field = NDArray[np.float32]

_HEART_POINTS = 96
_STAR_INNER = 0.382
"""Inner over outer radius of a regular five-pointed star."""


@dataclass(frozen=True, slots=True)
class MaskState:
    """A mask at a time: the values of its curves."""

    shape: str
    center_x: float
    center_y: float
    width: float
    height: float
    rotation: float
    feather: float
    round_corner: float
    expansion: float
    invert: bool
    text: TextContent | None = None


@dataclass(frozen=True, slots=True)
class Stencil:
    """Coverage of a text; ``left`` and ``top`` are pixels from the middle of its block."""

    alpha: Plane
    left: float
    top: float


def mask_state(mask: Mask, time_s: float) -> MaskState:
    """The mask at seconds from the clip's nominal start; feather and corner kept in 0–1."""
    return MaskState(
        shape=mask.shape,
        center_x=mask.center_x.at(time_s),
        center_y=mask.center_y.at(time_s),
        width=max(mask.width.at(time_s), 1e-4),
        height=max(mask.height.at(time_s), 1e-4),
        rotation=mask.rotation.at(time_s),
        feather=min(max(mask.feather.at(time_s), 0.0), 1.0),
        round_corner=min(max(mask.round_corner.at(time_s), 0.0), 1.0),
        expansion=min(max(mask.expansion.at(time_s), -1.0), 1.0),
        invert=mask.invert,
        text=mask.text,
    )


def draw_mask(state: MaskState, width: int, height: int) -> Plane:
    """Coverage 0–255 of a mask over a clip of ``width`` × ``height`` pixels."""
    return _plane(_SHAPES[state.shape](state, width, height), state)


def draw_text_mask(state: MaskState, stencil: Stencil, width: int, height: int) -> Plane:
    """Coverage 0–255 of letters over a clip of ``width`` × ``height`` pixels, the stencil's own."""
    centre = translation(width / 2 * (1 + state.center_x), height / 2 * (1 - state.center_y))
    c, s = cos(radians(state.rotation)), sin(radians(state.rotation))
    turn = np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])
    rim = 2
    framed = cv2.copyMakeBorder(stencil.alpha, rim, rim, rim, rim, cv2.BORDER_CONSTANT, value=0)
    matrix = centre @ turn @ translation(stencil.left - rim, stencil.top - rim)
    framed = np.asarray(framed, np.uint8)
    radius = max(stencil.alpha.shape[0] / 8, 1.0)
    if state.expansion == 0.0:
        letters = transform_plane(framed, matrix, width, height)
    else:
        letters = _grown_letters(framed, matrix, (width, height), state.expansion * radius)
    if state.feather > 0.0:
        sigma = _feather_reach(state) * radius * 0.6
        letters = blur_plane(letters, sigma, sigma)
    return np.asarray(cv2.bitwise_not(letters), np.uint8) if state.invert else letters


def _grown_letters(letters: Plane, matrix: Matrix, size: tuple[int, int], by_px: float) -> Plane:
    """Letters made bolder, or thinner below 0, by a distance found at twice the size."""
    double = transform_plane(letters, scaling(2, 2) @ matrix, 2 * size[0], 2 * size[1])
    depth = _signed_depth(double) / 2 + np.float32(by_px)
    small = cv2.resize(depth, size, interpolation=cv2.INTER_AREA)
    return np.asarray(np.rint(_hard(np.asarray(small, np.float32)) * np.float32(255)), np.uint8)


def _plane(kept: Field, state: MaskState) -> Plane:
    plane = np.rint(np.clip(kept, 0.0, 1.0) * np.float32(255)).astype(np.uint8)
    return np.asarray(cv2.bitwise_not(plane), np.uint8) if state.invert else plane


def _turned(state: MaskState, width: int, height: int) -> tuple[Field, Field]:
    """Pixels from the mask's centre along its own axes, x right and y up before its rotation."""
    x = np.arange(width, dtype=np.float32) + 0.5 - width / 2 * (1 + state.center_x)
    y = height / 2 * (1 - state.center_y) - (np.arange(height, dtype=np.float32) + 0.5)
    c, s = np.float32(cos(radians(state.rotation))), np.float32(sin(radians(state.rotation)))
    across, up = x[None, :], y[:, None]
    return across * c - up * s, across * s + up * c


def _smooth(low: float, high: float, value: Field) -> Field:
    """Smoothstep of ``value`` rising from ``low`` to ``high``; a step when they are the same."""
    if high <= low:
        return (value >= low).astype(np.float32)
    t = np.clip((value - np.float32(low)) / np.float32(high - low), 0.0, 1.0)
    return np.asarray(t * t * (np.float32(3) - np.float32(2) * t), np.float32)


def _line(state: MaskState, width: int, height: int) -> Field:
    _across, up = _turned(state, width, height)
    soft = state.feather**2
    return _smooth(-_tilt_softness(state) - soft, soft, up / np.float32(height / 2))


def _mirror(state: MaskState, width: int, height: int) -> Field:
    _across, up = _turned(state, width, height)
    edge = state.height * (1 + state.expansion)
    soft = _tilt_softness(state) + state.feather**2
    return np.float32(1) - _smooth(edge - soft, edge + soft, np.abs(up / np.float32(height / 2)))


def _tilt_softness(state: MaskState) -> float:
    """.005·κ in half-heights: an antialias term that vanishes for lines along the axes."""
    within = state.rotation % 90.0
    return float(0.005 * max(0.0, 1.0 - (within / 45.0 - 1.0) ** 2) ** 0.25)


def _ellipse(state: MaskState, width: int, height: int) -> Field:
    across, up = _turned(state, width, height)
    grow = 1 + state.expansion
    radius_x = max(state.width * grow * width / 2, 0.5)
    radius_y = max(state.height * grow * height / 2, 0.5)
    distance = np.sqrt((across / np.float32(radius_x)) ** 2 + (up / np.float32(radius_y)) ** 2)
    if state.feather <= 0.0:
        # One pixel of antialiasing around d = 1, in units of the shorter radius.
        return _hard((np.float32(1) - distance) * np.float32(min(radius_x, radius_y)))
    return _feathered(state, distance)


def _rectangle(state: MaskState, width: int, height: int) -> Field:
    across, up = _turned(state, width, height)
    grow = 1 + state.expansion
    half_x = max(state.width * grow * width / 2, 0.5)
    half_y = max(state.height * grow * height / 2, 0.5)
    radius = state.round_corner * min(half_x, half_y)
    beyond_x = np.abs(across) - np.float32(half_x - radius)
    beyond_y = np.abs(up) - np.float32(half_y - radius)
    outside = np.hypot(np.maximum(beyond_x, 0), np.maximum(beyond_y, 0))
    inside = np.minimum(np.maximum(beyond_x, beyond_y), 0)
    depth = np.float32(radius) - outside - inside
    return _edge(state, depth, min(half_x, half_y))


def _outline(
    points: Callable[[MaskState], NDArray[np.float64]],
) -> Callable[[MaskState, int, int], Field]:
    def draw(state: MaskState, width: int, height: int) -> Field:
        grow = 1 + state.expansion
        half = np.array([state.width * grow * width / 2, state.height * grow * height / 2])
        shape = points(state) * np.maximum(half, 0.5)
        c, s = cos(radians(state.rotation)), sin(radians(state.rotation))
        centre = (width / 2 * (1 + state.center_x), height / 2 * (1 - state.center_y))
        # The points are y up; a clockwise turn on screen and the move into pixel rows.
        x = centre[0] + shape[:, 0] * c + shape[:, 1] * s
        y = centre[1] + shape[:, 0] * s - shape[:, 1] * c
        return _edge(state, _depth_inside(x, y, width, height), float(half.min()))

    return draw


def _depth_inside(x: NDArray[np.float64], y: NDArray[np.float64], width: int, height: int) -> Field:
    """Signed distance in pixels to a polygon, positive inside; exact to a quarter pixel."""
    margin, by = 2, 2
    size = ((width + 2 * margin) * by, (height + 2 * margin) * by)
    limit = 1 << 20
    points = np.stack([(x + margin) * by - 0.5, (y + margin) * by - 0.5], axis=1)
    points = np.rint(np.clip(points, -limit, limit) * 16).astype(np.int32)
    filled = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(filled, [points], 255, shift=4)
    signed = _signed_depth(filled) / by
    small = cv2.resize(signed, (size[0] // by, size[1] // by), interpolation=cv2.INTER_AREA)
    return np.asarray(small[margin:-margin, margin:-margin], np.float32)


def _signed_depth(filled: Plane) -> Field:
    """Distance in pixels to the border of what is filled, positive inside."""
    solid = np.where(filled >= 128, 255, 0).astype(np.uint8)
    inner = cv2.distanceTransform(solid, cv2.DIST_L2, 5)
    outer = cv2.distanceTransform(np.asarray(cv2.bitwise_not(solid)), cv2.DIST_L2, 5)
    return np.asarray(inner, np.float32) - np.asarray(outer, np.float32)


def _edge(state: MaskState, depth: Field, radius: float) -> Field:
    """Coverage from the depth inside a shape in pixels, feathered like the ellipse."""
    if state.feather <= 0.0:
        return _hard(depth)
    distance = np.float32(1) - depth / np.float32(max(radius, 0.5))
    return _feathered(state, distance)


def _feathered(state: MaskState, distance: Field) -> Field:
    """From 1 to 0 over d ∈ 1.025 ± 4.86·feather^1.866, d in shape radii."""
    half = _feather_reach(state)
    return np.float32(1) - _smooth(1.025 - half, 1.025 + half, distance)


def _feather_reach(state: MaskState) -> float:
    """Half the width of a feathered edge, in shape radii."""
    return float(4.86 * state.feather**1.866)


def _hard(depth: Field) -> Field:
    return np.asarray(np.clip(depth + np.float32(0.5), 0.0, 1.0), np.float32)


def _heart(_state: MaskState) -> NDArray[np.float64]:
    """A heart that fills [−1, 1]², y up."""
    t = np.linspace(0, 2 * pi, _HEART_POINTS, endpoint=False)
    x = np.sin(t) ** 3
    y = (13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)) / 16
    low, high = y.min(), y.max()
    return np.stack([x, (y - low) / (high - low) * 2 - 1], axis=1)


def _star(state: MaskState) -> NDArray[np.float64]:
    """A five-pointed star that fills [−1, 1]², one point up; round_corner thickens its arms."""
    inner = _STAR_INNER + (1 - _STAR_INNER) * 0.5 * state.round_corner
    turn = pi / 2 - np.arange(10) * pi / 5
    radius = np.where(np.arange(10) % 2 == 0, 1.0, inner)
    points = np.stack([radius * np.cos(turn), radius * np.sin(turn)], axis=1)
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - low) / (high - low) * 2 - 1, np.float64)


_SHAPES: dict[str, Callable[[MaskState, int, int], Field]] = {
    "line": _line,
    "mirror": _mirror,
    "ellipse": _ellipse,
    "rectangle": _rectangle,
    "heart": _outline(_heart),
    "star": _outline(_star),
}
