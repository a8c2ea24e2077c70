"""Pictures that are made rather than read: colours, gradients and shapes."""

from __future__ import annotations

from math import ceil, cos, hypot, radians, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from cutroom.core.color import Color
from cutroom.picture.picture import Picture, Plane
from cutroom.picture.sampling import solid
from cutroom.timeline.model import ColorContent, ShapeContent

STICKER_MARGIN = 16.0
"""Room around a sticker's own area for its rim and shadow, in its units."""
_SUBPIXELS = 4
_ARC_STEPS = 12


def draw_color(content: ColorContent, width: int, height: int) -> Picture:
    """A solid or a linear gradient of the given size."""
    if len(content.colors) == 1:
        return solid(width, height, content.colors[0])
    across, down = cos(radians(content.angle)), sin(radians(content.angle))
    reach = abs(across) * width + abs(down) * height
    x = (np.arange(width) + 0.5 - width / 2) * across
    y = (np.arange(height) + 0.5 - height / 2) * down
    position = (x[None, :] + y[:, None]) / reach + 0.5
    stops = _stops(content)
    channels = np.array([(c.red, c.green, c.blue, c.alpha) for c in content.colors])
    mixed = np.stack([np.interp(position, stops, channels[:, i]) for i in range(4)], axis=-1)
    mixed[..., :3] *= mixed[..., 3:]
    packed = np.rint(np.clip(mixed, 0, 1) * 255).astype(np.uint8)
    return Picture.from_rgba(packed, opaque=all(c.alpha >= 1.0 for c in content.colors))


def _stops(content: ColorContent) -> NDArray[np.float64]:
    """Ascending stops, evenly spread when the content does not give one per colour."""
    if len(content.stops) != len(content.colors):
        return np.linspace(0.0, 1.0, len(content.colors))
    return np.maximum.accumulate(np.clip(np.array(content.stops, np.float64), 0.0, 1.0))


def shape_size(content: ShapeContent) -> tuple[int, int]:
    """Pixels that hold the shape and its border around its centre."""
    reach_x = max((abs(x) for x, _y in content.points), default=0.0) + content.border_px
    reach_y = max((abs(y) for _x, y in content.points), default=0.0) + content.border_px
    return 2 * (ceil(reach_x) + 1), 2 * (ceil(reach_y) + 1)


def draw_shape(content: ShapeContent, scale: float) -> Picture:
    """The shape at ``scale``, its centre in the middle of a picture of ``shape_size`` × scale."""
    natural = shape_size(content)
    width, height = max(2, round(natural[0] * scale)), max(2, round(natural[1] * scale))
    centre = np.array([width / 2, height / 2])
    points = _rounded(content.points, content.round_px) * scale + centre
    border_px = content.border_px * scale
    filled = _coverage(points, 0.0, width, height)
    packed = (
        _shaded(filled, content.shade, points) if content.shade else _tinted(filled, content.fill)
    )
    if border_px > 0.0 and content.border.alpha > 0.0:
        edge = _tinted(_coverage(points, border_px, width, height), content.border)
        rest = cv2.bitwise_not(np.asarray(cv2.merge([np.ascontiguousarray(edge[..., 3])] * 4)))
        packed = np.asarray(cv2.add(edge, cv2.multiply(packed, rest, scale=1 / 255)), np.uint8)
    return Picture.from_rgba(packed)


def _coverage(points: NDArray[np.float64], line_px: float, width: int, height: int) -> Plane:
    """Coverage of the polygon's inside, or of a line along its outline when ``line_px`` is not 0."""
    by = _SUBPIXELS
    limit = float(1 << 20)
    fixed = np.rint(np.clip(points * by - 0.5, -limit, limit) * 16).astype(np.int32)
    drawn = np.zeros((height * by, width * by), np.uint8)
    if line_px > 0.0:
        thickness = max(1, min(32767, round(line_px * by)))
        cv2.polylines(drawn, [fixed], True, 255, thickness=thickness, shift=4)
    else:
        cv2.fillPoly(drawn, [fixed], 255, shift=4)
    return np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _tinted(covered: Plane, color: Color) -> Plane:
    red, green, blue, alpha = (value / 255 for value in color.as_bytes())
    scaled = [cv2.convertScaleAbs(covered, alpha=part * alpha) for part in (red, green, blue)]
    return np.asarray(cv2.merge([*scaled, cv2.convertScaleAbs(covered, alpha=alpha)]), np.uint8)


def _shaded(covered: Plane, shade: ColorContent, points: NDArray[np.float64]) -> Plane:
    """A gradient over the box around ``points``, kept as far as the plane says."""
    height, width = covered.shape
    corners = np.stack([np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))])
    (left, top), (right, bottom) = np.clip(corners, 0, (width - 1, height - 1)).astype(int).tolist()
    box = draw_color(shade, max(right - left, 1), max(bottom - top, 1)).rgba
    below, beside = height - top - box.shape[0], width - left - box.shape[1]
    # Pixels of the edge that the box leaves out have the colour next to them.
    spread = cv2.copyMakeBorder(box, top, below, left, beside, cv2.BORDER_REPLICATE)
    return np.asarray(cv2.multiply(spread, cv2.merge([covered] * 4), scale=1 / 255), np.uint8)


def _rounded(points: tuple[tuple[float, float], ...], radius: float) -> NDArray[np.float64]:
    """The outline with every corner replaced by a curve that starts ``radius`` from it."""
    if radius <= 0.0 or len(points) < 3:
        return np.array(points, np.float64)
    outline: list[tuple[float, float]] = []
    count = len(points)
    for index, corner in enumerate(points):
        start = _towards(corner, points[index - 1], radius)
        end = _towards(corner, points[(index + 1) % count], radius)
        for step in range(_ARC_STEPS + 1):
            t = step / _ARC_STEPS
            weights = ((1 - t) ** 2, 2 * t * (1 - t), t**2)
            outline.append(
                (
                    weights[0] * start[0] + weights[1] * corner[0] + weights[2] * end[0],
                    weights[0] * start[1] + weights[1] * corner[1] + weights[2] * end[1],
                )
            )
    return np.array(outline, np.float64)


def _towards(
    corner: tuple[float, float], other: tuple[float, float], radius: float
) -> tuple[float, float]:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = hypot(dx, dy)
    part = min(0.5, radius / length) if length > 0 else 0.0
    return corner[0] + dx * part, corner[1] + dy * part
